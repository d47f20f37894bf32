import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { evaluate } from "../../hcl/evaluate/evaluate.ts";
import { hclFunctions } from "../../hcl/functions/functions.ts";
import { parseExpression } from "../../hcl/parse-hcl.ts";
import { convert } from "../../hcl/values/convert.ts";
import { listOf, mapOf } from "../../hcl/values/types.ts";
import { typeOf, unknownValue, type Value } from "../../hcl/values/value.ts";
import { dataOf } from "../../jobspec/hcl/read/decode-value.ts";
import { at, toBool, toNumber } from "../../jobspec/variables/index.ts";
import { printScript } from "../syntax/print-script.ts";
import { code, data } from "../syntax/script.ts";
import { functions, functionScript, type Argument } from "./functions.ts";

const known = hclFunctions();

test("every function that is translated is one that Nomad has: Terraform has more", () => {
  expect(Object.keys(functions).filter((name) => !known.has(name))).toEqual([]);
});

/** Texts that mean something to JavaScript's functions, but none that HCL composes anew, or orders otherwise. */
const texts = fc.oneof(
  fc.constantFrom(
    "constructor",
    "__proto__",
    "toString",
    "length",
    "$&",
    "$1",
    "/a/",
    "",
    " ",
    "10",
    "9",
    "true",
    "a,b",
    "é",
    "👨‍👩‍👧",
    "%s",
    "\n",
  ),
  fc.string({ unit: "grapheme-ascii" }),
);
const numbers = fc.oneof(fc.integer({ min: -50, max: 50 }), fc.constantFrom(0.5, -1.5, 2.25, 1_000_000));
const plain = fc.oneof(texts, numbers, fc.boolean());
const lists = fc.oneof(
  fc.array(texts, { maxLength: 4 }),
  fc.array(numbers, { maxLength: 4 }),
  fc.array(plain, { maxLength: 4 }),
  fc.array(fc.array(numbers, { maxLength: 2 }), { maxLength: 3 }),
);
const maps = fc.dictionary(texts, plain, { maxKeys: 4 });
const anything = fc.oneof(plain, lists, maps);

/** Values for each place of a call; others may stand there as well, and are refused or converted. */
const places: Readonly<Record<string, readonly fc.Arbitrary<unknown>[]>> = {
  upper: [texts],
  lower: [texts],
  trimspace: [texts],
  distinct: [lists],
  join: [texts, lists],
  split: [texts, texts],
  replace: [texts, texts, texts],
  concat: [lists, lists],
  merge: [maps, maps],
  length: [fc.oneof(lists, maps)],
  strlen: [texts],
  keys: [maps],
  contains: [lists, plain],
  lookup: [maps, texts, plain],
  element: [lists, numbers],
  range: [numbers],
  min: [numbers, numbers],
  max: [numbers, numbers],
  abs: [numbers],
  ceil: [numbers],
  floor: [numbers],
  format: [fc.constantFrom("%s", "%d", "%v", "a%sb%%", "%s-%s"), plain],
  formatlist: [fc.constantFrom("%s", "%d", "%v", "<%s>"), lists],
};

const flags = fc.array(fc.boolean(), { minLength: 3, maxLength: 3 });

describe("a translated call gives what HCL's function gives, or throws", () => {
  test.each(Object.keys(functions))("%s", (name) => {
    const own = places[name] ?? [];
    const given = fc.oneof(
      { weight: 3, arbitrary: fc.tuple(...own) },
      fc.array(anything, { minLength: own.length, maxLength: own.length }),
    );
    let translated = 0;
    fc.assert(
      fc.property(given, flags, flags, (args, literal, typed) => {
        const values = args.map((arg, index) => hclValue(arg, typed[index] ?? false));
        const names = args.map((_, index) => `arg${index}`);
        const { value, problems } = evaluate(parseExpression(`${name}(${names.join(", ")})`).tree, {
          variables: new Map(values.map((each, index) => [`arg${index}`, each])),
          functions: known,
        });
        fc.pre(problems.length === 0);
        const argumentsGiven = args.map((arg, index): Argument => {
          const type = typeOf(values[index] ?? unknownValue);
          // As it stands in the file, or by a name.
          return { script: (literal[index] ?? false) ? data(arg) : code(`arg${index}`), type };
        });
        const made = functionScript(name, argumentsGiven);
        if (made === undefined || made.remark !== undefined) return;
        translated += 1;
        // oxlint-disable-next-line typescript/no-implied-eval -- an expression of our own
        const run = new Function("at", "toBool", "toNumber", ...names, `return ${printScript(made.script)};`);
        let result: unknown;
        try {
          result = run(at, toBool, toNumber, ...args);
        } catch {
          return;
        }
        const types = argumentsGiven.map(({ type }) => type.kind);
        expect({ types, args, result: asJson(result) }).toEqual({
          types,
          args,
          result: asJson(dataOf(value)),
        });
      }),
      { numRuns: 400 },
    );
    const isMarked =
      functionScript(name, [{ script: code("x"), type: { kind: "string" } }])?.remark !== undefined;
    expect(translated > 0 || isMarked).toBe(true);
  });
});

/** The value; a list whose items have one type, or a map, where one is asked for. */
function hclValue(plainData: unknown, isTyped: boolean): Value {
  const text = JSON.stringify(plainData).replace(/[$%](?=\{)/g, "$&$&");
  const { value } = evaluate(parseExpression(text).tree);
  if (!isTyped || (value.kind !== "tuple" && value.kind !== "object")) return value;
  const [element, ...others] =
    value.kind === "tuple" ? value.items.map(typeOf) : Array.from(value.entries.values(), typeOf);
  if (element === undefined || others.some(({ kind }) => kind !== element.kind)) return value;
  const converted = convert(value, value.kind === "tuple" ? listOf(element) : mapOf(element));
  return "value" in converted ? converted.value : value;
}

/** The same for objects whatever the order of their keys, and for 0 and -0. */
function asJson(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}
