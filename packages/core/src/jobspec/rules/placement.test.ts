import { describe, expect, test } from "vitest";

import { affinityRules } from "./affinity.ts";
import { constraintRules } from "./constraint.ts";
import { spreadRules } from "./spread.ts";
import { inGroup, inTask, jobWith, testRules, type RuleInput } from "./testing/rule-cases.ts";
import { validateJob } from "./validate-job.ts";
import { versionRefusal } from "./version-constraint.ts";

const kernel = { LTarget: "${attr.kernel.name}", Operand: "=", RTarget: "linux" };
/** Stands for Go's parser. */
const regexpProblem = (pattern: string) =>
  pattern.includes("(?=") ? "error parsing regexp: invalid or unsupported Perl syntax: `(?=`" : undefined;

describe("constraint", () => {
  const at = "Constraints[0]";
  const only = (change: object) => jobWith({ Constraints: [{ ...kernel, ...change }] });
  const asked = (change: object): RuleInput => ({ job: only(change), regexpProblem });

  testRules(constraintRules, {
    "NX205 Operand": {
      broken: [
        [only({ Operand: "~" }), `${at}.Operand`],
        [only({ Operand: "" }), `${at}.Operand`],
        [only({ Operand: "Regexp" }), `${at}.Operand`],
        [inTask({ Constraints: [{ ...kernel, Operand: "~" }] }), `TaskGroups[0].Tasks[0].${at}.Operand`],
      ],
      near: [only({ Operand: "is" })],
    },
    NX2801: {
      broken: [[only({ LTarget: "" }), `${at}.LTarget`]],
      near: [only({ LTarget: "", Operand: "distinct_hosts" })],
    },
    NX2802: {
      broken: [
        [only({ RTarget: "" }), `${at}.RTarget`],
        [only({ RTarget: null, Operand: "set_contains_any" }), `${at}.RTarget`],
      ],
      near: [only({ RTarget: "", Operand: "regexp" }), only({ RTarget: " " })],
    },
    NX2803: {
      broken: [[asked({ Operand: "regexp", RTarget: "(?=a)" }), `${at}.RTarget`]],
      near: [
        asked({ Operand: "regexp", RTarget: "(?:a)" }),
        asked({ RTarget: "(?=a)" }),
        only({ Operand: "regexp", RTarget: "a|b" }),
      ],
    },
    NX2804: {
      broken: [
        [only({ Operand: "version", RTarget: "" }), `${at}.RTarget`],
        [only({ Operand: "version", RTarget: ">= 1.2, latest" }), `${at}.RTarget`],
        [only({ Operand: "semver", RTarget: "~> 1.2" }), `${at}.RTarget`],
      ],
      near: [
        only({ Operand: "version", RTarget: "~> 1.2-" }),
        only({ Operand: "version", RTarget: "v1.2beta" }),
        only({ Operand: "semver", RTarget: ">=1.2.0-beta.1+7,!= 2" }),
      ],
    },
    NX2805: {
      broken: [
        [only({ LTarget: "$attr.kernel.name" }), `${at}.LTarget`],
        [only({ LTarget: "${attr.kernel.name" }), `${at}.LTarget`],
        [only({ LTarget: "${NOMAD_ALLOC_ID}" }), `${at}.LTarget`],
        [only({ LTarget: "${node.region}" }), `${at}.LTarget`],
      ],
      near: [
        only({ LTarget: "x${node.region" }),
        only({ LTarget: "${meta.} and more }" }),
        only({ LTarget: "${node.unique.id}" }),
        only({ LTarget: "${node.region}", Operand: "distinct_hosts" }),
      ],
    },
    NX2806: {
      broken: [
        [only({ Operand: "distinct_property", RTarget: "0" }), `${at}.RTarget`],
        [only({ Operand: "distinct_property", RTarget: "+1" }), `${at}.RTarget`],
        [only({ Operand: "distinct_property", RTarget: "18446744073709551616" }), `${at}.RTarget`],
      ],
      near: [
        only({ Operand: "distinct_property", RTarget: "" }),
        only({ Operand: "distinct_property", RTarget: "18446744073709551615" }),
      ],
    },
    NX2807: {
      broken: [[only({ Operand: "is_set" }), `${at}.RTarget`]],
      near: [only({ Operand: "is_set", RTarget: "" })],
    },
    NX2808: {
      broken: [
        [inTask({ Constraints: [{ Operand: "distinct_hosts" }] }), `TaskGroups[0].Tasks[0].${at}.Operand`],
        [
          inTask({
            Resources: {
              Devices: [
                { Name: "gpu", Constraints: [{ ...kernel, Operand: "distinct_property", RTarget: "" }] },
              ],
            },
          }),
          `TaskGroups[0].Tasks[0].Resources.Devices[0].${at}.Operand`,
        ],
      ],
      near: [only({ Operand: "distinct_hosts" }), inGroup({ Constraints: [{ Operand: "distinct_hosts" }] })],
    },
  });

  test("without Go's own parser a regular expression is doubted, not refused", () => {
    const job = only({ Operand: "regexp", RTarget: "(?=a)" });
    expect(verdicts(job)).toEqual([["warning", "NX2803"]]);
  });
});

