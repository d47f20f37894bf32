import { expect, test } from "vitest";

import type { PreviewNode } from "./cluster.ts";
import { meetsConstraint } from "./constraints.ts";

const node: PreviewNode = {
  ID: "5f0d",
  Name: "alpha",
  Datacenter: "dc1",
  NodeClass: "big",
  Status: "ready",
  Attributes: {
    "cpu.numcores": "8",
    "nomad.version": "1.8.0",
    "os.version": "22.04-beta.2",
    "os.signals": "SIGINT, SIGHUP",
  },
  Meta: { rack: "r1" },
};

test.each<[string, string, string, boolean]>([
  ["${meta.rack}", "=", "r1", true],
  ["${meta.rack}", "is", "r2", false],
  ["${meta.none}", "=", "r1", false],
  ["${meta.none}", "!=", "r1", true],
  ["${meta.none}", "is_not_set", "", true],
  ["${attr.cpu.numcores}", "is_set", "", true],
  ["${node.unique.id}", "=", "5f0d", true],
  ["${node.unique.name}", "=", "alpha", true],
  ["${node.datacenter}", "=", "dc1", true],
  ["${node.class}", "=", "big", true],
  ["${node.pool}", "=", "default", true],
  ["${node.nothing}", "is_set", "", false],
  ["8", "<", "${attr.cpu.numcores}", false],
  ["${attr.cpu.numcores}", ">", "10", false],
  ["9", "<", "10", true],
  ["1.5", ">=", "1.10", true],
  ["b", ">", "a10", true],
  ["${attr.os.signals}", "set_contains", "SIGHUP,SIGINT", true],
  ["${attr.os.signals}", "set_contains_all", "SIGHUP,SIGKILL", false],
  ["${attr.os.signals}", "set_contains_any", "SIGKILL, SIGHUP", true],
  ["${meta.rack}", "regexp", "^r[0-9]$", true],
  ["${meta.rack}", "regexp", "(?=r)", false],
  ["${attr.nomad.version}", "version", ">= 1.6, < 2.0", true],
  ["${attr.nomad.version}", "version", "~> 1.7", true],
  ["${attr.nomad.version}", "version", "~> 1.7.3", false],
  ["${attr.nomad.version}", "semver", "~> 1.7", false],
  ["${attr.os.version}", "version", ">= 22.0", false],
  ["${attr.os.version}", "semver", ">= 22.0", true],
  ["${attr.os.version}", "semver", ">= 22.4.0", false],
  ["${attr.os.version}", "version", ">= 22.04-beta.1", true],
  ["${meta.rack}", "version", ">= 1", false],
  ["a", "like", "a", false],
  ["", "distinct_hosts", "true", true],
])("%s %s %s", (LTarget, Operand, RTarget, expected) => {
  expect(meetsConstraint(node, { LTarget, Operand, RTarget })).toBe(expected);
});
