import { expect, test } from "vitest";

import { on } from "../../packages/core/src/dev/http/api.ts";
import { hangUp, whenever } from "../../packages/core/src/dev/http/faults.ts";
import type { ApiOptions } from "../../packages/core/src/dev/http/serve-api.ts";
import { consulAnswers } from "../../packages/core/src/dev/testing/consul-answers.ts";
import type { ConsulContents, InstanceParts } from "../../packages/core/src/dev/consul/contents.ts";
import { startConsul } from "../../packages/core/src/dev/testing/servers.ts";
import { refuse, startNomad, type Scripts } from "../../packages/core/src/dev/testing/scripted-nomad.ts";
import { ending, linesOfJson, nomadx, start } from "./nomadx.ts";

const allocation = "49a0d653-854c-3130-3f14-22d8b45a39b9";
const web = {
  ...{ service: "web", id: `_nomad-task-${allocation}-group-web-web-http`, address: "10.0.0.1:80" },
  tags: ["v1", "urlprefix-web.test/"],
  status: "passing",
} as const;
const output = "\nGet http://10.0.0.2:80/: \u001B[31mrefused\u0007\nmore of it";
const instances: readonly InstanceParts[] = [
  web,
  { ...web, id: "web-2", node: "n2", address: "10.0.0.2:80", tags: ["V2"], status: "critical", output },
  {
    service: "db",
    id: "d1",
    address: "10.0.0.3:5432",
    tags: ["a-tag-that-is-long", "another-one", "third-tag"],
  },
];

/** A Nomad that keeps a service itself. */
const keeping: Scripts = {
  "GET /v1/services": () => [
    { Namespace: "default", Services: [{ ServiceName: "cache", Tags: ["t"] }] },
    { Namespace: "team", Services: [{ ServiceName: "web", Tags: [] }] },
  ],
  "GET /v1/service/cache": () => [
    {
      ...{ ID: `_nomad-task-${allocation}-group-g-cache-x`, ServiceName: "cache", Namespace: "default" },
      ...{ NodeID: "n-id", AllocID: allocation, Tags: ["t"], Address: "2001:db8::1", Port: 6379 },
    },
  ],
  "GET /v1/nodes": () => [{ ID: "n-id", Name: "worker", Status: "ready" }],
  [`GET /v1/client/allocation/${allocation}/checks`]: () => ({
    a: { Check: "alive", Service: "cache", Status: "failure", Output: "dial tcp: refused" },
    b: { Check: "other", Service: "queue", Status: "pending", Output: "" },
  }),
};

async function servers(held: () => ConsulContents, scripts: Scripts = {}, options: ApiOptions = {}) {
  const [consul, nomad] = await Promise.all([startConsul(held, options), startNomad(scripts)]);
  return { consul, around: { address: nomad.address, env: { CONSUL_HTTP_ADDR: consul.address } } };
}

test("all services, with the health of their instances and who keeps them", async () => {
  const { around } = await servers(() => ({ instances }), keeping);
  expect(await nomadx(["services"], around)).toEqual({
    code: 0,
    stderr: "",
    stdout: `\
NAME    SOURCE      PASSING  WARNING  CRITICAL  UNCHECKED  TAGS
cache   nomad       -        -        -         -          t
consul  consul      0        0        0         0
db      consul      1        0        0         1          a-tag-that-is-long, another-one, +1
web     consul      1        0        1         0          V2, v1
web     nomad team  -        -        -         -
`,
  });
});

test("a token that sees no services is told of, and not that there are none: exit 1", async () => {
  const { around } = await servers(() => ({}), keeping, {
    routes: consulAnswers({ "/v1/catalog/services": {} }),
  });
  const { code, stdout, stderr } = await nomadx(["services"], around);
  expect(stderr).toContain("the token may not read services or nodes");
  expect(stdout).toContain("cache");
  expect(code).toBe(1);
});

test.each([
  ["services", {}],
  ["services", { web: [] }],
  ["services web", { consul: [], web: [] }],
  ["services", { consul: [], web: [] }],
])("%s: nor that there are no instances where it sees no nodes: exit 1", async (command, seen) => {
  const answers = { "/v1/catalog/services": seen, "/v1/catalog/nodes": [], "/v1/health/service/web": [] };
  const { around } = await servers(() => ({}), {}, { routes: consulAnswers(answers) });
  const { code, stdout, stderr } = await nomadx(command.split(" "), around);
  expect(stderr).toContain("the token may not read services or nodes");
  expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
});

test.each([
  [["--tag", "v2"], "web     consul  0        0        1         0          V2, v1\n"],
  [["--tag", "v1", "--passing"], "web   consul  1        0        0         0          V2, v1\n"],
  [["--tag", "none"], "No services.\n"],
])("services %j", async (flags, text) => {
  const { around } = await servers(() => ({ instances }));
  const { stdout } = await nomadx(["services", ...flags], around);
  expect(stdout.replace(/^NAME.*\n/, "").replaceAll(/ +/g, " ")).toBe(text.replaceAll(/ +/g, " "));
});