describe("affinity", () => {
  const at = "Affinities[0]";
  const wish = { ...kernel, Weight: 50 };
  const only = (change: object, Type = "service") => jobWith({ Type, Affinities: [{ ...wish, ...change }] });

  testRules(affinityRules, {
    "NX205 Operand": {
      broken: [
        [only({ Operand: "is_set" }), `${at}.Operand`],
        [only({ Operand: "" }), `${at}.Operand`],
      ],
      near: [only({ Operand: "set_contains" })],
    },
    NX2801: {
      broken: [[only({ LTarget: "" }), `${at}.LTarget`]],
      near: [only({ LTarget: "${NOMAD_ALLOC_ID}" })],
    },
    NX2802: {
      broken: [[only({ RTarget: "" }), `${at}.RTarget`]],
      near: [only({ RTarget: "", Operand: "regexp" })],
    },
    NX2803: {
      broken: [[{ job: only({ Operand: "regexp", RTarget: "(?=a)" }), regexpProblem }, `${at}.RTarget`]],
      near: [{ job: only({ Operand: "regexp", RTarget: "a" }), regexpProblem }],
    },
    NX2804: {
      broken: [[only({ Operand: "version", RTarget: "1.x" }), `${at}.RTarget`]],
      near: [only({ Operand: "version", RTarget: "1.2" })],
    },
    NX2810: {
      broken: [[only({ Weight: 0 }), `${at}.Weight`]],
      near: [only({ Weight: 1 }), only({ Weight: null })],
    },
    "NX216 Weight": {
      broken: [
        [only({ Weight: 101 }), `${at}.Weight`],
        [only({ Weight: -101 }), `${at}.Weight`],
      ],
      near: [only({ Weight: 100 }), only({ Weight: -100 })],
    },
    NX2811: {
      broken: [[only({}, "system"), at]],
      near: [
        only({}, "sysbatch"),
        inTask({ Resources: { Devices: [{ Name: "gpu", Affinities: [wish] }] } }, {}, { Type: "system" }),
      ],
    },
  });
});

describe("spread", () => {
  const at = "Spreads[0]";
  const only = (change: object, Type = "service") =>
    jobWith({ Type, Spreads: [{ Attribute: "${node.datacenter}", ...change }] });
  const to = (...percents: readonly number[]) => ({
    SpreadTarget: percents.map((Percent, index) => ({ Value: `dc${index}`, Percent })),
  });

  testRules(spreadRules, {
    "NX202 Attribute": {
      broken: [[only({ Attribute: "" }), `${at}.Attribute`]],
      near: [only({ Attribute: "any text" })],
    },
    "NX216 Weight": {
      broken: [
        [only({ Weight: 0 }), `${at}.Weight`],
        [only({ Weight: 101 }), `${at}.Weight`],
      ],
      near: [only({ Weight: 1 }), only({ Weight: 100 })],
    },
    NX2820: {
      broken: [[only({ SpreadTarget: [{ Value: "a" }, { Value: "a" }] }), `${at}.SpreadTarget[1].Value`]],
      near: [only({ SpreadTarget: [{ Value: "a" }, { Value: "A" }] })],
    },
    NX2821: {
      broken: [
        [only(to(101)), `${at}.SpreadTarget[0].Percent`],
        [only(to(50, 51)), `${at}.SpreadTarget`],
      ],
      near: [only(to(50, 50))],
    },
    NX2822: { broken: [[only({}, "system"), at]], near: [only({}, "sysbatch")] },
  });
});

test.each<[Parameters<typeof versionRefusal>[0], string, string | undefined]>([
  ["version", ">= 1.2, < 2.0", undefined],
  ["version", "== 1.0", "malformed constraint: == 1.0"],
  ["version", "1.2,", "malformed constraint: "],
  ["version", "\u00A01.2", "malformed constraint: \u00A01.2"],
  [
    "version",
    "9223372036854775808",
    'error parsing version: strconv.ParseInt: parsing "9223372036854775808": value out of range',
  ],
  ["semver", "1.2beta", "Malformed constraint: 1.2beta"],
  ["semver", "1.2-beta~1", undefined],
])("a %s %j is refused with %j", (kind, text, refusal) => {
  expect(versionRefusal(kind, text)).toBe(refusal);
});

function verdicts(job: Parameters<typeof validateJob>[0]) {
  return validateJob(job).map(({ severity, code }) => [severity, code]);
}
