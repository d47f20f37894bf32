import type { Type } from "../../hcl/values/types.ts";
import { call, code, member, method, operation, type Script } from "../syntax/script.ts";

/** An argument of a call: its translation, and the type of its value as far as that is known. */
export interface Argument {
  readonly script: Script;
  readonly type: Type;
}

/** A call in TypeScript. */
export interface FunctionScript {
  readonly script: Script;
  /** For which values it is another one than HCL's, where it is for some. */
  readonly remark?: string;
}

type Make = (given: readonly Argument[]) => Script | FunctionScript | undefined;

/**
 * A call of HCL's function as what is the same in TypeScript, for all values of the arguments' types: a value for which HCL's
 * has none may be an error of another kind. `undefined` where nothing plainly is the same. Numbers count as doubles.
 */
export function functionScript(name: string, given: readonly Argument[]): FunctionScript | undefined {
  const made = Object.hasOwn(functions, name) ? functions[name]?.(given) : undefined;
  return made === undefined || "script" in made ? made : { script: made };
}

/** Of functions of Nomad's HCL, by name. */
export const functions: Readonly<Record<string, Make>> = {
  upper: ([value]) =>
    withRemark(onText(value, "toUpperCase"), 'toUpperCase() turns "ß" into "SS", upper() of HCL does not'),
  lower: ([value]) =>
    withRemark(
      onText(value, "toLowerCase"),
      'toLowerCase() turns "Σ" at the end of a word into "ς", lower() of HCL into "σ"',
    ),
  trimspace: ([value]) =>
    withRemark(
      onText(value, "trim"),
      "trim() takes U+FEFF away and leaves U+0085, trimspace() of HCL the other way round",
    ),
  distinct: ([list]) => (isPlainList(list) && isOfOneKind([list]) ? distinct(list.script) : undefined),
  join: ([separator, list, ...others]) => {
    const [between, items] = [textOf(separator), textsOf(list)];
    return between === undefined || items === undefined || others.length > 0
      ? undefined
      : method(items, "join", between);
  },
  split: ([separator, value]) =>
    // Without a separator, HCL counts characters otherwise.
    isText(separator) && separator.script.value !== "" ? onText(value, "split", separator.script) : undefined,
  replace: ([value, from, to]) => {
    if (!isText(from) || from.script.value === "") return undefined;
    const by = textOf(to);
    if (by === undefined) return undefined;
    // A dollar sign would mean something.
    const isLiteral = by.kind === "text" && !by.value.includes("$");
    return onText(
      value,
      "replaceAll",
      from.script,
      isLiteral ? by : { kind: "arrow", parameters: "()", result: by },
    );
  },
  concat: (lists) =>
    // Of lists of numbers and of texts, HCL makes one of texts.
    lists.length > 0 && lists.every(isList) && (lists.some(isTuple) || isOfOneKind(lists))
      ? {
          kind: "array",
          items: lists.flatMap(({ script }) =>
            script.kind === "array" ? script.items : [{ value: script, spread: true as const }],
          ),
        }
      : undefined,
  merge: (maps) =>
    maps.every(isKeyed)
      ? { kind: "object", entries: maps.map(({ script }) => ({ value: script })) }
      : undefined,
  length: ([value]) => {
    const kind = value?.type.kind;
    if (value === undefined) return undefined;
    if (kind === "list" || kind === "set" || kind === "tuple") return member(value.script, "length");
    return kind === "map" || kind === "object"
      ? member(call("Object.keys", value.script), "length")
      : undefined;
  },
  strlen: ([value]) => {
    const given = textOf(value);
    if (given === undefined) return undefined;
    // Characters as readers count them.
    const segments = method({ ...call("Intl.Segmenter"), isNew: true }, "segment", given);
    return member({ kind: "array", items: [{ value: segments, spread: true }] }, "length");
  },
  keys: ([value]) => (isKeyed(value) ? method(call("Object.keys", value.script), "sort") : undefined),
  contains: ([list, value]) =>
    isPlainList(list) && isPlain(value?.type) && value !== undefined
      ? method(list.script, "includes", value.script)
      : undefined,
  lookup: ([map, key, otherwise]) => {
    const name = textOf(key);
    if (!isKeyed(map) || name === undefined || otherwise === undefined) return undefined;
    if (map.type.kind === "map" && map.type.element.kind !== otherwise.type.kind) return undefined;
    return call("at", map.script, name, otherwise.script);
  },
  element: ([list, index]) => {
    const number = numberOf(index);
    return isList(list) && number !== undefined
      ? call("at", list.script, operation("%", number, member(list.script, "length")))
      : undefined;
  },
  range: ([end, ...others]) => {
    const count = numberOf(end);
    if (count === undefined || others.length > 0) return undefined;
    // Where HCL counts downwards, or to a fraction, this throws.
    return { kind: "array", items: [{ value: method(call("Array", count), "keys"), spread: true }] };
  },
  min: (numbers) => onNumbers("Math.min", numbers),
  max: (numbers) => onNumbers("Math.max", numbers),
  abs: (numbers) => onNumbers("Math.abs", numbers),
  ceil: (numbers) => rounded("Math.ceil", numbers),
  floor: (numbers) => rounded("Math.floor", numbers),
  format: ([pattern, ...values]) => formatScript(pattern, values),
  formatlist: ([pattern, list, ...others]) => {
    if (!isList(list) || others.length > 0) return undefined;
    const [type] = itemTypes(list.type);
    if (type === undefined || !isOfOneKind([list])) return undefined;
    const result = formatScript(pattern, [{ script: code("item"), type }]);
    return result === undefined
      ? undefined
      : method(list.script, "map", { kind: "arrow", parameters: "(item)", result });
  },
};

