import { expect, test } from "vitest";

import type { Routes } from "../../packages/core/src/dev/http/api.ts";
import { consulReply } from "../../packages/core/src/dev/consul/consul-server.ts";
import { consulAnswers } from "../../packages/core/src/dev/testing/consul-answers.ts";
import { startConsul } from "../../packages/core/src/dev/testing/servers.ts";
import { refuse, startNomad, type Scripts } from "../../packages/core/src/dev/testing/scripted-nomad.ts";
import { nomadx } from "./nomadx.ts";

const server = (name: string, address: string, region = "global") => ({
  ...{ Name: `${name}.${region}`, Addr: address, Status: "alive" },
  Tags: { role: "nomad", region, build: "2.0.5", port: "4647" },
});
const client = {
  ...{ ID: "ed7f91b9-0282-cd14-f597-fbce46af87ad", Name: "worker", Address: "10.0.0.9", Status: "ready" },
  ...{ SchedulingEligibility: "eligible", Drain: false, Version: "2.0.5" },
  Drivers: { raw_exec: { Healthy: true }, docker: { Healthy: true }, java: { Healthy: false } },
};
const nomad: Scripts = {
  "GET /v1/status/leader": () => "10.0.0.1:4647",
  "GET /v1/agent/members": () => ({
    Members: [server("b", "10.0.0.2"), server("a", "10.0.0.1"), server("c", "10.0.0.3")],
  }),
  "GET /v1/operator/raft/configuration": () => ({
    Servers: [
      { Address: "10.0.0.1:4647", Leader: true, Voter: true },
      { Address: "10.0.0.2:4647", Voter: false },
    ],
  }),
  "GET /v1/nodes": () => [client, { ...client, Name: "old", Status: "down", Drain: true }],
};
const member = (name: string, Status: number, role: string, Addr = "10.0.1.1") => ({
  ...{ Name: name, Addr, Port: 8301, Status },
  Tags: { role, build: "1.8.7:abc", port: "8300" },
});
const consul = consulAnswers({
  "/v1/status/leader": "10.0.1.1:8300",
  "/v1/status/peers": ["10.0.1.1:8300", "10.0.1.3:8300"],
  "/v1/agent/members": [
    ...[
      member("w1", 4, "node", "10.0.1.2"),
      member("s1", 1, "consul"),
      member("s2", 3, "consul", "10.0.1.3"),
    ],
    member("w2", 1, "node", "10.0.1.4"),
  ],
});

async function nodes(scripts: Scripts, consulRoutes: Routes, ...flags: readonly string[]) {
  const [fakeNomad, fakeConsul] = await Promise.all([
    startNomad(scripts),
    startConsul(() => ({}), { routes: consulRoutes }),
  ]);
  return nomadx(["nodes", ...flags], {
    address: fakeNomad.address,
    env: { CONSUL_HTTP_ADDR: fakeConsul.address },
  });
}

test("servers, clients and members, each under its heading", async () => {
  expect(await nodes(nomad, consul)).toEqual({
    code: 0,
    stderr: "",
    stdout: `\
Nomad servers
NAME      ADDRESS        STATUS  RAFT       VERSION
a.global  10.0.0.1:4647  alive   leader     2.0.5
b.global  10.0.0.2:4647  alive   non-voter  2.0.5
c.global  10.0.0.3:4647  alive   -          2.0.5

Nomad clients
NAME    ID        ADDRESS   STATUS  ELIGIBILITY        VERSION  DRIVERS
old     ed7f91b9  10.0.0.9  down    eligible (drains)  2.0.5    docker, raw_exec
worker  ed7f91b9  10.0.0.9  ready   eligible           2.0.5    docker, raw_exec

Consul members
NAME  ADDRESS        ROLE    STATUS  RAFT    VERSION
s1    10.0.1.1:8300  server  alive   leader  1.8.7
s2    10.0.1.3:8300  server  left    peer    1.8.7
w1    10.0.1.2:8301  client  failed  -       1.8.7
w2    10.0.1.4:8301  client  alive   -       1.8.7
`,
  });
});

test("the same as JSON", async () => {
  const { stdout } = await nodes(nomad, consul, "--json");
  expect(JSON.parse(stdout)).toMatchObject({
    nomad: {
      leaders: { global: "10.0.0.1:4647" },
      peers: ["10.0.0.1:4647", "10.0.0.2:4647"],
      servers: [{ name: "a.global", raft: "leader" }, { raft: "non-voter" }, { raft: "none" }],
      clients: [
        { name: "old", drain: true },
        { id: client.ID, drivers: ["docker", "raw_exec"] },
      ],
    },
    consul: {
      leader: "10.0.1.1:8300",
      peers: ["10.0.1.1:8300", "10.0.1.3:8300"],
      members: [{ name: "s1", role: "server", raft: "leader" }, {}, { name: "w1", status: "failed" }, {}],
    },
    problems: [],
  });
});

