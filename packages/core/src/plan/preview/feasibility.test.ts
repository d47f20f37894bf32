import { expect, test } from "vitest";

import { isTargeted } from "./feasibility.ts";

const node = (Datacenter: string) => ({ ID: "n", Name: "n", Datacenter, Status: "ready" });

// As ryanuber/go-glob, by which Nomad matches them, has it.
test.each([
  ["dc1", "dc1", true],
  ["dc1", "dc10", false],
  ["*", "", true],
  ["dc*", "dc1", true],
  ["dc*", "adc1", false],
  ["*-1", "eu-1", true],
  ["*-1", "eu-11", false],
  ["a*b", "ab", true],
  ["ab*b", "ab", false],
  ["e*-*1", "eu-west-1", true],
  ["*u*e*", "eu-west", true],
  ["*w*u*", "eu-west", false],
  ["a.c*", "abcd", false],
  ["", "dc1", false],
])("the datacenter %j has the node in %j: %j", (pattern, datacenter, isThere) => {
  expect(isTargeted(node(datacenter), { Datacenters: [pattern] })).toBe(isThere);
});

test("a pattern of many stars takes no time", () => {
  const datacenter = "a".repeat(5000);
  expect(isTargeted(node(datacenter), { Datacenters: [`${"*a".repeat(2000)}*b`] })).toBe(false);
});
