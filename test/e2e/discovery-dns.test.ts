import { Resolver } from "node:dns/promises";

import { afterAll, beforeAll, describe, expect, it } from "vitest";

import {
  createDnsResolver,
  nodeDnsName,
  queryDnsName,
  rfc2782DnsName,
  serviceDnsName,
  type DnsAnswer,
} from "../../packages/core/src/consul/dns/index.ts";
import { findPrograms } from "../../scripts/e2e/programs.js";
import { nomadx } from "./nomadx.ts";
import { NODE, startPrivateConsul, type PrivateConsul } from "./private-consul.ts";

const consul = findPrograms().consul;

/** Consul finds these neither in a service's name nor in a tag. */
const special = [" ", '"', "'", "(", ")", ";", "@", "\\", "é", "\u0007"];
const ordinary = "! # $ % & * + , - / 0 9 : < = > ? A Z [ ] ^ _ ` a z { | } ~".split(" ");

async function register(agent: PrivateConsul): Promise<void> {
  const service = (body: Readonly<Record<string, unknown>>) => agent.put("/v1/agent/service/register", body);
  for (let index = 0; index < 60; index++) {
    await service({
      ID: `many-${index}`,
      Name: "many",
      Address: `10.0.0.${index + 1}`,
      Port: 20_000 + index,
      Tags: index % 2 === 0 ? ["even"] : ["Odd", "v1.2"],
    });
  }
  await service({ Name: "six", Address: "2001:db8::1", Port: 80 });
  await service({ Name: "at-node", Port: 80 });
  await service({ Name: "by-name", Address: "db.example.com", Port: 80 });
  await service({ Name: "critical", Address: "10.1.0.1", Port: 80, Check: { TTL: "10m" } });
  await service({ Name: "warning", Address: "10.1.0.2", Port: 80, Check: { CheckID: "w", TTL: "10m" } });
  await agent.put("/v1/agent/check/warn/w", {});
  for (const port of [1, 2, 3]) {
    await service({ ID: `shared-${port}`, Name: "shared", Address: "10.1.0.3", Port: port });
  }
  await service({ Name: "a.b", Address: "10.1.0.4", Port: 80 });
  await service({ Name: "_u", Address: "10.1.0.5", Port: 80, Tags: ["_t"] });
  const tags = [...special, ...ordinary].map((character) => `a${character}b`);
  await service({ Name: "tagged", Address: "10.1.0.6", Port: 80, Tags: tags });
  for (const [index, character] of [...special, ...ordinary].entries()) {
    await service({ ID: `s${index}`, Name: `s${character}t`, Address: "10.1.0.7", Port: 80 });
  }
  await agent.post("/v1/query", { Name: "p.q_r", Service: { Service: "many", Tags: ["even"] } });
}

function addresses(answers: readonly DnsAnswer[]): readonly string[] {
  return answers
    .flatMap((answer) => (answer.kind === "SRV" ? answer.addresses : [answer.address]))
    .toSorted();
}

const all = Array.from({ length: 60 }, (_, index) => `10.0.0.${index + 1}`).toSorted();

