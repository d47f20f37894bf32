import type { CallResult } from "../evaluate/hcl-function.ts";
import { isWhole, truncate } from "../values/big-float.ts";
import type { BigFloat } from "../values/big-float.ts";
import { convert } from "../values/convert.ts";
import { exactDecimal, fixedText, isWritable, roundDecimal, shortestDecimal } from "../values/number-text.ts";
import type { Decimal } from "../values/number-text.ts";
import { boolType, numberType, stringType } from "../values/types.ts";
import type { Type } from "../values/types.ts";
import { listValue, stringValue } from "../values/value.ts";
import type { Value } from "../values/value.ts";
import { any, asText, define, results, text } from "./define.ts";
import type { Functions } from "./define.ts";
import { graphemes } from "../../text/graphemes.ts";
import { jsonText, quoted } from "./json.ts";

const args = any("args", { allowsNull: true });

/**
 * Texts made by a pattern, as C's printf has it.
 * @see zclconf/go-cty cty/function/stdlib/{format.go,format_fsm.rl} (1.19.0)
 */
export const formatFunctions: Functions = {
  format: define(
    [text("format")],
    results.text,
    ([pattern, ...values]) => {
      const result = formatted(asText(pattern), values);
      return "text" in result ? { value: stringValue(result.text) } : result;
    },
    args,
  ),
  formatlist: define(
    [text("format")],
    results.texts,
    ([pattern, ...values]) => formatList(asText(pattern), values),
    args,
  ),
};

type Result = { readonly text: string } | { readonly problem: string; readonly argument?: number };

function formatList(pattern: string, values: readonly Value[]): CallResult {
  const lists = values.map((value) => ("items" in value ? value.items : undefined));
  const first = lists.findIndex((list) => list !== undefined);
  const length = lists[first]?.length ?? 1;
  const odd = lists.findIndex((list) => list !== undefined && list.length !== length);
  if (odd >= 0) {
    const detail = `argument ${odd + 1} has ${lists[odd]?.length ?? 0} elements, and argument ${first + 1} has ${length}`;
    return { problem: `${detail}: they must have the same number`, argument: odd + 1 };
  }
  const texts: Value[] = [];
  for (let index = 0; index < length; index += 1) {
    const row = values.map((value, position) => lists[position]?.[index] ?? value);
    const result = formatted(pattern, row);
    if ("problem" in result) return { problem: `element ${index}: ${result.problem}` };
    texts.push(stringValue(result.text));
  }
  return { value: listValue(stringType, texts) };
}

interface Verb {
  readonly raw: string;
  readonly offset: number;
  readonly flags: string;
  readonly width: number | undefined;
  readonly precision: number | undefined;
  readonly mode: string;
}

/** A width or precision beyond that would only fill the memory. */
const widest = 100_000;

