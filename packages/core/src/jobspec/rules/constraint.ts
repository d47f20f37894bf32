import { quote } from "../../go/quote.ts";
import { isNodeTarget } from "../node-target.ts";
import { constraint } from "../schema/constraint.ts";
import { regexpRule, valueRule, versionRule } from "./comparison.ts";
import { blockRules } from "./rule.ts";
import { oneOfValues } from "./schema-rules.ts";

/** Conditions that a node has to meet. @see hashicorp/nomad nomad/structs/structs.go Constraint.Validate, nomad/structs/constraint.go (2.0.5) */
export const constraintRules = blockRules(constraint, undefined, [
  oneOfValues(
    constraint,
    "Operand",
    (value) => (value === "" ? "Missing constraint operand" : `Unknown constraint type ${quote(value)}`),
    "refused",
  ),
  {
    code: "NX2801",
    find: ({ Operand, LTarget }) =>
      LTarget === "" &&
      Operand !== "distinct_hosts" && {
        keys: ["LTarget"],
        at: "key",
        summary: "The constraint says nothing of what is compared",
        help: 'Write an attribute of the node, such as "${attr.kernel.name}".',
        nomad: "no attribute provided but is required by operator",
      },
  },
  valueRule("Set contains constraint requires an RTarget"),
  regexpRule,
  versionRule("constraint"),
  {
    code: "NX2805",
    find: ({ Operand, LTarget }) => {
      const nomad = Operand === "distinct_hosts" ? undefined : attributeRefusal(LTarget);
      return (
        nomad !== undefined && {
          keys: ["LTarget"],
          summary: "Not an attribute of nodes",
          received: LTarget,
          detail:
            "A constraint is asked before there is an allocation: variables of the task have no value yet.",
          allowed:
            "${attr.…}, ${meta.…}, ${device.…}, ${node.unique.id}, ${node.unique.name}, ${node.datacenter}, ${node.class}, ${node.pool}",
          nomad,
        }
      );
    },
  },
  {
    code: "NX2806",
    find: ({ Operand, RTarget }) => {
      const nomad = Operand === "distinct_property" && RTarget !== "" ? countRefusal(RTarget) : undefined;
      return (
        nomad !== undefined && {
          keys: ["RTarget"],
          summary: "Not a number of allocations",
          received: RTarget,
          allowed: "a whole number from 1",
          help: 'With distinct_property "value" says how many allocations may share a value; leave it out for 1.',
          nomad,
        }
      );
    },
  },
  {
    code: "NX2807",
    find: ({ Operand, RTarget }) =>
      (Operand === "is_set" || Operand === "is_not_set") &&
      RTarget !== "" && {
        keys: ["RTarget"],
        at: "key",
        summary: `${JSON.stringify(Operand)} takes no value`,
        help: "Leave it out.",
        nomad: `Operator ${quote(Operand)} does not support an RTarget`,
      },
  },
  {
    code: "NX2808",
    find: ({ Operand }, { within, keys }) => {
      const number = Number(keys.at(-1)) + 1;
      return (
        (Operand === "distinct_hosts" || Operand === "distinct_property") &&
        (within === "Task" || within === "RequestedDevice") && {
          keys: ["Operand"],
          summary: `${JSON.stringify(Operand)} is about allocations`,
          detail: `It says where the allocations of a group or job may be, and stands in a ${within === "Task" ? "task" : "device"}.`,
          help: "Move the constraint to the group or the job.",
          nomad:
            within === "Task"
              ? `Constraint ${number} has disallowed Operand at task level: ${Operand}`
              : `Constraint ${number} validation failed: using unsupported operand ${quote(Operand)}`,
        }
      );
    },
  },
]);

/** A text that does not begin as a variable is one. @see hashicorp/nomad nomad/structs/constraint.go validateConstraintAttribute */
function attributeRefusal(target: string): string | undefined {
  if (!target.startsWith("$")) return undefined;
  if (!target.startsWith("${")) return `attribute ${quote(target)} is missing an opening brace`;
  if (!target.endsWith("}")) return `attribute ${quote(target)} is missing a closing brace`;
  return isNodeTarget(target) ? undefined : `unsupported attribute ${quote(target)}`;
}

/** @see golang/go src/strconv/atoi.go ParseUint with base 10 and 64 bits */
function countRefusal(text: string): string | undefined {
  const failed = (reason: string): string =>
    `Failed to convert RTarget ${quote(text)} to uint64: strconv.ParseUint: parsing ${quote(text)}: ${reason}`;
  if (!/^\d+$/.test(text)) return failed("invalid syntax");
  if (BigInt(text) >= 2n ** 64n) return failed("value out of range");
  return BigInt(text) < 1n
    ? `Distinct Property must have an allowed count of 1 or greater: ${BigInt(text)} < 1`
    : undefined;
}