describe.skipIf(consul === undefined)("Consul's DNS", () => {
  const started: PrivateConsul[] = [];

  beforeAll(async () => {
    const [plain, honest] = await Promise.all([
      startPrivateConsul({ consul: consul?.path ?? "", firstPort: 22_700 }),
      startPrivateConsul({
        consul: consul?.path ?? "",
        firstPort: 22_710,
        config: 'dns_config { enable_truncate = true  service_ttl { "*" = "7s" } }',
      }),
    ]);
    started.push(plain, honest);
    await Promise.all(started.map(register));
  });

  afterAll(async () => {
    for (const agent of started) await agent.stop();
  });

  const at = (index: number) => createDnsResolver({ server: started[index]?.dns ?? "" });

  it("gives node:dns a part of 60 instances, and says nothing of the rest", async () => {
    const resolver = new Resolver();
    resolver.setServers([started[0]?.dns ?? ""]);
    const answers = await resolver.resolveSrv("many.service.consul");
    expect(answers.length).toBeGreaterThan(0);
    expect(answers.length).toBeLessThan(60);
  });

  it.each([0, 1])("gives a part over UDP and all 60 over TCP; with enable_truncate: %i", async (index) => {
    const name = serviceDnsName("many");
    for (const type of ["A", "SRV"] as const) {
      const udp = await at(index).lookup(name, type, { transport: "udp" });
      expect(udp).toMatchObject({ truncated: index === 1, complete: false, transport: "udp" });
      expect(udp.answers).toHaveLength(3);
      const found = await at(index).lookup(name, type);
      expect(found).toMatchObject({ truncated: true, complete: true, transport: "tcp" });
      expect(addresses(found.answers)).toEqual(all);
      expect(found.answers[0]?.ttlSeconds).toBe(index === 1 ? 7 : 0);
    }
  });

  it.each([
    [serviceDnsName("many", { tag: "even", datacenter: "dc1" }), 30],
    [serviceDnsName("MANY", { tag: "odd" }), 30],
    [serviceDnsName("many", { tag: "v1.2" }), 30],
    [rfc2782DnsName("many"), 60],
    [rfc2782DnsName("many", { tag: "Odd" }), 30],
    ["_many._v1.2.service.consul", 0],
    [queryDnsName("p.q_r"), 30],
    [queryDnsName("p.q_r", { datacenter: "dc1" }), 30],
    [serviceDnsName("shared"), 3],
    [serviceDnsName("_u"), 1],
    [rfc2782DnsName("_u", { tag: "_t" }), 1],
    ["_t._u.service.consul", 0],
    ["a.b.service.consul", 0],
    [serviceDnsName("warning"), 1],
  ])("gives %s %i SRV records", async (name, count) => {
    expect((await at(0).lookup(name, "SRV")).answers).toHaveLength(count);
  });

  it("gives one A record for an address of several instances", async () => {
    expect(addresses((await at(0).lookup(serviceDnsName("shared"), "A")).answers)).toEqual(["10.1.0.3"]);
  });

  it.each([
    ["not-there.service.consul", "A", "nxdomain"],
    ["critical.service.consul", "SRV", "nxdomain"],
    ["none.many.service.consul", "A", "nxdomain"],
    ["many.service.dc9.consul", "A", "nxdomain"],
    ["not-there.node.consul", "A", "nxdomain"],
    ["not-there.node.consul", "SRV", "empty"],
    ["not-there.query.consul", "A", "nxdomain"],
    ["many.service.consul", "AAAA", "empty"],
    ["six.service.consul", "A", "empty"],
    ["by-name.service.consul", "A", "empty"],
  ] as const)("answers %s %s with %s", async (name, type, status) => {
    expect(await at(0).lookup(name, type)).toMatchObject({ status, answers: [], complete: true });
  });

  it("refuses names that are not its own", async () => {
    await expect(at(0).lookup("example.com", "A")).rejects.toMatchObject({ code: "refused" });
  });

  it("names a target by its node, its address, or its host name", async () => {
    const targets = await Promise.all(
      ["at-node", "six", "by-name"].map(async (service) => {
        const { answers } = await at(0).lookup(serviceDnsName(service), "SRV");
        return answers.map((answer) => answer.kind === "SRV" && [answer.target, ...answer.addresses]);
      }),
    );
    expect(targets).toEqual([
      [[`${NODE}.node.dc1.consul`, "127.0.0.1"]],
      [["20010db8000000000000000000000001.addr.dc1.consul", "2001:db8::1"]],
      [["db.example.com"]],
    ]);
    const { aliases } = await at(0).lookup(serviceDnsName("by-name"), "A");
    expect(aliases).toEqual(["db.example.com"]);
  });

  it("finds a node, and names with any character that the builders let through", async () => {
    expect(addresses((await at(0).lookup(nodeDnsName(NODE), "A")).answers)).toEqual(["127.0.0.1"]);
    const lookups = (names: readonly string[]) =>
      Promise.all(names.map(async (name) => [name, (await at(0).lookup(name, "A")).status]));
    const found = ordinary.flatMap((character) => [
      serviceDnsName(`s${character}t`),
      serviceDnsName("tagged", { tag: `a${character}b` }),
    ]);
    expect(await lookups(found)).toEqual(found.map((name) => [name, "found"]));
    const missing = special.flatMap((character) => [
      `s${character}t.service.consul`,
      `a${character}b.tagged.service.consul`,
    ]);
    expect(await lookups(missing)).toEqual(missing.map((name) => [name, "nxdomain"]));
    for (const character of special) expect(() => serviceDnsName(`s${character}t`)).toThrow("in it");
  });

  it("is asked by nomadx resolve, which tells of the part over UDP", async () => {
    const server = started[0]?.dns ?? "";
    const found = await nomadx("resolve", "many", "--type", "A", "--server", server);
    expect(found.stdout.trimEnd().split("\n").slice(1, 3)).toEqual(["10.0.0.1   0s", "10.0.0.2   0s"]);
    expect(found.stdout.trimEnd().split("\n")).toHaveLength(61);
    expect(found.stderr).toContain("warning[dns-incomplete]: Over UDP");
    expect(found.code).toBe(0);
    const missing = await nomadx("resolve", "critical", "--server", server);
    expect(missing.stderr).toContain("NXDOMAIN");
    expect(missing.code).toBe(1);
  });
});
