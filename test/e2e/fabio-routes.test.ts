import { describe, expect, it } from "vitest";

import { FABIO_ADMIN_URL, NOMAD_URL } from "../../scripts/e2e/addresses.js";
import { needs } from "./needs.ts";
import { nomadx } from "./nomadx.ts";
import { get } from "./request.ts";

const jobs = [
  "fabio",
  "httpbackend",
  "httpsbackend",
  "httpsbackend-tcp",
  "httpsbackend-sni-1",
  "httpsbackend-sni-2",
];

/** Consul, and Fabio by way of it, learn of a change a moment after Nomad does. */
const soon = { timeout: 60_000, interval: 1000 };

async function verify(): Promise<{ readonly code: number; readonly stdout: string }> {
  const { code, stdout } = await nomadx("routes", "verify", "jobs/");
  return { code, stdout };
}

// Each test goes on from where the one before it left the cluster.
describe("the routes of the articles' jobs", () => {
  needs("nomad", "consul", "docker", "fabio");

  it("are listed before there is anything that runs", async () => {
    const { code, stdout } = await nomadx("routes", "jobs/");
    const routes = stdout
      .trimEnd()
      .split("\n")
      .slice(1)
      .map((line) => line.split(/ +/).slice(0, 2).join(" "));
    expect(routes.toSorted()).toEqual([
      ":9997 httpsbackend-tcp",
      "mysite-https.com:9999/ httpsbackend",
      "mysite-sni-1.com/ httpsbackend-sni-1",
      "mysite-sni-2.com/ httpsbackend-sni-2",
      "mysite.com:9999/ httpbackend",
    ]);
    expect(code).toBe(0);
  });

  it("run", async () => {
    const { code, stderr } = await nomadx("run", "jobs/*.ts");
    expect({ code, stderr }).toMatchObject({ code: 0 });
    await expect.poll(verify, soon).toMatchObject({ code: 0 });
  });

  it.each([
    { url: "http://mysite.com:9999/", service: "httpbackend" },
    { url: "http://mysite-https.com:9999/", service: "httpsbackend" },
    { url: "https://mysite-tcp.com:9997/", service: "httpsbackend-tcp" },
    { url: "https://mysite-sni-1.com:9996/", service: "httpsbackend-sni-1" },
    { url: "https://mysite-sni-2.com:9996/", service: "httpsbackend-sni-2" },
  ])("answer $url by $service, from the files and from Fabio, and really do", async ({ url, service }) => {
    const [files, live] = await Promise.all([
      nomadx("routes", "match", url, "jobs/", "--json"),
      nomadx("routes", "match", url, "--json"),
    ]);
    for (const { code, stdout } of [files, live]) {
      expect(JSON.parse(stdout)).toMatchObject({ services: [service] });
      expect(code).toBe(0);
    }
    expect(await get(url)).toMatch(/^this is https?backendservice/);
  });

  it("are verified against the live Fabio, and nothing would change", async () => {
    expect(await verify()).toEqual({ code: 0, stdout: `${FABIO_ADMIN_URL}: as expected, 5 routes\n` });
    expect(await nomadx("routes", "diff", "jobs/")).toMatchObject({ code: 0, stdout: "No changes.\n" });
  });

  it("are verified against the Fabio that is found through Nomad, by the files and by the cluster", async () => {
    const asExpected = { code: 0, stderr: "" };
    expect(await nomadx("routes", "verify", "jobs/", "--find", "nomad")).toEqual({
      ...asExpected,
      stdout: `${FABIO_ADMIN_URL}: as expected, 5 routes\n`,
    });
    expect(await nomadx("routes", "verify", "jobs/httpbackend.ts", "--find", "nomad")).toEqual({
      ...asExpected,
      stdout: `${FABIO_ADMIN_URL}: as expected, 1 route\n`,
    });
  });

  it("are no longer as the files say once one job was scaled by hand: exit 7, and which", async () => {
    const response = await fetch(`${NOMAD_URL}/v1/job/httpbackend/scale`, {
      method: "POST",
      body: JSON.stringify({ Count: 3, Target: { Group: "httpbackend" } }),
    });
    expect(response.status).toBe(200);
    await expect.poll(verify, soon).toMatchObject({
      code: 7,
      stdout: expect.stringMatching(
        /error\[target-count\] jobs\/httpbackend\.ts:\d+:\d+: httpbackend has 3 targets at mysite\.com:9999\/, and should have 2/,
      ),
    });
  });

  it("are not as the files say with a wrong tag: exit 7, and which route of which service", async () => {
    const file = "fixtures/e2e/jobs/httpbackend-wrong-tag.ts";
    expect(await nomadx("run", file)).toMatchObject({ code: 0 });
    await expect.poll(verify, soon).toMatchObject({
      code: 7,
      stdout: expect.stringMatching(
        /error\[missing\] \S+: httpbackend has no route mysite\.com:9999\/, but mysite\.com\/\n(?:.*\n)*error\[extra\]: httpbackend has the route mysite\.com\/,/,
      ),
    });
  });

  it("are waited for when the right tag is back", async () => {
    expect(await nomadx("run", "jobs/httpbackend.ts")).toMatchObject({ code: 0 });
    expect(await nomadx("routes", "verify", "jobs/", "--timeout", "1m")).toMatchObject({
      code: 0,
      stdout: `${FABIO_ADMIN_URL}: as expected, 5 routes\n`,
    });
  });

  it("are kept from a tag that would freeze the table: exit 3, and nothing was run", async () => {
    const { code, stdout } = await nomadx("routes", "lint", "fixtures/e2e/jobs/httpbackend-poison-tag.ts");
    expect({ code, stdout }).toMatchObject({
      code: 3,
      stdout: expect.stringContaining("tag-weight-invalid"),
    });
    expect(await verify()).toMatchObject({ code: 0 });
  });

  it("stop", async () => {
    expect(await nomadx("stop", ...jobs, "--purge", "--yes")).toMatchObject({ code: 0 });
  });
});
