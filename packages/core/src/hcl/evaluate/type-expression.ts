import type { HclProblem } from "../problem.ts";
import type { Call, Expression } from "../syntax/expression.ts";
import type { TextRange } from "../syntax/text-range.ts";
import { boolType, dynamicType, numberType, stringType } from "../values/types.ts";
import type { Type } from "../values/types.ts";

/**
 * `any`: "any" and `optional(…)` may stand in the type; an attribute that is optional is required all the same, as on the
 * server. `exact`: neither may.
 */
export type TypeForm = "any" | "exact";

/** The type that an expression describes, or what is wrong with it. */
export type TypeResult = { readonly type: Type } | { readonly problems: readonly HclProblem[] };

/**
 * Reads a type as it is written: `string`, `list(number)`, `object({ name = string })`, `tuple([string, bool])`.
 * @see hashicorp/hcl ext/typeexpr/get_type.go (2.20.2)
 */
export function typeFromExpression(expression: Expression, form: TypeForm): TypeResult {
  const word = wordOf(expression);
  if (word !== undefined) return typeOfWord(word, expression, form);
  if (expression.kind !== "call") {
    return failed(
      "A type is string, number, bool, or made of others: list(…), set(…), map(…), object({…}), tuple([…]).",
      expression,
    );
  }
  return typeOfCall(expression, form);
}

function failed(detail: string, subject: TextRange, context?: TextRange): TypeResult {
  return { problems: [{ code: "NX575", detail, subject, ...(context === undefined ? {} : { context }) }] };
}

/** The expression as a single word; `true`, `false` and `null` are such, too. */
function wordOf(expression: Expression): string | undefined {
  if (expression.kind === "reference" && expression.steps.length === 0) return expression.name;
  if (expression.kind === "boolean") return String(expression.value);
  return expression.kind === "null" ? "null" : undefined;
}

const made: Readonly<Record<string, string>> = {
  list: "list takes the type of its elements: list(string).",
  set: "set takes the type of its elements: set(string).",
  map: "map takes the type of its elements: map(string).",
  object: "object takes the types of its attributes: object({ name = string }).",
  tuple: "tuple takes the types of its items: tuple([string, number]).",
};

const simple: Readonly<Record<string, Type>> = { string: stringType, number: numberType, bool: boolType };

function typeOfWord(word: string, expression: Expression, form: TypeForm): TypeResult {
  const type = Object.hasOwn(simple, word) ? simple[word] : undefined;
  if (type !== undefined) return { type };
  if (word === "any") {
    if (form === "any") return { type: dynamicType };
    return failed(
      "Here it has to be one type, and any is not one: write string, list(string) or what it is.",
      expression,
    );
  }
  const hint = Object.hasOwn(made, word) ? made[word] : undefined;
  return failed(
    hint ?? `There is no type "${word}". There are string, number, bool, list, set, map, object and tuple.`,
    expression,
  );
}

function typeOfCall(call: Call, form: TypeForm): TypeResult {
  const inner: TextRange = { start: call.open, end: call.end };
  if (Object.hasOwn(simple, call.name) || call.name === "any") {
    return failed(`The type ${call.name} takes no arguments.`, inner);
  }
  const hint = Object.hasOwn(made, call.name) ? made[call.name] : undefined;
  const [argument, second, ...others] = call.arguments;
  if (hint !== undefined && (argument === undefined || second !== undefined)) {
    const extra = second === undefined ? inner : { start: second.start, end: (others.at(-1) ?? second).end };
    return failed(`The type ${hint}`, extra, inner);
  }
  if (hint === undefined || argument === undefined) {
    return call.name === "optional"
      ? failed("optional can only be used around the type of an object's attribute.", nameOf(call))
      : failed(`There is no type "${call.name}(…)".`, call);
  }
  switch (call.name) {
    case "object":
      return objectType(argument, call, form);
    case "tuple":
      return tupleType(argument, call, form);
    default: {
      const element = typeFromExpression(argument, form);
      if ("problems" in element) return element;
      const kind = call.name === "list" ? "list" : call.name === "set" ? "set" : "map";
      return { type: { kind, element: element.type } };
    }
  }
}

function nameOf(call: Call): TextRange {
  return { start: call.start, end: call.nameEnd };
}

function objectType(argument: Expression, call: Call, form: TypeForm): TypeResult {
  if (argument.kind !== "object") return failed(`The type ${made["object"] ?? ""}`, argument, call);
  const attributes = new Map<string, Type>();
  const problems: HclProblem[] = [];
  const note = (detail: string, subject: TextRange) =>
    problems.push({ code: "NX575", detail, subject, context: call });
  for (const { key, value } of argument.entries) {
    const name = wordOf(key);
    if (name === undefined) {
      note("The name of an attribute has to be a single word.", key);
    } else if (attributes.has(name)) {
      note(`The attribute "${name}" is given twice.`, key);
    } else {
      const type = attributeType(value, form);
      if ("problems" in type) problems.push(...type.problems);
      attributes.set(name, "type" in type ? type.type : dynamicType);
    }
  }
  return problems.length > 0 ? { problems } : { type: { kind: "object", attributes } };
}

function attributeType(value: Expression, form: TypeForm): TypeResult {
  if (value.kind !== "call" || value.name !== "optional") return typeFromExpression(value, form);
  const [type, ...others] = value.arguments;
  const inner = { start: value.open, end: value.end };
  if (type === undefined) return failed("optional takes the type of the attribute.", inner, value);
  const misuse =
    form === "exact"
      ? failed("An attribute cannot be optional here: every attribute has to be given.", nameOf(value), value)
      : others.length > 0
        ? failed("optional takes one argument here: the type of the attribute.", inner, value)
        : undefined;
  const found = typeFromExpression(type, form);
  if (misuse === undefined || "type" in misuse) return found;
  return "problems" in found ? { problems: [...misuse.problems, ...found.problems] } : misuse;
}

function tupleType(argument: Expression, call: Call, form: TypeForm): TypeResult {
  if (argument.kind !== "tuple") return failed(`The type ${made["tuple"] ?? ""}`, argument, call);
  const items: Type[] = [];
  const problems: HclProblem[] = [];
  for (const item of argument.items) {
    const type = typeFromExpression(item, form);
    if ("problems" in type) problems.push(...type.problems);
    else items.push(type.type);
  }
  return problems.length > 0 ? { problems } : { type: { kind: "tuple", items } };
}
