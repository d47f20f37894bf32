import { parseDuration } from "../../units/duration.ts";
import { isFloat, parseFloat } from "../../go/parse-float.ts";
import { parseInt } from "../../go/parse-int.ts";
import { quote } from "../../go/quote.ts";
import { trimSpace } from "../../go/white-space.ts";
import type { FlagType, FlagValue } from "./fabio-flag.ts";

/**
 * A value as Go's flag package reads it: `left` is what a failed attempt leaves behind, and what is used instead when the
 * text came from the environment or a properties file, where nobody looks at the error.
 */
export type ReadValue = { readonly value: FlagValue } | { readonly error: string; readonly left: FlagValue };

const INT64 = { min: -(2n ** 63n), max: 2n ** 63n - 1n };
const UINT64 = { min: 0n, max: 2n ** 64n - 1n };

/**
 * Reads the text of a setting. Integers beyond 2^53 lose digits.
 * @see golang/go src/flag/flag.go; fabiolb/fabio config/flagset.go (1.7.3)
 */
export function readFlagValue(type: FlagType, text: string): ReadValue {
  switch (type) {
    case "string":
      return { value: text };
    case "bool": {
      const value = parseBool(text);
      return value === undefined ? { error: "parse error", left: false } : { value };
    }
    case "int":
    case "uint": {
      const read = parseInt(text, type === "int" ? INT64 : UINT64);
      if (!("error" in read)) return { value: Number(read.value) };
      const error = read.error === "invalid syntax" ? "parse error" : read.error;
      return { error, left: Number(read.nearest) };
    }
    case "float": {
      const value = parseFloat(text);
      return value === undefined ? { error: "parse error", left: 0 } : { value };
    }
    case "duration": {
      const value = parseDuration(text);
      return value === undefined ? { error: "parse error", left: 0 } : { value };
    }
    case "list":
      return { value: items(text) };
    case "floats":
      return readFloats(items(text));
  }
}

/** Reads a truth value as Go does; `undefined` for other texts, `yes` and `on` among them. */
export function parseBool(text: string): boolean | undefined {
  if (/^(?:1|t|T|true|TRUE|True)$/.test(text)) return true;
  return /^(?:0|f|F|false|FALSE|False)$/.test(text) ? false : undefined;
}

function items(text: string): string[] {
  return text
    .split(",")
    .map(trimSpace)
    .filter((item) => item !== "");
}

/** The numbers before the first bad one stay. */
function readFloats(texts: readonly string[]): ReadValue {
  const numbers: number[] = [];
  for (const text of texts) {
    const number = parseFloat(text);
    if (number === undefined) {
      const what = isFloat(text) ? "value out of range" : "invalid syntax";
      const reason = `strconv.ParseFloat: parsing ${quote(text)}: ${what}`;
      return { error: `error parsing float slice value ${text}: ${reason}`, left: numbers };
    }
    numbers.push(number);
  }
  return { value: numbers };
}