test("the instances of one, and why one of them does not pass", async () => {
  const { around } = await servers(() => ({ instances }));
  expect(await nomadx(["services", "web"], around)).toEqual({
    code: 0,
    stderr: "",
    stdout: `\
ADDRESS      STATUS    NODE  INSTANCE             SOURCE  TAGS
10.0.0.1:80  passing   n1    allocation 49a0d653  consul  v1, urlprefix-web.test/
10.0.0.2:80  critical  n2    web-2                consul  V2

10.0.0.2:80: check "alive" is critical: Get http://10.0.0.2:80/: [31mrefused
`,
  });
  const passing = await nomadx(["services", "web", "--passing"], around);
  expect(passing.stdout.trimEnd().split("\n")).toHaveLength(2);
  const tagged = await nomadx(["services", "web", "--tag", "v9"], around);
  expect(tagged).toEqual({ code: 0, stderr: "", stdout: "No such instances of web.\n" });
  const unchecked = await nomadx(["services", "db"], around);
  expect(unchecked.stdout).toContain("10.0.0.3:5432  passing (no check)  n1    d1 ");
});

test("an instance that Nomad keeps, with the checks of its allocation", async () => {
  const { around } = await servers(() => ({ instances }), keeping);
  expect((await nomadx(["services", "cache"], around)).stdout).toBe(`\
ADDRESS             STATUS    NODE    INSTANCE             SOURCE  TAGS
[2001:db8::1]:6379  critical  worker  allocation 49a0d653  nomad   t

[2001:db8::1]:6379: check "alive" is critical: dial tcp: refused
`);
  const refusing = {
    ...keeping,
    [`GET /v1/client/allocation/${allocation}/checks`]: refuse(500, "No path to node"),
  };
  const other = await servers(() => ({ instances }), refusing);
  const { stdout } = await nomadx(["services", "cache", "--json"], other.around);
  expect(JSON.parse(stdout)).toEqual({
    schemaVersion: 1,
    service: "cache",
    instances: [
      {
        ...{ source: "nomad", id: `_nomad-task-${allocation}-group-g-cache-x`, allocation },
        ...{ address: "[2001:db8::1]:6379", node: "worker", status: "unknown", tags: ["t"], checks: [] },
      },
    ],
    unavailable: [],
  });
});

test("a name that is not there: exit 1, and the one that is meant", async () => {
  const { around } = await servers(() => ({ instances }), keeping);
  expect(await nomadx(["services", "cahce"], around)).toEqual({
    code: 1,
    stdout: "",
    stderr: 'error: There is no service "cahce" in Consul and Nomad\nhelp: Did you mean "cache"?\n',
  });
});

test("a source that cannot be read is told, and the other one shown: exit 1", async () => {
  const { around } = await servers(() => ({ instances }), {
    "GET /v1/services": refuse(403, "Permission denied"),
  });
  const { code, stdout, stderr } = await nomadx(["services", "--json"], around);
  expect(code).toBe(1);
  expect(stderr).toBe("error[unavailable]: Nomad refused GET /v1/services: Permission denied\n");
  expect(JSON.parse(stdout)).toMatchObject({
    services: [
      { name: "consul" },
      {
        ...{ name: "db", source: "consul" },
        instances: { passing: 1, warning: 0, critical: 0, unchecked: 1 },
      },
      { name: "web" },
    ],
    unavailable: [{ source: "nomad", message: "Nomad refused GET /v1/services: Permission denied" }],
  });
});

test("a Nomad that is too old to keep services is no source", async () => {
  const { consul, around } = await servers(() => ({ instances }), { "*": refuse(404, "not found") });
  const { code, stdout, stderr } = await nomadx(["services", "dbb"], around);
  expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
  expect(stderr).toBe('error: There is no service "dbb" in Consul\nhelp: Did you mean "db"?\n');
  expect(consul.requests).toHaveLength(1);
});

test("no source at all is an error, and the token is in no output", async () => {
  const { code, stdout, stderr } = await nomadx(["services"], {
    address: "http://127.0.0.1:1",
    env: { CONSUL_HTTP_ADDR: "127.0.0.1:1", CONSUL_HTTP_TOKEN: "consul-t0ken" },
  });
  expect(stderr).toContain("error: No Consul agent answers at http://127.0.0.1:1 (ECONNREFUSED)");
  expect(stdout + stderr).not.toContain("consul-t0ken");
  expect(code).toBe(1);
});

