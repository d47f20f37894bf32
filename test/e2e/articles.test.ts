import { describe, expect, inject, it } from "vitest";

import { needs } from "./needs.ts";
import { nomadx } from "./nomadx.ts";
import { get } from "./request.ts";

describe("probe", () => {
  needs("nomad", "consul", "docker", "fabio");
  it("has a cluster", () => {
    expect(inject("cluster").missing).toEqual({});
  });
  it("runs the program", async () => {
    expect(await nomadx("explain", "NX206")).toMatchObject({ code: 0 });
  });
  it("has no answer yet", async () => {
    await expect(get("http://mysite.com:9999/")).rejects.toThrow("ECONNREFUSED");
  });
});
