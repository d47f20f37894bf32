import { describe, expect, it } from "vitest";

import { needs } from "./needs.ts";
import { nomadx } from "./nomadx.ts";
import { get } from "./request.ts";

const httpAnswer = "this is httpbackendservice, version: v1.0.0\n";
const httpsAnswer = "this is httpsbackendservice, version: v1.0.0\n";
const newHttpsAnswer = "this is httpsbackendservice, version: v1.0.1\n";

/** Fabio learns of a service from Consul's checks, a moment after Nomad does. */
const routed = { timeout: 20_000, interval: 250 };

const articleJobs = [
  { file: "jobs/fabio.ts", id: "fabio" },
  { file: "jobs/httpbackend.ts", id: "httpbackend" },
  { file: "jobs/httpsbackend.ts", id: "httpsbackend" },
  { file: "jobs/httpsbackend-tcp.ts", id: "httpsbackend-tcp" },
  { file: "jobs/httpsbackend-sni-1.ts", id: "httpsbackend-sni-1" },
  { file: "jobs/httpsbackend-sni-2.ts", id: "httpsbackend-sni-2" },
];
const ids = articleJobs.map(({ id }) => id);

// Each test goes on from where the one before it left the cluster.
describe("the articles' jobs, with the network in the task", () => {
  needs("nomad", "consul", "docker", "fabio");

  it.each(articleJobs)("plans $id as new", async ({ file, id }) => {
    const { code, stdout } = await nomadx("plan", file);
    expect(stdout).toContain(`+ Job: "${id}"`);
    expect(stdout).toContain("All tasks successfully allocated");
    expect(code).toBe(0);
  });

  it("runs them all until they are healthy", async () => {
    const { code, stderr } = await nomadx("run", "jobs/*.ts");
    expect({ code, stderr }).toMatchObject({ code: 0 });
  });

  it.each([
    { route: "host and path, over http", url: "http://mysite.com:9999/", answer: httpAnswer },
    { route: "an https upstream", url: "http://mysite-https.com:9999/", answer: httpsAnswer },
    { route: "a tcp listener", url: "https://mysite-tcp.com:9997/", answer: httpsAnswer },
    { route: "the first server name", url: "https://mysite-sni-1.com:9996/", answer: httpsAnswer },
    { route: "the second server name", url: "https://mysite-sni-2.com:9996/", answer: newHttpsAnswer },
  ])("answers through Fabio by $route: $url", async ({ url, answer }) => {
    await expect.poll(() => get(url), routed).toBe(answer);
  });

  it("shows them all as running", async () => {
    const { code, stdout } = await nomadx("status");
    for (const id of ids) expect(stdout).toMatch(new RegExp(`^${id} .*\\brunning\\b`, "m"));
    expect(code).toBe(0);
  });

  it("finds no changes in a second plan", async () => {
    const one = await nomadx("plan", "jobs/httpbackend.ts", "--detailed-exitcode");
    expect(one.stdout).toContain('Task Group: "httpbackend" (2 ignore)');
    expect(one.code).toBe(0);
    expect(await nomadx("plan", "jobs/*.ts", "--detailed-exitcode")).toMatchObject({ code: 0 });
  });

  it("plans one instance more as Nomad does", async () => {
    const file = "fixtures/e2e/jobs/httpbackend-count-3.ts";
    const { code, stdout } = await nomadx("plan", file, "--detailed-exitcode");
    expect(stdout).toContain('+/- Job: "httpbackend"');
    expect(stdout).toContain('+/- Task Group: "httpbackend" (1 create, 2 in-place update)');
    expect(stdout).toContain('+/- Count: "2" => "3" (forces create)');
    expect(code).toBe(2);
  });

  it("stops them all", async () => {
    const { code } = await nomadx("stop", "--yes", ...ids);
    expect(code).toBe(0);
    await expect(get("http://mysite.com:9999/")).rejects.toThrow("ECONNREFUSED");
  });
});

describe("Fabio's own example, and backends with the network in the group", () => {
  needs("nomad", "consul", "docker", "fabio");

  it("run until they are healthy", async () => {
    const { code, stderr } = await nomadx(
      "run",
      "jobs/alternatives/fabio-default.ts",
      "fixtures/e2e/jobs/httpbackend-group-network.ts",
      "fixtures/e2e/jobs/httpsbackend-group-network.ts",
    );
    expect({ code, stderr }).toMatchObject({ code: 0 });
  });

  it.each([
    { url: "http://mysite.com:9999/", answer: httpAnswer },
    { url: "http://mysite-https.com:9999/", answer: newHttpsAnswer },
  ])("answer through Fabio: $url", async ({ url, answer }) => {
    await expect.poll(() => get(url), routed).toBe(answer);
  });

  it("have none of the listeners that only jobs/fabio.ts names", async () => {
    await expect(get("https://mysite-tcp.com:9997/")).rejects.toThrow("ECONNREFUSED");
  });

  it("stop", async () => {
    const { code } = await nomadx("stop", "--yes", "fabio", "httpbackend", "httpsbackend");
    expect(code).toBe(0);
  });
});
