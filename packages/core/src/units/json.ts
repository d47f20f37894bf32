import { parse, stringify } from "lossless-json";

/** Stands before an integer that was put in quotes: a character for private use. */
const MARK = "\ue000";

/**
 * Parses JSON and keeps integers that a double cannot hold as `bigint`: Nomad's indexes and times are 64-bit.
 * @throws {SyntaxError} with the position of the first mistake
 */
export function parseJson(text: string): unknown {
  // Without a long run of digits there is no such integer.
  if (!/\d{16}/.test(text)) return JSON.parse(text);
  // The built-in parser is many times faster than one that is written in JavaScript, so it gets such integers as texts.
  if (/\ue000|\\ue000/i.test(text)) return parseSlowly(text);
  const marked = text.replace(/"(?:[^"\\]|\\.)*"|-?\d{16,}(?![\d.eE]|\s*:)/g, (token) =>
    token.startsWith('"') ? token : `"${MARK}${token}"`,
  );
  try {
    const value: unknown = JSON.parse(marked);
    return unmarked(value);
  } catch {
    // The same mistake again, at its place in the text as it came.
    return parseSlowly(text);
  }
}

/** Writes JSON, `bigint` as a plain integer. */
export function stringifyJson(value: unknown, indent?: number): string {
  return stringify(value, undefined, indent) ?? "null";
}

function parseSlowly(text: string): unknown {
  return parse(text, undefined, keepInteger);
}

/** The value with its marked texts replaced by integers, in place: nobody else has it yet. */
function unmarked(value: unknown): unknown {
  if (typeof value === "string") return value.startsWith(MARK) ? keepInteger(value.slice(1)) : value;
  if (typeof value !== "object" || value === null) return value;
  for (const [key, item] of Object.entries(value)) {
    if (typeof item === "string" ? item.startsWith(MARK) : typeof item === "object") {
      Object.defineProperty(value, key, { value: unmarked(item) });
    }
  }
  return value;
}

function keepInteger(text: string): number | bigint {
  const value = Number(text);
  return Number.isSafeInteger(value) || !/^-?\d+$/.test(text) ? value : BigInt(text);
}
