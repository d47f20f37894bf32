import { hasRemarks } from "./names-in.ts";
import { inBackquotes, isName, propertyName, quoted } from "./quote.ts";
import type { ArrayLiteral, Code, ObjectLiteral, Script } from "./script.ts";
import { isTall } from "./tall-text.ts";

/** An expression on one line; `undefined` where it has to have several, as with comments in it. */
export function flatScript(script: Script): string | undefined {
  switch (script.kind) {
    case "code":
      return script.text;
    case "text":
      return isTall([script.value]) ? undefined : quoted(script.value);
    case "template": {
      if (isTall(script.parts)) return undefined;
      const parts = script.parts.map((part) => (typeof part === "string" ? flatPart(part) : braces(part)));
      return joined(parts, "", "`", "`");
    }
    case "object":
      return flatObject(script);
    case "array":
      return flatArray(script);
    case "call": {
      const callee = operandOf(script.callee, 20);
      const given = script.arguments.map(flatScript);
      return callee === undefined
        ? undefined
        : joined(given, ", ", `${script.isNew === true ? "new " : ""}${callee}(`, ")");
    }
    case "arrow": {
      const result = flatScript(script.result);
      if (result === undefined) return undefined;
      const isWrapped = script.result.kind === "object" || script.result.kind === "choice";
      return `${script.parameters} => ${isWrapped ? `(${result})` : result}`;
    }
    case "member": {
      const object = operandOf(script.object, 20);
      const property =
        typeof script.property === "string" ? `.${script.property}` : memberKey(script.property);
      if (object === undefined || property === undefined) return undefined;
      return object + property;
    }
    case "operation": {
      const own = strengthOf(script);
      const [first, second] = script.operands;
      if (second === undefined) return prefixed(script.operator, operandOf(first, 15));
      return joined([operandOf(first, own), operandOf(second, own + 1)], ` ${script.operator} `, "", "");
    }
    case "choice": {
      const condition = operandOf(script.condition, 3);
      const rest = joined([flatScript(script.whenTrue), flatScript(script.whenFalse)], " : ", "", "");
      return condition === undefined || rest === undefined ? undefined : `${condition} ? ${rest}`;
    }
  }
}

/** The same as part of another expression, in parentheses where it binds less than `least`. */
function operandOf(script: Script, least: number): string | undefined {
  const flat = flatScript(script);
  if (flat === undefined) return undefined;
  return strengthOf(script) < least ? `(${flat})` : flat;
}

/** From what binds least to what binds most; what mixes only in parentheses has the same. */
const strengths: Readonly<Record<string, number>> = {
  "??": 3,
  "||": 3,
  "&&": 4,
  "===": 8,
  "!==": 8,
  "<": 9,
  "<=": 9,
  ">": 9,
  ">=": 9,
  "+": 11,
  "-": 11,
  "*": 12,
  "/": 12,
  "%": 12,
  as: 9,
};

function strengthOf(script: Script): number {
  if (script.kind === "arrow") return 1;
  if (script.kind === "choice") return 2;
  if (script.kind !== "operation") return 20;
  return script.operands.length === 1 ? 15 : (strengths[script.operator] ?? 3);
}

function flatPart(part: string): string {
  return inBackquotes(part).replaceAll("\n", "\\n");
}

function braces(script: Script): string | undefined {
  const inner = flatScript(script);
  return inner === undefined ? undefined : `\${${inner}}`;
}

function memberKey(key: Script): string | undefined {
  if (key.kind === "text" && isName(key.value)) return `.${key.value}`;
  return joined([flatScript(key)], "", "[", "]");
}

function prefixed(sign: string, operand: string | undefined): string | undefined {
  return operand === undefined ? undefined : sign + operand;
}

function flatObject({ entries, below, expanded }: ObjectLiteral): string | undefined {
  if (entries.length === 0 && below === undefined) return "{}";
  if (expanded === true || below !== undefined) return undefined;
  const parts = entries.map(({ key, value, ...remarks }) => {
    const flat = flatScript(value);
    if (flat === undefined || hasRemarks(remarks)) return undefined;
    if (isShorthand(key, value)) return value.text;
    if (key === undefined) return `...${flat}`;
    if (typeof key === "string") return `${propertyName(key)}: ${flat}`;
    const name = flatScript(key);
    return name === undefined ? undefined : `[${name}]: ${flat}`;
  });
  return joined(parts, ", ", "{ ", " }");
}

function flatArray({ items, below }: ArrayLiteral): string | undefined {
  if (items.length === 0 && below === undefined) return "[]";
  if (below !== undefined || isTable(items.map(({ value }) => value))) return undefined;
  const parts = items.map(({ value, spread, ...remarks }) => {
    const flat = flatScript(value);
    if (flat === undefined || hasRemarks(remarks)) return undefined;
    return spread === true ? `...${flat}` : flat;
  });
  return joined(parts, ", ", "[", "]");
}

/** Whether an entry has the name of its value: `{ name }`. */
export function isShorthand(key: string | Script | undefined, value: Script): value is Code {
  return (
    value.kind === "code" &&
    value.text === key &&
    isName(key) &&
    !/^(?:true|false|null|NaN|Infinity)$/.test(key)
  );
}

/** Prettier sets several objects, or several lists, one a line when each of them has several parts. */
function isTable(values: readonly Script[]): boolean {
  if (values.length < 2) return false;
  const sizes = values.map((value) => (value.kind === values[0]?.kind ? sizeOf(value) : 0));
  return sizes.every((size) => size > 1);
}

function sizeOf(value: Script): number {
  return value.kind === "object" ? value.entries.length : value.kind === "array" ? value.items.length : 0;
}

function joined(
  parts: readonly (string | undefined)[],
  separator: string,
  open: string,
  close: string,
): string | undefined {
  return parts.includes(undefined) ? undefined : open + parts.join(separator) + close;
}
