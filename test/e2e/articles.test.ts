import { describe, expect, it } from "vitest";

import { CONSUL_ADDRESS } from "../../scripts/e2e/addresses.js";
import { needs } from "./needs.ts";
import { nomadx } from "./nomadx.ts";
import { get } from "./request.ts";
import { temporaryFolder } from "./temporary-folder.ts";

const httpAnswer = "this is httpbackendservice, version: v1.0.0\n";
const httpsAnswer = "this is httpsbackendservice, version: v1.0.0\n";
const newHttpsAnswer = "this is httpsbackendservice, version: v1.0.1\n";

/** Consul, and Fabio by way of it, learn of a change a moment after Nomad does. */
const soon = { timeout: 20_000, interval: 250 };

const articleJobs = [
  { file: "jobs/fabio.ts", id: "fabio" },
  { file: "jobs/httpbackend.ts", id: "httpbackend" },
  { file: "jobs/httpsbackend.ts", id: "httpsbackend" },
  { file: "jobs/httpsbackend-tcp.ts", id: "httpsbackend-tcp" },
  { file: "jobs/httpsbackend-sni-1.ts", id: "httpsbackend-sni-1" },
  { file: "jobs/httpsbackend-sni-2.ts", id: "httpsbackend-sni-2" },
];
const ids = articleJobs.map(({ id }) => id);

/** The names of the services in Consul's catalog, without those of the servers themselves. */
async function services(): Promise<string[]> {
  const response = await fetch(`http://${CONSUL_ADDRESS}/v1/catalog/services`);
  const catalog: unknown = await response.json();
  const servers = ["consul", "nomad", "nomad-client"];
  return Object.keys(Object(catalog))
    .filter((name) => !servers.includes(name))
    .toSorted();
}

// Each test goes on from where the one before it left the cluster.
describe("the articles' jobs, with the network in the task", () => {
  needs("nomad", "consul", "docker", "fabio");
  const folder = temporaryFolder();

  it("are valid to the server", async () => {
    expect(await nomadx("validate", "jobs/*.ts")).toMatchObject({ code: 0 });
  });

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
    await expect.poll(() => get(url), soon).toBe(answer);
  });

  it("shows them all as running", async () => {
    const { code, stdout } = await nomadx("status");
    for (const id of ids) expect(stdout).toMatch(new RegExp(`^${id} .*\\brunning\\b`, "m"));
    expect(code).toBe(0);
    expect(await services()).toEqual(ids.toSorted());
  });

  it("shows the deployment and the instances of one", async () => {
    const { code, stdout } = await nomadx("status", "httpbackend");
    expect(stdout).toContain("Deployment completed successfully");
    expect(stdout.match(/^[0-9a-f]{8} .*\brunning\b/gm)).toHaveLength(2);
    expect(code).toBe(0);
  });

  it("finds no changes in a second plan", async () => {
    const one = await nomadx("plan", "jobs/httpbackend.ts", "--detailed-exitcode");
    expect(one.stdout).toContain('Task Group: "httpbackend" (2 ignore)');
    expect(one.code).toBe(0);
    expect(await nomadx("plan", "jobs/*.ts", "--detailed-exitcode")).toMatchObject({ code: 0 });
  });

  it("finds no changes in the HCL that it writes", async () => {
    expect(await nomadx("render", "jobs/*.ts", "--out", folder)).toMatchObject({ code: 0 });
    const { code, stdout } = await nomadx("plan", folder, "--detailed-exitcode");
    expect({ code, stdout }).toMatchObject({ code: 0 });
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
    expect(await nomadx("stop", ...ids)).toMatchObject({ code: 0 });
    const { stdout } = await nomadx("status");
    for (const id of ids) expect(stdout).toMatch(new RegExp(`^${id} .*\\bdead\\b`, "m"));
    await expect.poll(services, soon).toEqual([]);
    await expect(get("http://mysite.com:9999/")).rejects.toThrow("ECONNREFUSED");
  });
});

describe("Fabio's own example, and backends with the network in the group", () => {
  needs("nomad", "consul", "docker", "fabio");

  it("run until they are healthy", async () => {
    const { code, stderr } = await nomadx(
      "run",
      "examples/fabio-default.ts",
      "fixtures/e2e/jobs/httpbackend-group-network.ts",
      "fixtures/e2e/jobs/httpsbackend-group-network.ts",
    );
    expect({ code, stderr }).toMatchObject({ code: 0 });
  });

  it.each([
    { url: "http://mysite.com:9999/", answer: httpAnswer },
    { url: "http://mysite-https.com:9999/", answer: newHttpsAnswer },
  ])("answer through Fabio: $url", async ({ url, answer }) => {
    await expect.poll(() => get(url), soon).toBe(answer);
  });

  it("have none of the listeners that only jobs/fabio.ts names", async () => {
    await expect(get("https://mysite-tcp.com:9997/")).rejects.toThrow("ECONNREFUSED");
  });

  it("stop", async () => {
    const { code } = await nomadx("stop", "fabio", "httpbackend", "httpsbackend", "--purge", "--yes");
    expect(code).toBe(0);
  });
});
