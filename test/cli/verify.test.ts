import { describe, expect, test } from "vitest";

import {
  both,
  instance,
  jobFile,
  lines,
  startAllServers,
  type Running,
  type Trouble,
} from "./all-servers.ts";
import { directoryOf, ending, isObject, nomadx, start } from "./nomadx.ts";

/** All servers, and a run of `verify` against them. */
async function startAll(running?: () => Running, trouble?: Trouble) {
  const { around, fabio } = await startAllServers(running, trouble);
  const args = ["verify", "web.json", "--no-direct"];
  return { args, around, fabio, verify: (...more: string[]) => nomadx([...args, ...more], around) };
}

const oneMissing = () => ({ instances: [instance(1)] });

test("all layers agree: a table, exit 0", async () => {
  const { verify } = await startAll();
  const { code, stdout, stderr } = await verify();
  expect(stdout).toMatch(
    /^SERVICE +JOB +NOMAD +CONSUL +DNS +FABIO +PROBE +SEEN\nweb +web +ok +ok +ok +ok +ok +2 of 2 in \d+ requests, by chance\n\nVerified: 1 service\.\n$/,
  );
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
});

test("a route of others that Fabio drops a moment after Consul did is looked at again: exit 0", async () => {
  let looks = 0;
  const { verify } = await startAll(() => ({
    get lines() {
      // Each look takes three requests.
      return looks++ < 3 ? [...lines, "route add other other.test/ http://10.0.0.9:80/"] : lines;
    },
  }));
  const { code, stdout } = await verify("--layers", "consul,fabio");
  expect(stdout).toContain("Verified: 1 service.");
  expect(looks).toBe(6);
  expect(code).toBe(0);
});

test("one instance is not registered: what is wrong, where in the file, exit 7", async () => {
  const { verify } = await startAll(oneMissing);
  const { code, stdout } = await verify("--layers", "nomad,consul");
  // The service begins in the line after that of the list.
  const place =
    2 +
    jobFile()
      .split("\n")
      .findIndex((text) => text.includes('"Services"'));
  expect(stdout).toMatch(
    /^SERVICE .*\nweb +web +ok +WRONG +- +- +- *\n\nerror\[consul\/not-registered\] web\.json:21:9: web: allocation 00000002 \(web\.web\[2\]\) runs and is not registered\n {2}21 \| .*\n {5}\| .*\n {2}help: .*\n\nNot verified: 1 problem, 1 of 1 service affected\.\n$/,
  );
  expect(stdout).toContain(`] web.json:${place}:9: `);
  expect(code).toBe(7);
});

test("requests that get another answer: exit 7", async () => {
  const { verify } = await startAll(() => ({ status: 500 }));
  const { code, stdout } = await verify("--layers", "probe");
  expect(stdout).toMatch(
    /error\[probe\/wrong-answer\] web\.json:\d+:\d+: web: http:\/\/web\.test\/ through 127\.0\.0\.1:\d+: The status is 500/,
  );
  expect(code).toBe(7);
});

test("--json has the matrix, the findings with their places, and the requests", async () => {
  const { verify } = await startAll(oneMissing);
  const { code, stdout } = await verify("--json");
  const answer: unknown = JSON.parse(stdout);
  expect(answer).toEqual({
    schemaVersion: 1,
    verified: false,
    services: [
      {
        service: "web",
        job: "web",
        layers: { nomad: "ok", consul: "wrong", dns: "wrong", fabio: "wrong", probe: "ok" },
      },
    ],
    findings: expect.any(Array),
    probes: [
      {
        ...{ route: "web.test/", service: "web", fabio: expect.any(String), url: "http://web.test/" },
        requests: expect.any(Number),
        seen: ["10.0.0.1:80", "10.0.0.2:80"],
        unseen: [],
        identified: "by-chance",
      },
    ],
    idle: [],
    empty: [],
  });
  const findings =
    isObject(answer) && Array.isArray(answer["findings"]) ? answer["findings"].filter(isObject) : [];
  expect(findings.map(({ id }) => id)).toEqual([
    "consul/not-registered",
    "dns/dns-stale",
    "fabio/stale-table",
  ]);
  expect(findings[0]).toEqual({
    ...{ id: "consul/not-registered", severity: "error", subject: "web", service: "web", job: "web" },
    message: "web: allocation 00000002 (web.web[2]) runs and is not registered",
    fix: "Somebody deregistered it, or its client cannot reach Consul. Restart the allocation to register it again.",
    source: expect.objectContaining({ file: "web.json" }),
  });
  expect(code).toBe(7);
});

