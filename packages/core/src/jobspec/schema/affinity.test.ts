import { expect, test } from "vitest";

import type { HubObject, Spelling } from "./_define.ts";
import { affinity } from "./affinity.ts";

function read(fields: HubObject, spelling?: Spelling): HubObject {
  const hub = { ...fields };
  affinity.afterRead?.(hub, spelling);
  return hub;
}

// The answers of Nomad 2.0.5 at /v1/jobs/parse, without its empty texts.
test.each<[string, HubObject, HubObject]>([
  ["an attribute and a value", { LTarget: "a", RTarget: "b" }, { LTarget: "a", RTarget: "b", Operand: "=" }],
  ["version", { version: ">= 1" }, { Operand: "version", RTarget: ">= 1" }],
  ["semver", { semver: ">= 1" }, { Operand: "semver", RTarget: ">= 1" }],
  ["regexp", { regexp: "^x" }, { Operand: "regexp", RTarget: "^x" }],
  ["set_contains_any", { set_contains_any: "x,y" }, { Operand: "set_contains_any", RTarget: "x,y" }],
  ["set_contains_all", { set_contains_all: "x,y" }, { Operand: "set_contains_all", RTarget: "x,y" }],
  ["set_contains", { set_contains: "x,y" }, { Operand: "set_contains", RTarget: "x,y" }],
  [
    "several: the last one wins",
    { set_contains: "c", set_contains_all: "b", set_contains_any: "a" },
    { Operand: "set_contains", RTarget: "c" },
  ],
])("an affinity with %s", (_, fields, expected) => {
  expect(read(fields, "hcl")).toEqual(expected);
  expect(read(fields)).toEqual(expected);
});

test.each([
  [50, 50],
  [-100, -100],
  [200, -56],
  [2.7, 2],
])("Nomad's parser makes the weight %d %d; a spec keeps it for the check to refuse", (weight, parsed) => {
  expect(read({ Weight: weight }, "hcl")).toEqual({ Weight: parsed, Operand: "=" });
  expect(read({ Weight: weight })).toEqual({ Weight: weight, Operand: "=" });
});

test("the operator = is left out when written", () => {
  expect(affinity.beforeWrite?.({ LTarget: "a", Operand: "=" })).toEqual({ LTarget: "a" });
});
