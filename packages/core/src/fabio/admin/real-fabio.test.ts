import { spawn, spawnSync } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";

import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { apiConfig } from "../config/api-config.ts";
import { loadConfig } from "../config/load-config.ts";
import { createFabioAdmin } from "./fabio-admin.ts";

const missing = spawnSync("fabio", ["-v"]).error !== undefined;

const args = [
  "-registry.backend=static",
  `-registry.static.routes=route add web foo.com/x http://127.0.0.1:1/ weight 0.25 opts "strip=/x host=dst"`,
  "-proxy.addr=127.0.0.1:15402;rt=1s;pxyproto=true",
  "-ui.addr=127.0.0.1:15412",
  "-ui.path=/fab",
  "-registry.consul.token=s3cret",
  "-proxy.localip=10.0.0.1",
];

/** With Fabio 1.7.3 on the path. */
describe.skipIf(missing)("a real Fabio", () => {
  const fabio = createFabioAdmin({ address: "127.0.0.1:15412", basePath: "/fab" });
  const started: { kill: (signal: "SIGKILL") => unknown }[] = [];

  beforeAll(async () => {
    started.push(spawn("fabio", args, { stdio: "ignore" }));
    for (let attempt = 0; attempt < 100; attempt++) {
      if (await fabio.isAlive()) return;
      await sleep(50);
    }
  });

  afterAll(() => {
    for (const process of started) process.kill("SIGKILL");
  });

  test("lists its table", async () => {
    expect(await fabio.routes()).toEqual([
      {
        service: "web",
        host: "foo.com",
        path: "/x",
        src: "foo.com/x",
        dst: "http://127.0.0.1:1/",
        opts: { strip: "/x", host: "dst" },
        tags: [],
        weight: 1,
      },
    ]);
    expect(await fabio.commands()).toBe(
      `route add web foo.com/x http://127.0.0.1:1/ weight 0.2500 opts "host=dst strip=/x"\n`,
    );
  });

  test("says its version", async () => {
    expect(await fabio.version()).toMatch(/^1\.\d+\.\d+$/);
  });

  test("has the configuration that its arguments stand for", async () => {
    const { config } = loadConfig({ args });
    // The number of processors and the folder for temporary files are the host's.
    expect(await fabio.config({ reveal: true })).toMatchObject({
      ...Object(config && apiConfig(config)),
      Runtime: { GOGC: 100 },
      ProfilePath: expect.any(String),
    });
  });

  test("has overrides with every back end, and stores them with none but Consul", async () => {
    expect(await fabio.readOverrides()).toEqual({ value: "", version: "0" });
    await expect(fabio.writeOverrides("", { value: "", version: "0" })).rejects.toMatchObject({
      code: "conflict",
    });
  });

  test("is not found without its base path", async () => {
    const elsewhere = createFabioAdmin({ address: "127.0.0.1:15412" });
    await expect(elsewhere.routes()).rejects.toMatchObject({ code: "not-found" });
  });
});
