import { describe, expect, test } from "vitest";

import type { HubObject, Spelling } from "./_define.ts";
import { constraint } from "./constraint.ts";

function read(fields: HubObject, spelling?: Spelling): HubObject {
  const hub = { ...fields };
  constraint.afterRead?.(hub, spelling);
  return hub;
}

// The answers of Nomad 2.0.5 at /v1/jobs/parse, without its empty texts.
describe.each(["spec", "hcl"] as const)("a constraint in %s", (spelling) => {
  test.each<[string, HubObject, HubObject]>([
    ["nothing", {}, { Operand: "=" }],
    [
      "an attribute and a value",
      { LTarget: "a", RTarget: "b" },
      { LTarget: "a", RTarget: "b", Operand: "=" },
    ],
    ["an operator", { LTarget: "a", Operand: "is_set" }, { LTarget: "a", Operand: "is_set" }],
    ["an empty operator", { LTarget: "a", Operand: "" }, { LTarget: "a", Operand: "=" }],
    ["distinct_hosts", { distinct_hosts: true }, { Operand: "distinct_hosts", RTarget: "true" }],
    ["distinct_hosts = false", { distinct_hosts: false }, { Operand: "distinct_hosts", RTarget: "false" }],
    [
      "distinct_property with a count",
      { distinct_property: "${meta.rack}", RTarget: "2" },
      { Operand: "distinct_property", LTarget: "${meta.rack}", RTarget: "2" },
    ],
    ["version", { LTarget: "a", version: ">= 1" }, { LTarget: "a", Operand: "version", RTarget: ">= 1" }],
    ["semver", { LTarget: "a", semver: ">= 1" }, { LTarget: "a", Operand: "semver", RTarget: ">= 1" }],
    ["regexp", { LTarget: "a", regexp: "^x" }, { LTarget: "a", Operand: "regexp", RTarget: "^x" }],
    [
      "set_contains",
      { LTarget: "a", set_contains: "x,y" },
      { LTarget: "a", Operand: "set_contains", RTarget: "x,y" },
    ],
    [
      "several: the last one that is not empty wins",
      { LTarget: "q", version: "1", semver: "2", regexp: "3", set_contains: "" },
      { LTarget: "q", Operand: "regexp", RTarget: "3" },
    ],
  ])("%s", (_, fields, expected) => {
    expect(read(fields, spelling)).toEqual(expected);
  });
});

describe("sugar that Nomad's parser forgets", () => {
  test.each<[string, HubObject, HubObject]>([
    [
      "set_contains_any",
      { LTarget: "a", set_contains_any: "x,y" },
      { Operand: "set_contains_any", RTarget: "x,y" },
    ],
    [
      "set_contains_all",
      { LTarget: "a", set_contains_all: "x,y" },
      { Operand: "set_contains_all", RTarget: "x,y" },
    ],
    ["is_set", { LTarget: "a", is_set: "true" }, { Operand: "is_set" }],
    ["is_not_set", { LTarget: "a", is_not_set: "true" }, { Operand: "is_not_set" }],
  ])("%s means in a spec what it says, in HCL nothing", (_, fields, expected) => {
    expect(read(fields)).toEqual({ LTarget: "a", ...expected });
    expect(read(fields, "hcl")).toEqual({ LTarget: "a", Operand: "=" });
  });

  test("is_set may name the attribute itself", () => {
    expect(read({ is_set: "${meta.rack}" })).toEqual({ Operand: "is_set", LTarget: "${meta.rack}" });
  });
});

test.each<[string, HubObject, HubObject]>([
  ["=", { LTarget: "a", Operand: "=", RTarget: "b" }, { LTarget: "a", RTarget: "b" }],
  [
    "set_contains_any",
    { LTarget: "a", Operand: "set_contains_any", RTarget: "b" },
    { LTarget: "a", Operand: "set_contains_any", RTarget: "b" },
  ],
])("the operator %s when written", (_, hub, expected) => {
  expect(constraint.beforeWrite?.(hub)).toEqual(expected);
});
