import { quote } from "../../go/quote.ts";
import { affinity } from "../schema/affinity.ts";
import { regexpRule, valueRule, versionRule } from "./comparison.ts";
import { blockRules } from "./rule.ts";
import { inRange, oneOfValues } from "./schema-rules.ts";

/** Wishes about nodes. @see hashicorp/nomad nomad/structs/structs.go Affinity.Validate (2.0.5) */
export const affinityRules = blockRules(affinity, undefined, [
  oneOfValues(
    affinity,
    "Operand",
    (value) => (value === "" ? "Missing affinity operand" : `Unknown affinity operator ${quote(value)}`),
    "refused",
  ),
  {
    code: "NX2801",
    find: ({ LTarget }) =>
      LTarget === "" && {
        keys: ["LTarget"],
        at: "key",
        summary: "The affinity says nothing of what is compared",
        help: 'Write an attribute of the node, such as "${attr.kernel.name}".',
        nomad: "No LTarget provided but is required",
      },
  },
  valueRule("Set contains operators require an RTarget"),
  regexpRule,
  versionRule("affinity"),
  {
    code: "NX2810",
    find: ({ Weight }) =>
      Number(Weight) === 0 && {
        keys: ["Weight"],
        summary: "An affinity without a weight",
        detail: "A weight of 0 has no effect.",
        allowed: "-100 to -1 and 1 to 100",
        nomad: "Affinity weight cannot be zero",
      },
  },
  inRange(
    affinity,
    "Weight",
    { least: -100, most: 100 },
    () => "Affinity weight must be within the range [-100,100]",
  ),
  {
    code: "NX2811",
    find: (_, { job, within }) =>
      job.Type === "system" &&
      within !== "RequestedDevice" && {
        at: "key",
        summary: "A system job takes no affinity",
        detail: "It runs on every node that its constraints leave: there is nothing to prefer.",
        help: "Leave the affinity out, or make it a constraint.",
        nomad: "System jobs may not have an affinity block",
      },
  },
]);
