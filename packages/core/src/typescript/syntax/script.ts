/*
 * TypeScript as far as job files need it: expressions, with the comments that stand at the parts of lists and objects.
 * It knows nothing of jobs.
 */

/** An expression of TypeScript. */
export type Script =
  | Code
  | TextLiteral
  | ScriptTemplate
  | ObjectLiteral
  | ArrayLiteral
  | CallScript
  | Arrow
  | Member
  | Operation
  | Choice;

/** Text that is an expression by itself and binds as an operand does: a name, a number, `true`. */
export interface Code {
  readonly kind: "code";
  readonly text: string;
}

/** A text in quotes, or, where it has several lines, in backquotes. */
export interface TextLiteral {
  readonly kind: "text";
  readonly value: string;
}

/** A text in backquotes with expressions in it. */
interface ScriptTemplate {
  readonly kind: "template";
  readonly parts: readonly (string | Script)[];
}

/** Stands between the lines of comments for a line without one. */
export const emptyLine = "\n";

/** Comments at a part of an object or list, without the signs around them. */
export interface Remarks {
  /** Lines above it; `emptyLine` parts paragraphs. */
  readonly above?: readonly string[];
  /** Behind it, on its line. */
  readonly behind?: string;
}

/** `{ key: value, ...spread }`. */
export interface ObjectLiteral {
  readonly kind: "object";
  readonly entries: readonly ObjectPart[];
  /** Comments after the last entry. */
  readonly below?: readonly string[];
  /** One entry a line, also where there is room for all on one. */
  readonly expanded?: true;
}

/** An entry of an object; without a key, its value is spread. */
export interface ObjectPart extends Remarks {
  readonly key?: string | Script;
  readonly value: Script;
}

/** `[item, ...spread]`. */
export interface ArrayLiteral {
  readonly kind: "array";
  readonly items: readonly ArrayPart[];
  readonly below?: readonly string[];
}

/** An item of a list. */
export interface ArrayPart extends Remarks {
  readonly value: Script;
  readonly spread?: true;
}

/** `callee(argument, …)`. */
export interface CallScript {
  readonly kind: "call";
  readonly callee: Script;
  readonly arguments: readonly Script[];
  readonly isNew?: true;
}

/** `(parameters) => result`. */
export interface Arrow {
  readonly kind: "arrow";
  readonly parameters: string;
  readonly result: Script;
}

/** `object.name`, `object["na me"]`. */
export interface Member {
  readonly kind: "member";
  readonly object: Script;
  readonly property: string | Script;
}

/** `left + right`, or with one operand `-operand`. */
export interface Operation {
  readonly kind: "operation";
  readonly operator: string;
  readonly operands: readonly [Script] | readonly [Script, Script];
}

/** `condition ? whenTrue : whenFalse`. */
interface Choice {
  readonly kind: "choice";
  readonly condition: Script;
  readonly whenTrue: Script;
  readonly whenFalse: Script;
}

/** A name, a number or another operand as it is. */
export function code(written: string): Code {
  return { kind: "code", text: written };
}

/** A text. */
export function text(value: string): TextLiteral {
  return { kind: "text", value };
}

/** A list. */
export function array(values: readonly Script[]): ArrayLiteral {
  return { kind: "array", items: values.map((value) => ({ value })) };
}

/** An object of some keys. */
export function object(entries: readonly (readonly [string | Script, Script])[]): ObjectLiteral {
  return { kind: "object", entries: entries.map(([key, value]) => ({ key, value })) };
}

/** A call of a function that has a name: `call("Number", value)`, or of an expression. */
export function call(callee: string | Script, ...given: readonly Script[]): CallScript {
  return { kind: "call", callee: typeof callee === "string" ? code(callee) : callee, arguments: given };
}

/** A call of a method. */
export function method(of: Script, name: string, ...given: readonly Script[]): CallScript {
  return call(member(of, name), ...given);
}

/** A part of a value that is surely there. */
export function member(of: Script, property: string | Script): Member {
  return { kind: "member", object: of, property };
}

/** `condition ? whenTrue : whenFalse`. */
export function choice(condition: Script, whenTrue: Script, whenFalse: Script): Script {
  return { kind: "choice", condition, whenTrue, whenFalse };
}

/** An expression with an operator between two operands, or before the only one. */
export function operation(operator: string, first: Script, second?: Script): Operation {
  return { kind: "operation", operator, operands: second === undefined ? [first] : [first, second] };
}

/** Plain data as an expression. */
export function data(value: unknown): Script {
  if (typeof value === "string") return text(value);
  if (typeof value === "bigint") return code(`${value}n`);
  if (Array.isArray(value)) return array(value.map(data));
  if (typeof value === "object" && value !== null) {
    return object(Object.entries(value).map(([key, item]: [string, unknown]) => [key, data(item)]));
  }
  return code(Object.is(value, -0) ? "-0" : String(value));
}
