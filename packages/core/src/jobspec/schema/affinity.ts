import { block, int8, oneOf, scalar, string, type HubObject, type Spelling, type Named } from "./_define.ts";
import { leaveOut } from "./_hub.ts";

/** Sugar that stands for an operator and its value, in the order in which Nomad's parser looks: the last one wins. */
const sugar = [
  "version",
  "semver",
  "regexp",
  "set_contains_any",
  "set_contains_all",
  "set_contains",
] as const;

/**
 * Puts the sugar of an affinity into its operator.
 * @see hashicorp/nomad jobspec2/hcl_conversions.go decodeAffinity (2.0.5)
 */
function readAffinity(hub: HubObject, spelling: Spelling = "spec"): void {
  for (const name of sugar) {
    const value = hub[name];
    delete hub[name];
    if (typeof value !== "string" || value === "") continue;
    hub["Operand"] = name;
    hub["RTarget"] = value;
  }
  if (typeof hub["Operand"] !== "string" || hub["Operand"] === "") hub["Operand"] = "=";
  const weight = hub["Weight"];
  // Nomad's parser keeps the lowest byte of the weight: 200 becomes -56.
  if (spelling === "hcl" && typeof weight === "number") hub["Weight"] = (Math.trunc(weight) << 24) >> 24;
}

const definition = block(
  "Affinity",
  {
    /** The left side of the comparison: an interpolation such as `${node.datacenter}`, or any text. */
    attribute: string("LTarget"),
    /** How it is compared. */
    operator: oneOf(
      "Operand",
      [
        "=",
        "==",
        "is",
        "!=",
        "not",
        "<",
        "<=",
        ">",
        ">=",
        "regexp",
        "set_contains",
        "set_contains_any",
        "set_contains_all",
        "version",
        "semver",
      ],
      { default: "=", filledInBy: ["parser"] },
    ),
    /** The right side of the comparison. */
    value: scalar("RTarget"),
    /** How strong the wish is, from -100 (avoid) to 100 (prefer), without 0. */
    weight: int8("Weight", { default: 50, byValue: false }),
    /** Go regular expression (RE2) that the attribute is to match. */
    regexp: string("regexp", { sugar: true }),
    /** Version constraint that the attribute is to meet, such as `>= 1.2, < 2.0`. */
    version: string("version", { sugar: true }),
    /** Version constraint that follows Semantic Versioning 2.0 to the letter, pre-releases included. */
    semver: string("semver", { sugar: true, since: "0.10.2" }),
    /** Comma-separated values that are all to be in the attribute's list. */
    set_contains: string("set_contains", { sugar: true }),
    /** Comma-separated values that are all to be in the attribute's list. */
    set_contains_all: string("set_contains_all", { sugar: true }),
    /** Comma-separated values of which at least one is to be in the attribute's list. */
    set_contains_any: string("set_contains_any", { sugar: true }),
  },
  {
    byValue: true,
    bySpecification: true,
    afterRead: readAffinity,
    beforeWrite: (hub) => leaveOut(hub, { Operand: "=" }),
  },
);

/** A wish about the node, for a job, a group, a task or a device. */
export const affinity: AffinityBlock = definition;

/** @see hashicorp/nomad api/tasks.go Affinity (2.0.5) */
export interface AffinityBlock extends Named<typeof definition> {}