test.each([
  ["junit", '<testsuites tests="1" failures="1">'],
  ["github", "::error file=web.json,line="],
  ["markdown", "consul/not-registered"],
  ["sarif", '"ruleId": "consul/not-registered"'],
])("--format %s", async (format, text) => {
  const { verify } = await startAll(oneMissing);
  const { code, stdout } = await verify("--layers", "nomad,consul", "--format", format);
  expect(stdout).toContain(text);
  expect(stdout).toContain("allocation 00000002");
  expect(code).toBe(7);
});

describe.each(["junit", "github", "markdown", "sarif"])("--format %s tells", (format) => {
  test("what is wrong with the service of somebody else", async () => {
    const other = "route add other other.test/ http://10.0.0.9:80/";
    const { verify } = await startAll(() => ({ lines: [...lines, other] }));
    const { code, stdout } = await verify("--layers", "consul,fabio", "--format", format);
    expect(stdout).toContain("fabio/stale-table");
    expect(code).toBe(7);
  });

  test("each finding once, where two services have one name, and names the service once", async () => {
    const { around, args } = await startAll(oneMissing);
    const [before = "", after = ""] = jobFile().split('"Services": [');
    const twice = `${before}"Services": [{ "Name": "web", "PortLabel": "8081" },${after}`;
    const dir = directoryOf({ "web.json": twice });
    const { stdout } = await nomadx([...args, "--layers", "consul", "--format", format], { ...around, dir });
    const told = stdout.split("1 of 4 instances are registered").length - 1;
    // JUnit has the first one as an attribute, too.
    expect(told).toBe(format === "junit" ? 2 : 1);
    expect(stdout).not.toContain("web: web:");
  });

  test("no control characters that a server has sent", async () => {
    const output = "\u001b[31mred \u0007";
    const instances = [{ ...instance(1), status: "critical" as const, output }, instance(2)];
    const { verify } = await startAll(() => ({ instances }));
    const { stdout } = await verify("--layers", "consul", "--format", format);
    expect(stdout).toContain("[31mred");
    expect(stdout).not.toContain("\u001b");
  });
});

describe("--layers", () => {
  test("asks nobody else", async () => {
    const { verify, fabio } = await startAll();
    const { code, stdout } = await verify("--layers", "consul, dns");
    expect(stdout).toMatch(/\nweb +web +- +ok +ok +- +- *\n/);
    expect(fabio.requests).toEqual([]);
    expect(code).toBe(0);
  });

  test("a layer that there is not: exit 64", async () => {
    const { verify } = await startAll();
    const { code, stderr } = await verify("--layers", "nomad,consull");
    expect(stderr).toBe(
      'error: --layers: "consull" is not one of nomad, consul, dns, fabio, probe\nhelp: Did you mean consul?\n',
    );
    expect(code).toBe(64);
  });
});

test("--accept tells what is known as a warning, which does not count: exit 0", async () => {
  const { verify } = await startAll(oneMissing);
  const { code, stdout } = await verify("--layers", "consul", "--accept", "too-few");
  expect(stdout).toMatch(
    /warning\[consul\/too-few\] web\.json:\d+:\d+: web: 1 of 2 instances are registered\n/,
  );
  expect(stdout).toMatch(/\nVerified: 1 service\.\n$/);
  expect(code).toBe(0);
});

test("--strict counts warnings, which are only told without it", async () => {
  const { verify } = await startAll(undefined, { truncated: true });
  const told = await verify("--layers", "dns");
  expect(told.stdout).toMatch(/^web +web +- +- +ok +- +-$/m);
  expect(told.stdout).toContain("warning[dns/dns-truncated] web.json:21:9: web: web.service.consul:");
  expect(told.stdout).toMatch(/\nVerified: 1 service\.\n$/);
  expect(told.code).toBe(0);
  const counted = await verify("--layers", "dns", "--strict");
  expect(counted.stdout).toContain("error[dns/dns-truncated] web.json:21:9: web:");
  expect(counted.code).toBe(7);
});

test.each([
  ["without a service", { Services: [] }, [], "the files have no service"],
  [
    "with layers that have nothing to do with them",
    { Services: [{ Name: "web", PortLabel: "http", Provider: "nomad" }] },
    ["--layers", "consul,dns"],
    "none of the layers that were asked concerns these services",
  ],
])("nothing is verified of files %s: exit 7", async (_, more, args, reason) => {
  const { around } = await startAll();
  const job = JSON.parse(jobFile()) as { readonly TaskGroups: readonly object[] };
  const [group] = job.TaskGroups;
  const dir = directoryOf({ "web.json": JSON.stringify({ ...job, TaskGroups: [{ ...group, ...more }] }) });
  const run = await nomadx(["verify", "web.json", ...args], { ...around, dir });
  expect(run.stdout).toContain(`Nothing was verified: ${reason}.`);
  expect(run.code).toBe(7);
});

