import { expect, onTestFinished, test } from "vitest";

import { createConsulClient } from "../../consul/client.ts";
import { createDnsResolver } from "../../consul/dns/dns-resolver.ts";
import { watch } from "../../http/watch.ts";
import { startConsul, startConsulDns } from "../testing/servers.ts";
import type { ConsulContents, InstanceParts } from "./contents.ts";
import { memoryConsul } from "./memory-consul.ts";

const web: InstanceParts = {
  service: "web",
  id: "w1",
  address: "10.0.0.1:80",
  tags: ["V1"],
  status: "passing",
};
const held: ConsulContents = {
  instances: [
    web,
    { ...web, id: "w2", node: "n2", address: "10.0.0.2:81", tags: [], status: "critical", output: "refused" },
    { service: "db", id: "d1", address: ":5432" },
  ],
  keys: { "fabio/config": "route del web", "fabio/config/a": "", other: "é" },
  idleNodes: ["n3"],
};

function clientOf(address: string) {
  const client = createConsulClient({ address, addressSource: "env" });
  onTestFinished(() => client.close());
  return client;
}

test("the server answers over HTTP what is read in memory", async () => {
  const client = clientOf((await startConsul(() => held)).address);
  const memory = memoryConsul(held);
  const reads = (consul: typeof memory) =>
    Promise.all([
      consul.catalog.services(),
      consul.catalog.service("web"),
      consul.catalog.nodes(),
      consul.catalog.node("n2"),
      consul.catalog.node("unknown"),
      consul.catalog.datacenters(),
      consul.health.service("web", { tag: "v1" }),
      consul.health.service("unknown"),
      consul.health.state("any"),
      consul.health.state("critical"),
      consul.health.node("n1"),
      consul.kv.read("other"),
      consul.kv.read("unknown"),
      consul.kv.list("fabio/config"),
      consul.kv.list("unknown"),
    ]);
  const values = async (consul: typeof memory) => (await reads(consul)).map(({ value }) => value);
  expect(await values(client)).toEqual(await values(memory));
});

test("what it says is what it holds", async () => {
  const client = clientOf((await startConsul(() => held)).address);
  expect((await client.catalog.services()).value).toEqual({ consul: [], web: ["V1"], db: [] });
  expect((await client.catalog.nodes()).value.map(({ Node }) => Node)).toEqual(["n1", "n2", "n3"]);
  expect(
    (await client.health.service("web")).value.map(({ Checks }) => Checks.map(({ Status }) => Status)),
  ).toEqual([
    ["passing", "passing"],
    ["passing", "critical"],
  ]);
  expect((await client.kv.read("other")).value).toMatchObject({ Value: "é" });
});

test("a token that may read nothing sees nothing", async () => {
  const client = clientOf((await startConsul(() => ({ ...held, isBlind: true }))).address);
  expect((await client.catalog.services()).value).toEqual({});
  expect((await client.catalog.nodes()).value).toEqual([]);
  expect((await client.health.state("any")).value).toEqual([]);
});

test("there is one datacenter", async () => {
  const client = clientOf((await startConsul(() => held)).address);
  await expect(client.catalog.services({ datacenter: "dc2" })).rejects.toMatchObject({
    message: expect.stringContaining("No path to datacenter"),
  });
});

test("a blocking query is answered when something changes, with a later index", async () => {
  let instances = [web];
  const client = clientOf((await startConsul(() => ({ instances }))).address);
  const seen: (readonly [string[], boolean])[] = [];
  let last = 0;
  for await (const { value, index } of watch((blocking) => client.health.service("web", blocking))) {
    seen.push([value.map(({ Service }) => Service.ID), Number(index) > last]);
    last = Number(index);
    if (seen.length === 3) break;
    setTimeout(() => (instances = [...instances, { ...web, id: `w${seen.length + 1}` }]), 50);
  }
  expect(seen).toEqual([
    [["w1"], true],
    [["w1", "w2"], true],
    [["w1", "w2", "w3"], true],
  ]);
});

test("a blocking query is answered as it was when its time is up", async () => {
  const client = clientOf((await startConsul(() => held)).address);
  const { index } = await client.catalog.nodes();
  const begun = performance.now();
  const again = await client.catalog.nodes({ index, waitMs: 200 });
  expect(again.index).toBe(index);
  expect(performance.now() - begun).toBeGreaterThan(150);
});

test.each([
  ["web.service.consul", "A", ["10.0.0.1"]],
  ["web.service.dc1.consul", "A", ["10.0.0.1"]],
  ["v1.web.service.consul", "A", ["10.0.0.1"]],
  ["_web._tcp.service.consul", "A", ["10.0.0.1"]],
  ["_web._v1.service.consul", "A", ["10.0.0.1"]],
  ["db.service.consul", "A", ["127.0.0.1"]],
  ["web.service.consul", "AAAA", []],
  ["v2.web.service.consul", "A", "nxdomain"],
  ["unknown.service.consul", "A", "nxdomain"],
  ["web.service.dc2.consul", "A", "nxdomain"],
] as const)("DNS: %s, %s", async (name, type, expected) => {
  const { address } = await startConsulDns(() => held);
  const { status, answers } = await createDnsResolver({ server: address }).lookup(name, type);
  const found = answers.map((answer) => ("address" in answer ? answer.address : answer.kind));
  expect(status === "nxdomain" ? status : found).toEqual(expected);
});

test("DNS: an SRV record has the port, and the address beside it", async () => {
  const { address } = await startConsulDns(() => held);
  const { answers } = await createDnsResolver({ server: address }).lookup("web.service.consul", "SRV");
  expect(answers).toMatchObject([
    { kind: "SRV", port: 80, target: "0a000001.addr.dc1.consul", addresses: ["10.0.0.1"] },
  ]);
});

test("DNS: what is cut off over UDP comes over TCP", async () => {
  const { address, asked } = await startConsulDns(
    () => held,
    (reply, transport) => (transport === "udp" ? { truncated: true } : reply),
  );
  const { transport, answers } = await createDnsResolver({ server: address }).lookup(
    "web.service.consul",
    "A",
  );
  expect({ transport, count: answers.length, asked }).toEqual({
    ...{ transport: "tcp", count: 1 },
    asked: ["udp A web.service.consul", "tcp A web.service.consul"],
  });
});
