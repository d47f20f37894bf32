import { expect, test } from "vitest";

import { readConsulState } from "./read-consul-state.ts";
import { healthEntry, type EntryParts } from "../../verify/testing/health-entry.ts";
import { memoryConsul } from "../../dev/consul/memory-consul.ts";

const held: readonly EntryParts[] = [
  { service: "web", id: "w1", tags: ["urlprefix-web.test/"] },
  { service: "web", id: "w2", tags: [], status: "critical" },
  { service: "padded", id: "p1", tags: ["  urlprefix-padded.test/"] },
  { service: "own", id: "o1", tags: ["fabio-own.test/"] },
  { service: "db", id: "d1", tags: ["primary"] },
];
const keys = { "fabio/config": "a", "fabio/config/team": "b", "other/config": "c" };
const entries = held.map(healthEntry);

async function read(options?: Parameters<typeof readConsulState>[1]) {
  const asked: string[] = [];
  const state = await readConsulState(memoryConsul({ entries, keys }, asked), options);
  return { ...state, asked };
}

test("all instances of services with a route tag, all checks, and the overrides", async () => {
  const { instances, checks, keys: overrides, datacenter, asked } = await read();
  expect(instances.map(({ ServiceID }) => ServiceID)).toEqual(["w1", "w2", "p1"]);
  expect(checks.map(({ CheckID }) => CheckID).toSorted()).toEqual([
    ...["check:d1", "check:o1", "check:p1", "check:w1", "check:w2", "serfHealth"],
  ]);
  expect(overrides.map(({ Key }) => Key)).toEqual(["fabio/config", "fabio/config/team"]);
  expect(datacenter).toBe("dc1");
  expect(asked).toEqual([
    ...["catalog.services", "health.state", "kv.list fabio/config"],
    ...["catalog.service web", "catalog.service padded"],
  ]);
});

test("a Fabio with other settings looks for other tags and keys", async () => {
  const { instances, keys: overrides } = await read({ prefix: "fabio-", kvPath: "/other/config" });
  expect(instances.map(({ ServiceID }) => ServiceID)).toEqual(["o1"]);
  expect(overrides.map(({ Key }) => Key)).toEqual(["other/config"]);
});

test("without a service that has a route tag the datacenter is not known", async () => {
  expect(await read({ prefix: "none-" })).toMatchObject({ instances: [], datacenter: "" });
});