/** Watches `web` with these flags, through a change, a loss of the connection and another change. */
async function watched(...flags: readonly string[]) {
  let held: ConsulContents = { instances };
  let isDown = false;
  const faults = [
    on(
      "*",
      whenever(() => isDown, hangUp),
    ),
  ];
  const { consul, around } = await servers(() => held, {}, { faults });
  const child = start(["services", "web", "--watch", ...flags], around);
  const seen = { stdout: "", stderr: "" };
  child.stdout?.on("data", (text) => (seen.stdout += String(text)));
  child.stderr?.on("data", (text) => (seen.stderr += String(text)));
  const ended = ending(child);
  const soon = { timeout: 15_000 };
  await expect.poll(() => seen.stdout, soon).toContain("10.0.0.2:80");
  held = { instances: [web, { ...web, id: "web-2", node: "n2", address: "10.0.0.2:80", tags: ["V2"] }] };
  await expect.poll(() => seen.stdout, soon).toContain("changed");
  isDown = true;
  consul.disconnect();
  await expect.poll(() => seen.stdout + seen.stderr, soon).toMatch(/lost/);
  isDown = false;
  held = { instances: [web] };
  await expect.poll(() => seen.stdout, soon).toContain("removed");
  await expect.poll(() => seen.stdout + seen.stderr, soon).toMatch(/answers again|connection-restored/);
  child.kill("SIGINT");
  return ended;
}

test("--watch shows the table, then a line a change, over a restart of Consul, until Ctrl-C", async () => {
  const { code, stdout, stderr } = await watched();
  const lines = stdout.trimEnd().split("\n");
  expect(lines.slice(0, 3).map((line) => line.split("  ")[0])).toEqual([
    "ADDRESS",
    "10.0.0.1:80",
    "10.0.0.2:80",
  ]);
  expect(lines.slice(5).map((line) => line.replace(/^20\d\d-\S+Z /, ""))).toEqual([
    "changed 10.0.0.2:80 (web-2 on n2): passing, was critical",
    "removed 10.0.0.2:80 (web-2 on n2)",
  ]);
  expect(stderr).toBe(
    "lost Consul: The server closed the connection without an answer to GET /v1/health/service/web; trying again\n" +
      "Consul answers again\n",
  );
  expect(code).toBe(130);
});

test("--watch --json gives one event a line, and at the end what there was last", async () => {
  const { code, stdout, stderr } = await watched("--json");
  const events = linesOfJson(stdout);
  expect(events.map(({ type }) => type)).toEqual([
    ...["added", "added", "changed", "connection-lost"],
    // Which of them comes first is a matter of chance.
    ...["connection-restored", "removed"].toSorted(
      (a, b) => events.findIndex(({ type }) => type === a) - events.findIndex(({ type }) => type === b),
    ),
    "summary",
  ]);
  expect(events[2]).toMatchObject({ schemaVersion: 1, instance: { id: "web-2", status: "passing" } });
  expect(events.at(-1)).toMatchObject({ service: "web", instances: [{ allocation }], unavailable: [] });
  expect(stderr).toContain("Consul answers again");
  expect(code).toBe(130);
});

test("--watch of all services tells which counts have changed", async () => {
  let held: ConsulContents = { instances };
  const { around } = await servers(() => held);
  const child = start(["services", "--watch"], around);
  let stdout = "";
  child.stdout?.on("data", (text) => (stdout += String(text)));
  const ended = ending(child);
  await expect.poll(() => stdout, { timeout: 15_000 }).toContain("web ");
  held = { instances: [web] };
  await expect.poll(() => stdout, { timeout: 15_000 }).toContain("removed");
  child.kill("SIGINT");
  expect((await ended).code).toBe(130);
  expect(stdout).toMatch(
    /Z changed web \(consul\): 1 passing, 0 warning, 0 critical\n.*Z removed db \(consul\)\n$/,
  );
});

test("maintenance with its reason, and what the agent knows of a check that the catalog has no output of", async () => {
  const node = { ID: "", Node: "n1", Address: "10.0.0.1", Datacenter: "dc1" };
  const service = (ID: string, Port: number) => ({ ID, Service: "web", Address: "10.0.0.1", Port });
  const check = (CheckID: string, Name: string, more: object) => ({
    ...{ Node: "n1", CheckID, Name, Status: "critical", Output: "", Notes: "" },
    ...more,
  });
  const { around } = await servers(
    () => ({ instances }),
    {},
    {
      routes: consulAnswers({
        "/v1/health/service/web": [
          {
            Node: node,
            Service: service("w1", 81),
            Checks: [
              check("_service_maintenance:w1", "Service Maintenance Mode", {
                ServiceID: "w1",
                Notes: "disk swap",
              }),
            ],
          },
          {
            Node: node,
            Service: service("w2", 82),
            Checks: [check("service:w2", "alive", { ServiceID: "w2" })],
          },
          {
            Node: node,
            Service: service("w3", 83),
            Checks: [check("service:w3", "alive", { ServiceID: "w3" })],
          },
          {
            Node: node,
            Service: service("w4", 84),
            Checks: [
              check("_node_maintenance", "Node Maintenance Mode", { ServiceID: "", Notes: "new kernel" }),
            ],
          },
        ],
        "/v1/agent/checks": {
          "service:w2": { Node: "n1", CheckID: "service:w2", Output: "connection refused" },
        },
      }),
    },
  );
  const { stdout } = await nomadx(["services", "web"], around);
  expect(stdout.split("\n\n")[1]).toBe(`\
10.0.0.1:81: in maintenance: disk swap
10.0.0.1:82: check "alive" is critical: connection refused
10.0.0.1:83: check "alive" is critical: it has no output yet
10.0.0.1:84: node n1 is in maintenance: new kernel
`);
});
