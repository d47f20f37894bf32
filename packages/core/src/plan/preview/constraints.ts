import { compareBytes } from "../../go/byte-order.ts";
import { parseFloat } from "../../go/parse-float.ts";
import { mayBeRegexp } from "../../go/regexp.ts";
import { textOf } from "../../jobspec/schema/_hub.ts";
import type { Stored } from "../diff/part.ts";
import type { PreviewNode } from "./cluster.ts";
import { meetsVersions } from "./versions.ts";

/** The text by which a scheduler counts the nodes that a constraint leaves out. */
export function constraintText(constraint: Stored): string {
  return [textOf(constraint, "LTarget"), textOf(constraint, "Operand"), textOf(constraint, "RTarget")].join(
    " ",
  );
}

/**
 * Whether a node meets a constraint. Expressions that Go alone understands are met by none.
 * @see hashicorp/nomad scheduler/feasible/feasible.go checkConstraint (2.0.5)
 */
export function meetsConstraint(node: PreviewNode, constraint: Stored): boolean {
  const left = resolve(textOf(constraint, "LTarget"), node);
  const right = resolve(textOf(constraint, "RTarget"), node);
  const operator = textOf(constraint, "Operand");
  switch (operator) {
    case "distinct_hosts":
    case "distinct_property":
      return true;
    case "!=":
    case "not":
      return left !== right;
    case "is_set":
      return left !== undefined;
    case "is_not_set":
      return left === undefined;
    default:
      return left !== undefined && right !== undefined && compare(operator, left, right);
  }
}

function compare(operator: string, left: string, right: string): boolean {
  switch (operator) {
    case "=":
    case "==":
    case "is":
      return left === right;
    case "<":
      return orderOf(left, right) < 0;
    case "<=":
      return orderOf(left, right) <= 0;
    case ">":
      return orderOf(left, right) > 0;
    case ">=":
      return orderOf(left, right) >= 0;
    case "version":
    case "semver":
      return meetsVersions(left, right, operator);
    case "regexp":
      return matches(left, right);
    case "set_contains":
    case "set_contains_all":
      return setOf(right).every((item) => setOf(left).includes(item));
    case "set_contains_any":
      return setOf(right).some((item) => setOf(left).includes(item));
    default:
      return false;
  }
}

/** As whole numbers where both are, else as numbers, else as texts. */
function orderOf(left: string, right: string): number {
  if (/^[+-]?\d+$/.test(left) && /^[+-]?\d+$/.test(right)) {
    const [a, b] = [BigInt(left), BigInt(right)];
    return a < b ? -1 : a > b ? 1 : 0;
  }
  const [a, b] = [parseFloat(left), parseFloat(right)];
  return a === undefined || b === undefined ? compareBytes(left, right) : a - b;
}

function matches(text: string, pattern: string): boolean {
  return mayBeRegexp(pattern) && new RegExp(pattern.replaceAll("(?P<", "(?<"), "u").test(text);
}

function setOf(list: string): readonly string[] {
  return list.split(",").map((item) => item.trim());
}

/** The text that a target of a constraint stands for on a node; none where the node has no such thing. */
function resolve(target: string, node: PreviewNode): string | undefined {
  if (!target.startsWith("${")) return target;
  const [, name = ""] = /^\$\{(.*)\}$/s.exec(target) ?? [];
  if (name.startsWith("attr.")) return own(node.Attributes, name.slice("attr.".length));
  if (name.startsWith("meta.")) return own(node.Meta, name.slice("meta.".length));
  switch (name) {
    case "node.unique.id":
      return node.ID;
    case "node.unique.name":
      return node.Name;
    case "node.datacenter":
      return node.Datacenter;
    case "node.class":
      return node.NodeClass ?? "";
    case "node.pool":
      return node.NodePool ?? "default";
    default:
      return undefined;
  }
}

function own(map: Readonly<Record<string, string>> | null | undefined, key: string): string | undefined {
  return map && Object.hasOwn(map, key) ? map[key] : undefined;
}
