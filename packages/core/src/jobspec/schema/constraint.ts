import { block, bool, oneOf, scalar, string, type HubObject, type Spelling, type Named } from "./_define.ts";
import { leaveOut } from "./_hub.ts";

/** Sugar that stands for an operator and its value, in the order in which Nomad's parser looks: the last one wins. */
const valueSugar = ["version", "semver", "regexp", "set_contains"] as const;

/** Sugar that Nomad's parser (2.0.5) accepts and forgets, which leaves the operator "=" without a value. */
const forgottenSugar = ["set_contains_any", "set_contains_all"] as const;
const forgottenTests = ["is_set", "is_not_set"] as const;

/**
 * Puts the sugar of a constraint into its operator.
 * @see hashicorp/nomad jobspec2/hcl_conversions.go decodeConstraint (2.0.5)
 */
function readConstraint(hub: HubObject, spelling: Spelling = "spec"): void {
  for (const name of valueSugar) setOperator(hub, name);
  if (typeof hub["distinct_hosts"] === "boolean") {
    hub["Operand"] = "distinct_hosts";
    hub["RTarget"] = String(hub["distinct_hosts"]);
  }
  if (isText(hub["distinct_property"])) {
    hub["Operand"] = "distinct_property";
    hub["LTarget"] = hub["distinct_property"];
  }
  if (spelling === "spec") {
    for (const name of forgottenSugar) setOperator(hub, name);
    for (const name of forgottenTests) {
      if (!isText(hub[name])) continue;
      hub["Operand"] = name;
      hub["LTarget"] = isText(hub["LTarget"]) ? hub["LTarget"] : hub[name];
    }
  }
  const sugar = [...valueSugar, "distinct_hosts", "distinct_property", ...forgottenSugar, ...forgottenTests];
  for (const name of sugar) delete hub[name];
  if (!isText(hub["Operand"])) hub["Operand"] = "=";
}

function setOperator(hub: HubObject, name: string): void {
  if (!isText(hub[name])) return;
  hub["Operand"] = name;
  hub["RTarget"] = hub[name];
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value !== "";
}

const definition = block(
  "Constraint",
  {
    /** The left side of the comparison: an interpolation such as `${attr.kernel.name}`, or any text. */
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
        "distinct_hosts",
        "distinct_property",
        "regexp",
        "set_contains",
        "set_contains_any",
        "set_contains_all",
        "version",
        "semver",
        "is_set",
        "is_not_set",
      ],
      { default: "=", filledInBy: ["parser"] },
    ),
    /** The right side of the comparison; for `distinct_property`, how many allocations may share a value. */
    value: scalar("RTarget"),
    /** Whether every allocation has to be placed on a node of its own. */
    distinct_hosts: bool("distinct_hosts", { sugar: true }),
    /** Attribute whose value no two allocations may share, or as many as `value` says. */
    distinct_property: string("distinct_property", { sugar: true }),
    /** Go regular expression (RE2) that the attribute has to match. */
    regexp: string("regexp", { sugar: true }),
    /** Version constraint that the attribute has to meet, such as `>= 1.2, < 2.0`. */
    version: string("version", { sugar: true }),
    /** Version constraint that follows Semantic Versioning 2.0 to the letter, pre-releases included. */
    semver: string("semver", { sugar: true, since: "0.10.2" }),
    /** Comma-separated values that all have to be in the attribute's list. */
    set_contains: string("set_contains", { sugar: true }),
    /** Comma-separated values that all have to be in the attribute's list. */
    set_contains_all: string("set_contains_all", {
      sugar: true,
      forgottenInHcl: 'operator = "set_contains_all" with value',
    }),
    /** Comma-separated values of which at least one has to be in the attribute's list. */
    set_contains_any: string("set_contains_any", {
      sugar: true,
      forgottenInHcl: 'operator = "set_contains_any" with value',
    }),
    /** Attribute that the node has to have. */
    is_set: string("is_set", { sugar: true, forgottenInHcl: 'attribute with operator = "is_set"' }),
    /** Attribute that the node must not have. */
    is_not_set: string("is_not_set", {
      sugar: true,
      forgottenInHcl: 'attribute with operator = "is_not_set"',
    }),
  },
  {
    byValue: true,
    bySpecification: true,
    afterRead: readConstraint,
    beforeWrite: (hub) => leaveOut(hub, { Operand: "=" }),
  },
);

/** A condition that a node has to meet, for a job, a group, a task or a device. */
export const constraint: ConstraintBlock = definition;

/** @see hashicorp/nomad api/constraint.go Constraint (2.0.5) */
export interface ConstraintBlock extends Named<typeof definition> {}
