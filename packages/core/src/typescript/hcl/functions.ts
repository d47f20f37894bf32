import type { Type } from "../../hcl/values/types.ts";
import { call, code, member, method, object, operation, type Script } from "../syntax/script.ts";

type Make = (given: readonly Script[], types: readonly Type[]) => Script | undefined;

/** A call of HCL's function as what is the same in JavaScript; `undefined` where nothing plainly is. */
export function functionScript(
  name: string,
  given: readonly Script[],
  types: readonly Type[],
): Script | undefined {
  return Object.hasOwn(functions, name) ? functions[name]?.(given, types) : undefined;
}

/** Of functions of Nomad's HCL, by name. */
export const functions: Readonly<Record<string, Make>> = {
  upper: ([value]) => onText(value, "toUpperCase"),
  lower: ([value]) => onText(value, "toLowerCase"),
  trimspace: ([value]) => onText(value, "trim"),
  distinct: ([value]) => (value === undefined ? undefined : distinct(value)),
  join: ([separator, list, ...others]) =>
    separator === undefined || list === undefined || others.length > 0
      ? undefined
      : method(list, "join", separator),
  split: ([separator, value]) =>
    separator === undefined || value === undefined ? undefined : method(value, "split", separator),
  replace: ([value, from, to]) =>
    value === undefined || !isPlain(from) || !isPlain(to) ? undefined : method(value, "replaceAll", from, to),
  concat: (lists) => ({
    kind: "array",
    items: lists.flatMap((value) =>
      value.kind === "array" ? value.items : [{ value, spread: true as const }],
    ),
  }),
  merge: (maps) => ({ kind: "object", entries: maps.map((value) => ({ value })) }),
  length: ([value], [type]) => {
    if (value === undefined) return undefined;
    if (isList(type)) return member(value, "length");
    // Characters as readers count them.
    if (isText(type)) {
      const segments = method({ ...call("Intl.Segmenter"), isNew: true }, "segment", value);
      return member({ kind: "array", items: [{ value: segments, spread: true }] }, "length");
    }
    return type?.kind === "map" || type?.kind === "object"
      ? member(call("Object.keys", value), "length")
      : undefined;
  },
  keys: ([value]) => (value === undefined ? undefined : method(call("Object.keys", value), "sort")),
  contains: ([list, value]) =>
    list === undefined || value === undefined ? undefined : method(list, "includes", value),
  lookup: ([map, key, otherwise]) =>
    map === undefined || key === undefined || otherwise === undefined
      ? undefined
      : operation("??", member(map, key), otherwise),
  element: ([list, index], [type]) =>
    list === undefined || index === undefined || !isList(type)
      ? undefined
      : {
          kind: "member",
          object: list,
          property: operation("%", index, member(list, "length")),
          present: true,
        },
  range: ([end, ...others]) =>
    end === undefined || others.length > 0
      ? undefined
      : call("Array.from", object([["length", end]]), {
          kind: "arrow",
          parameters: "(_, index)",
          result: code("index"),
        }),
  min: (numbers) => call("Math.min", ...numbers),
  max: (numbers) => call("Math.max", ...numbers),
  abs: (numbers) => call("Math.abs", ...numbers),
  ceil: (numbers) => call("Math.ceil", ...numbers),
  floor: (numbers) => call("Math.floor", ...numbers),
  format: formatScript,
  formatlist: ([pattern, list, ...others], [, type]) => {
    if (pattern === undefined || list === undefined || others.length > 0 || !isList(type)) return undefined;
    const result = formatScript([pattern, code("item")]);
    return result === undefined
      ? undefined
      : method(list, "map", { kind: "arrow", parameters: "(item)", result });
  },
};

function isText(type: Type | undefined): boolean {
  return type?.kind === "string";
}

function isList(type: Type | undefined): boolean {
  return type?.kind === "list" || type?.kind === "tuple" || type?.kind === "set";
}

function distinct(list: Script): Script {
  return { kind: "array", items: [{ value: { ...call("Set", list), isNew: true }, spread: true }] };
}

function onText(value: Script | undefined, name: string): Script | undefined {
  return value === undefined ? undefined : method(value, name);
}

/** A text in which neither HCL nor JavaScript sees a pattern. */
function isPlain(script: Script | undefined): script is Script {
  return script?.kind === "text" && !/^\/.*\/$|\$/s.test(script.value);
}

/** A format of `%s`, `%d` and `%v` alone, as a template. */
function formatScript([pattern, ...values]: readonly Script[]): Script | undefined {
  if (pattern?.kind !== "text") return undefined;
  const pieces = pattern.value.split(/(%.)/s);
  const parts: (string | Script)[] = [];
  let next = 0;
  for (const piece of pieces) {
    if (piece === "%%") parts.push("%");
    else if (piece === "%s" || piece === "%d" || piece === "%v") {
      const value = values[next];
      if (value === undefined) return undefined;
      parts.push(value);
      next += 1;
    } else if (piece.startsWith("%")) return undefined;
    else if (piece !== "") parts.push(piece);
  }
  return next === values.length ? { kind: "template", parts } : undefined;
}
