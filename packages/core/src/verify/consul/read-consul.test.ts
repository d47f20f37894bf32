import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { NomadxError } from "../../diagnostics/errors.ts";
import { readConsulServices } from "./read-consul.ts";
import { healthEntry } from "../testing/health-entry.ts";
import { memoryConsul, type MemoryConsul } from "../../dev/consul/memory-consul.ts";

/** IDs by service, and what was asked. */
async function read(held: MemoryConsul, names: readonly string[]) {
  const asked: string[] = [];
  const { entries, isBlind } = await readConsulServices(memoryConsul(held, asked), names);
  const ids = Array.from(entries, ([name, own]) => [name, own.map(({ Service }) => Service.ID)] as const);
  return { isBlind, ids: Object.fromEntries(ids), asked };
}

const entries = ["a", "b", "c"].map((service) => healthEntry({ service, id: `${service}1` }));

describe("what is asked", () => {
  test("each service that is registered, where there are as many nodes", async () => {
    const held = { entries, idleNodes: ["n2", "n3"] };
    expect(await read(held, ["a", "b", "missing"])).toEqual({
      isBlind: false,
      ids: { a: ["a1"], b: ["b1"] },
      asked: ["catalog.services", "catalog.nodes", "health.service a", "health.service b"],
    });
  });

  test("each node, where there are fewer of them", async () => {
    expect(await read({ entries }, ["a", "b", "c"])).toEqual({
      isBlind: false,
      ids: { a: ["a1"], b: ["b1"], c: ["c1"] },
      asked: ["catalog.services", "catalog.nodes", "health.state", "catalog.node n1"],
    });
  });

  test("no service twice, and none by a name that every object has", async () => {
    expect((await read({ entries, idleNodes: ["n2"] }, ["a", "a", "constructor"])).asked).toEqual([
      "catalog.services",
      "catalog.nodes",
      "health.service a",
    ]);
  });
});

test("a token that may read nothing does not see Consul itself", async () => {
  expect(await read({ entries, isBlind: true }, ["a"])).toMatchObject({ isBlind: true, ids: {} });
});

test("a node that leaves while it is read has no instances", async () => {
  const consul = memoryConsul({ entries });
  const { catalog } = consul;
  const gone = { ...catalog, node: () => catalog.node("nowhere") };
  const { entries: found } = await readConsulServices({ ...consul, catalog: gone }, ["a", "b", "c"]);
  expect([...found]).toEqual([]);
});

test("an error of Consul ends it", async () => {
  const failures = { "health.service": new NomadxError("permission", "No") };
  await expect(read({ entries, failures }, ["a"])).rejects.toMatchObject({ code: "permission" });
});

test("by service and by node the same is found", async () => {
  const names = ["a", "b", "c", "d"];
  const instance = fc.record({
    service: fc.constantFrom(...names, "other"),
    node: fc.constantFrom("n1", "n2"),
    status: fc.constantFrom("passing", "warning", "critical"),
    tags: fc.subarray(["x", "y"]),
  });
  // Four services on two nodes: fewer nodes than services, unless further nodes have none.
  const each = names.map((service) => ({ service, node: "n1" }));
  await fc.assert(
    fc.asyncProperty(fc.array(instance, { maxLength: 8 }), async (more) => {
      const held = [...each, ...more].map((parts, index) => healthEntry({ ...parts, id: `i${index}` }));
      const found = async (idleNodes: readonly string[]) => {
        const asked: string[] = [];
        const consul = memoryConsul({ entries: held, idleNodes }, asked);
        const { entries: byName } = await readConsulServices(consul, names);
        const ordered = names.map((name) =>
          (byName.get(name) ?? []).toSorted((x, y) => (x.Service.ID < y.Service.ID ? -1 : 1)),
        );
        return { ordered, way: asked.includes("catalog.node n1") ? "by node" : "by service" };
      };
      const [few, many] = [await found([]), await found(["n3", "n4"])];
      expect([few.way, many.way]).toEqual(["by node", "by service"]);
      expect(few.ordered).toEqual(many.ordered);
      expect(few.ordered.flat()).toHaveLength(
        held.filter(({ Service }) => Service.Service !== "other").length,
      );
    }),
  );
});