test("what is not allowed is said, and the rest is shown: exit 1", async () => {
  const denied = refuse(403, "Permission denied");
  const { code, stdout, stderr } = await nodes(
    {
      ...nomad,
      "GET /v1/agent/members": denied,
      "GET /v1/operator/raft/configuration": denied,
      "GET /v1/status/peers": () => ["10.0.0.1:4647"],
    },
    consul,
    "--json",
  );
  const problem = {
    parts: ["Nomad servers"],
    message: "Nomad refused GET /v1/agent/members: Permission denied",
  };
  expect(JSON.parse(stdout)).toMatchObject({ nomad: { peers: ["10.0.0.1:4647"] }, problems: [problem] });
  expect(JSON.parse(stdout)).not.toHaveProperty("nomad.servers");
  expect(stderr).toBe(`error[unavailable]: Nomad servers: ${problem.message}\n`);
  expect(code).toBe(1);
});

test("no leader: exit 1", async () => {
  const { code, stdout, stderr } = await nodes(
    { ...nomad, "GET /v1/status/leader": () => "" },
    { ...consul, ...consulAnswers({ "/v1/status/leader": "" }) },
  );
  expect(stderr).toBe(
    "error[unavailable]: Consul leader: There is none\nerror[unavailable]: Nomad leader: There is none in region global\n",
  );
  expect(stdout).toContain("a.global  10.0.0.1:4647  alive   voter ");
  expect(code).toBe(1);
});

test("each region has a leader of its own", async () => {
  const { code, stderr, stdout } = await nodes(
    {
      ...nomad,
      "GET /v1/status/leader": ({ query }) =>
        query.get("region") === "eu" ? "10.0.0.7:4647" : "10.0.0.1:4647",
      "GET /v1/agent/members": () => ({ Members: [server("a", "10.0.0.1"), server("e", "10.0.0.7", "eu")] }),
    },
    consul,
  );
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(stdout).toContain("e.eu      10.0.0.7:4647  alive   leader ");
});

test("a Nomad that is named and does not answer is told once, and Consul is shown: exit 1", async () => {
  const { address } = await startConsul(() => ({}), { routes: consul });
  const env = { CONSUL_HTTP_ADDR: address };
  const { code, stdout, stderr } = await nomadx(["nodes"], { address: "http://127.0.0.1:1", env });
  expect(stderr).toBe(
    "error[unavailable]: Nomad clients, Nomad leader, Nomad peers, Nomad servers: No Nomad agent answers at http://127.0.0.1:1 (ECONNREFUSED)\n",
  );
  expect(stdout).toMatch(/^Consul members\n/);
  expect(code).toBe(1);
});

test("a token that may not read Consul's members is told of, and the leader is shown: exit 1", async () => {
  const { address } = await startConsul(() => ({}), { routes: consulAnswers({ "/v1/agent/members": [] }) });
  const env = { CONSUL_HTTP_ADDR: address };
  const { code, stdout, stderr } = await nomadx(["nodes"], { env });
  expect(stderr).toContain(
    "error[unavailable]: Consul members: Consul shows no service or no node at all, not even its own",
  );
  // A Nomad may run on this machine, too.
  expect(stdout).toMatch(/(?:^|\n\n)Consul leader\n127\.0\.0\.1:8300\n$/);
  expect(code).toBe(1);
});

test("of another datacenter of Consul the servers are shown, with their leader", async () => {
  const far = (name: string, dc: string, Addr: string) => ({
    ...member(name, 1, "consul", Addr),
    Tags: { role: "consul", dc, build: "1.8.7:", port: "8300" },
  });
  const near = far("near", "dc1", "10.0.1.1");
  const everywhere = [
    far("near.dc1", "dc1", "10.0.1.1"),
    far("b.dc2", "dc2", "10.0.2.2"),
    far("a.dc2", "dc2", "10.0.2.1"),
  ];
  const { address } = await startConsul(() => ({}), {
    routes: {
      ...consulAnswers({
        "/v1/status/leader": "10.0.2.2:8300",
        "/v1/status/peers": ["10.0.2.1:8300", "10.0.2.2:8300"],
      }),
      "GET /v1/agent/members": ({ query }) => consulReply(query.has("wan") ? everywhere : [near]),
    },
  });
  const { stdout } = await nomadx(["nodes", "--consul-datacenter", "dc2"], {
    env: { CONSUL_HTTP_ADDR: address },
  });
  // A Nomad may run on this machine, too.
  expect(stdout).toContain(`\
Consul members
NAME   ADDRESS        ROLE    STATUS  RAFT    VERSION
a.dc2  10.0.2.1:8300  server  alive   peer    1.8.7
b.dc2  10.0.2.2:8300  server  alive   leader  1.8.7
`);
});