const verbPattern = /%([0#\-+ ]*)([1-9]\d*)?(?:\.(\d*))?(?:\[([1-9]\d*)\])?([A-Za-z])/y;

function formatted(pattern: string, values: readonly Value[]): Result {
  let result = "";
  let next = 1;
  let highest = 0;
  for (let index = 0; index < pattern.length;) {
    const percent = pattern.indexOf("%", index);
    if (percent < 0) {
      result += pattern.slice(index);
      break;
    }
    result += pattern.slice(index, percent);
    if (pattern[percent + 1] === "%") {
      result += "%";
      index = percent + 2;
      continue;
    }
    verbPattern.lastIndex = percent;
    const match = verbPattern.exec(pattern);
    if (match === null) return { problem: brokenVerb(pattern, percent) };
    const [raw, flags = "", width, precision, position, mode = ""] = match;
    const at = position === undefined ? next : Number(position);
    const verb: Verb = {
      raw,
      offset: percent,
      flags,
      width: width === undefined ? undefined : Number(width),
      precision: precision === undefined ? undefined : Number(precision),
      mode,
    };
    if ((verb.width ?? 0) > widest || (verb.precision ?? 0) > widest) {
      return { problem: `the width in ${JSON.stringify(raw)} is beyond ${widest}` };
    }
    const value = values[at - 1];
    highest = Math.max(highest, at);
    if (value === undefined) {
      const count = values.length === 1 ? "there is 1" : `there are ${values.length}`;
      return { problem: `not enough arguments: ${describe(verb)} takes number ${at}, and ${count}` };
    }
    const part = formattedValue(verb, value);
    if ("problem" in part) return part;
    result += part.text;
    next = at + 1;
    index = percent + raw.length;
  }
  if (highest < values.length) {
    const used = highest === 0 ? "no verbs in the format" : `the format uses only ${highest}`;
    return { problem: `too many arguments: ${used}`, argument: highest + 1 };
  }
  return { text: result };
}

function brokenVerb(pattern: string, start: number): string {
  let index = start + 1;
  while (index < pattern.length && /[0-9#\-+ .[\]]/.test(pattern.charAt(index))) index += 1;
  const character = String.fromCodePoint(pattern.codePointAt(index) ?? 0x20);
  if (index >= pattern.length) return `the format ends within ${JSON.stringify(pattern.slice(start))}`;
  return `${JSON.stringify(character)} cannot be used in a format at offset ${index}: write %% for a percent sign`;
}

function describe(verb: Verb): string {
  return `${JSON.stringify(verb.raw)} at offset ${verb.offset}`;
}

function formattedValue(verb: Verb, value: Value): Result {
  const { mode } = verb;
  if (!/[vtbdoxXeEfgGsq]/.test(mode))
    return { problem: `there is no verb ${JSON.stringify(mode)}: ${describe(verb)}` };
  if (mode === "v") return asItIs(verb, value);
  if (value.kind === "null") return { problem: `null has no format: ${describe(verb)}` };
  const want: Type = mode === "t" ? boolType : mode === "s" || mode === "q" ? stringType : numberType;
  const converted = convert(value, want);
  if ("problem" in converted)
    return { problem: `unsupported value for ${describe(verb)}: ${converted.problem}` };
  const given = converted.value;
  if (given.kind === "bool") return { text: String(given.value) };
  if (given.kind === "string") return { text: padded(verb, cutText(verb, given.value)) };
  return given.kind === "number"
    ? formattedNumber(verb, given.value)
    : { problem: "this value is not known" };
}

function cutText(verb: Verb, given: string): string {
  // A precision of 0 is none.
  const kept =
    verb.precision === undefined || verb.precision === 0
      ? given
      : graphemes(given).slice(0, verb.precision).join("");
  return verb.mode === "q" ? quoted(kept) : kept;
}

function asItIs(verb: Verb, value: Value): Result {
  const isPlain = !verb.flags.includes("#");
  if (isPlain && value.kind === "string") return { text: padded(verb, value.value) };
  if (isPlain && value.kind === "number") return { text: padded(verb, shortText(value.value)) };
  const json = jsonText(value);
  return "problem" in json
    ? { problem: `unsupported value for ${describe(verb)}: ${json.problem}` }
    : { text: padded(verb, json.text) };
}

function shortText(number: BigFloat): string {
  const sign = number.negative ? "-" : number.infinite ? "+" : "";
  return sign + (number.infinite ? "Inf" : generalText(number, undefined, "e"));
}

/** Fills a text up to the width, in characters as readers count them. */
function padded(verb: Verb, given: string): string {
  const missing = (verb.width ?? 0) - graphemes(given).length;
  if (missing <= 0) return given;
  const padding = (verb.flags.includes("0") ? "0" : " ").repeat(missing);
  return verb.flags.includes("-") ? given + padding : padding + given;
}

const bases: Readonly<Record<string, number>> = { b: 2, d: 10, o: 8, x: 16, X: 16 };
const prefixes: Readonly<Record<string, string>> = { b: "0b", o: "0", x: "0x", X: "0X" };

function formattedNumber(verb: Verb, number: BigFloat): Result {
  const base = bases[verb.mode];
  if (base === undefined) {
    const digits = floatDigits(verb, number);
    const sign = number.infinite && !number.negative ? "+" : signOf(verb, number.negative);
    return { text: numberField(verb, sign, digits, number.infinite ? "never" : "always") };
  }
  if (!isWhole(number))
    return { problem: `unsupported value for ${describe(verb)}: a whole number is required` };
  if (!isWritable(number)) return { problem: "this number has more than a million digits" };
  const whole = truncate(number);
  // As C has it: no digits where none are asked for.
  if (whole === 0n && verb.precision === 0) return { text: "" };
  const magnitude = (whole < 0n ? -whole : whole).toString(base);
  const digits = (verb.mode === "X" ? magnitude.toUpperCase() : magnitude).padStart(verb.precision ?? 0, "0");
  const prefix = verb.flags.includes("#") ? (prefixes[verb.mode] ?? "") : "";
  const zeros = verb.precision === undefined && !verb.flags.includes("-") ? "always" : "never";
  return { text: numberField(verb, signOf(verb, whole < 0n) + prefix, digits, zeros) };
}

function signOf({ flags }: Verb, negative: boolean): string {
  if (negative) return "-";
  if (flags.includes("+")) return "+";
  return flags.includes(" ") ? " " : "";
}

/** Sign and digits in a field of the verb's width; zeros go between the two. */
function numberField(
  { flags, width = 0 }: Verb,
  sign: string,
  digits: string,
  takesZeros: "always" | "never",
): string {
  const missing = width - sign.length - digits.length;
  if (missing <= 0) return sign + digits;
  if (flags.includes("0") && takesZeros === "always") return sign + "0".repeat(missing) + digits;
  if (flags.includes("-")) return sign + digits + " ".repeat(missing);
  return " ".repeat(missing) + sign + digits;
}

/** The digits that `%e`, `%f` and `%g` write, without a sign. */
function floatDigits({ mode, precision }: Verb, number: BigFloat): string {
  if (number.infinite) return "Inf";
  if (mode === "f") {
    const places = precision ?? 6;
    const exact = exactDecimal(number);
    return fixedText(roundDecimal(exact, exact.point + places), places);
  }
  if (mode === "e" || mode === "E") {
    const places = precision ?? 6;
    return exponentText(roundDecimal(exactDecimal(number), places + 1), places, mode);
  }
  return generalText(number, precision, mode === "G" ? "E" : "e");
}

/**
 * Plain for small exponents, else with one; as short as the number's own precision allows, or of so many digits.
 * @see golang/go math/big ftoa.go Float.Append
 */
function generalText(number: BigFloat, precision: number | undefined, mark: string): string {
  const digits = Math.max(1, precision ?? 1);
  const decimal =
    precision === undefined ? shortestDecimal(number) : roundDecimal(exactDecimal(number), digits);
  const count = decimal.digits.length;
  const exponent = decimal.digits === "" ? -1 : decimal.point - 1;
  const limit = precision === undefined ? 6 : digits > count && count >= decimal.point ? count : digits;
  if (exponent < -4 || exponent >= limit) return exponentText(decimal, Math.max(0, count - 1), mark);
  return fixedText(decimal, 0);
}

function exponentText({ digits, point }: Decimal, places: number, mark: string): string {
  const exponent = digits === "" ? 0 : point - 1;
  const fraction = digits.slice(1).padEnd(places, "0");
  const power = String(Math.abs(exponent)).padStart(2, "0");
  return `${digits.charAt(0) || "0"}${fraction === "" ? "" : `.${fraction}`}${mark}${exponent < 0 ? "-" : "+"}${power}`;
}