function isList(argument: Argument | undefined): argument is Argument {
  return argument?.type.kind === "list" || argument?.type.kind === "tuple";
}

function isTuple({ type }: Argument): boolean {
  return type.kind === "tuple";
}

/** Whether all items of some lists have types of one kind: HCL converts them to a common one otherwise. */
function isOfOneKind(lists: readonly Argument[]): boolean {
  return new Set(lists.flatMap(({ type }) => itemTypes(type).map(({ kind }) => kind))).size <= 1;
}

function isKeyed(argument: Argument | undefined): argument is Argument {
  return argument?.type.kind === "map" || argument?.type.kind === "object";
}

/** Whether values of a type are the same where `===` says so. */
function isPlain(type: Type | undefined): boolean {
  return type?.kind === "string" || type?.kind === "number" || type?.kind === "bool";
}

function isPlainList(argument: Argument | undefined): argument is Argument {
  return isList(argument) && itemTypes(argument.type).every((type) => isPlain(type));
}

/** The types of a list's items; of a list whose type nobody knows, it is written as one of texts. */
function itemTypes(type: Type): readonly Type[] {
  if (type.kind === "tuple") return type.items;
  return "element" in type ? [type.element] : [];
}

function distinct(list: Script): Script {
  return { kind: "array", items: [{ value: { ...call("Set", list), isNew: true }, spread: true }] };
}

function onText(value: Argument | undefined, name: string, ...given: readonly Script[]): Script | undefined {
  const script = textOf(value);
  return script === undefined ? undefined : method(script, name, ...given);
}

function withRemark(script: Script | undefined, remark: string): FunctionScript | undefined {
  return script === undefined ? undefined : { script, remark };
}

/** The argument where a text is wanted. What has no type is written as a text. */
function textOf(argument: Argument | undefined): Script | undefined {
  switch (argument?.type.kind) {
    case "string":
    case "dynamic":
      return argument.script;
    case "number":
    case "bool":
      return call("String", argument.script);
    default:
      return undefined;
  }
}

function textsOf(list: Argument | undefined): Script | undefined {
  // `join` turns numbers and bools into texts by itself.
  return isList(list) && itemTypes(list.type).every((type) => type.kind === "dynamic" || isPlain(type))
    ? list.script
    : undefined;
}

function numberOf(argument: Argument | undefined): Script | undefined {
  switch (argument?.type.kind) {
    case "number":
      return argument.script;
    case "string":
    case "dynamic":
      return call("toNumber", argument.script);
    default:
      return undefined;
  }
}

function onNumbers(callee: string, numbers: readonly Argument[]): Script | undefined {
  const scripts = numbers.flatMap((each) => numberOf(each) ?? []);
  return scripts.length > 0 && scripts.length === numbers.length ? call(callee, ...scripts) : undefined;
}

/** Of the result of an operation, the last digit may be another in doubles. */
function rounded(callee: string, numbers: readonly Argument[]): FunctionScript | Script | undefined {
  const script = onNumbers(callee, numbers);
  const isComputed = numbers.some((each) => each.script.kind === "operation");
  return isComputed
    ? withRemark(script, "Numbers are doubles: 1.1 * 10 is 11.000000000000002 here, and 11 in HCL")
    : script;
}

/** A text that is written where it stands. */
function isText(
  argument: Argument | undefined,
): argument is Argument & { readonly script: { kind: "text"; value: string } } {
  return argument?.script.kind === "text";
}

/** A format of `%s`, `%d` and `%v` alone, as a template. */
function formatScript(pattern: Argument | undefined, values: readonly Argument[]): Script | undefined {
  if (!isText(pattern)) return undefined;
  const pieces = pattern.script.value.split(/(%.)/s);
  const parts: (string | Script)[] = [];
  let next = 0;
  for (const piece of pieces) {
    if (piece === "%%") parts.push("%");
    else if (piece.startsWith("%")) {
      const script = formatted(piece, values[next]);
      if (script === undefined) return undefined;
      parts.push(script);
      next += 1;
    } else if (piece !== "") parts.push(piece);
  }
  return next === values.length ? { kind: "template", parts } : undefined;
}

function formatted(verb: string, value: Argument | undefined): Script | undefined {
  const kind = value?.type.kind;
  const fits =
    (verb === "%s" && isPlain(value?.type)) ||
    // HCL writes 1000000 as 1e+06 with %v.
    (verb === "%v" && (kind === "string" || kind === "bool")) ||
    (verb === "%d" && kind === "number");
  return fits ? value?.script : undefined;
}