test("of a service without instances it is said that no request was made", async () => {
  const { around } = await startAll(() => ({ instances: [], lines: [] }));
  const idle = jobFile().replace('"Count": 2', '"Count": 0');
  const dir = directoryOf({ "web.json": idle });
  const run = await nomadx(["verify", "web.json", "--layers", "consul,fabio,probe"], { ...around, dir });
  expect(run.stdout).toContain("no request to web: its job has no instances\n");
  expect(run.stdout).toContain("nothing to ask of web in Consul and Fabio: no instance is there\n");
  expect(run.stdout).toMatch(/^web +web +- +- +- +- +-$/m);
  expect(run.stdout).toContain("Nothing was verified: no instance of these services is there to be asked.");
  expect(run.code).toBe(7);
});

test("--timeout waits until it is as it should be, and tells for what", async () => {
  let asked = 0;
  const { verify } = await startAll(() => ({ instances: asked++ < 3 ? [instance(1)] : both }));
  const { code, stdout, stderr } = await verify("--layers", "consul", "--timeout", "20s");
  expect(stderr).toBe("waiting: consul: web: 1 of 2 instances are registered\n");
  expect(stdout).toMatch(/\nVerified: 1 service\.\n$/);
  expect(code).toBe(0);
});

test("--timeout ends with what is still wrong: exit 7", async () => {
  const { verify } = await startAll(oneMissing);
  const { code, stdout, stderr } = await verify("--layers", "consul", "--timeout", "1s");
  expect(stderr).toBe("waiting: consul: web: 1 of 2 instances are registered\n");
  expect(stdout).toContain("Not verified: 1 problem");
  expect(code).toBe(7);
});

test("a Consul that was named and does not answer is a finding, and nothing is proven: exit 7", async () => {
  const { around, args } = await startAll();
  const env = { ...around.env, CONSUL_HTTP_ADDR: "127.0.0.1:1" };
  const { code, stdout } = await nomadx([...args, "--layers", "nomad,consul"], { ...around, env });
  expect(stdout).toMatch(/\nweb +web +ok +\? +- +- +- *\n/);
  expect(stdout).toContain(
    "error[consul/unreachable]: No Consul agent answers at http://127.0.0.1:1 (ECONNREFUSED)",
  );
  expect(code).toBe(7);
});

test.each(["text", "json", "junit", "sarif"])("no token is in the output as %s", async (format) => {
  const { around, args } = await startAll();
  const env = { ...around.env, CONSUL_HTTP_ADDR: "127.0.0.1:1" };
  const { stdout, stderr } = await nomadx([...args, "--format", format], { ...around, env });
  expect(stdout).toContain("127.0.0.1:1");
  expect(stdout + stderr).not.toMatch(/(?:consul|nomad)-t0ken/);
});

test("Ctrl-C ends the waiting with what is known: exit 130", async () => {
  const { around, args } = await startAll(oneMissing);
  const child = start([...args, "--layers", "consul", "--timeout", "1m"], around);
  child.stderr?.once("data", () => child.kill("SIGINT"));
  const { code, stdout } = await ending(child);
  expect(stdout).toContain("Not verified: 1 problem");
  expect(code).toBe(130);
});

test("a tag that would freeze Fabio's table is a mistake in the files: exit 3, and nobody is asked", async () => {
  const { around, fabio } = await startAll();
  const dir = directoryOf({ "web.json": jobFile("urlprefix-web.test/ weight=50%") });
  const { code, stderr } = await nomadx(["verify", "web.json"], { ...around, dir });
  expect(stderr).toMatch(
    /^error\[bad-route\] web\.json:\d+:\d+: service web: syntax error: weight value invalid/,
  );
  expect(fabio.requests).toEqual([]);
  expect(code).toBe(3);
});

test("--find and --fabio exclude each other: exit 64", async () => {
  const { verify } = await startAll();
  const { code, stderr } = await verify("--find", "nomad", "--fabio", "127.0.0.1:9998");
  expect(stderr).toContain("--fabio names Fabios, and --find looks for them");
  expect(code).toBe(64);
});
