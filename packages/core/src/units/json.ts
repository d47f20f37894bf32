import { parse, stringify } from "lossless-json";

/**
 * Parses JSON and keeps integers that a double cannot hold as `bigint`: Nomad's indexes and times are 64-bit.
 * @throws {SyntaxError} with the position of the first mistake
 */
export function parseJson(text: string): unknown {
  // Without a long run of digits there is no such integer, and the built-in parser is many times faster.
  return /\d{16}/.test(text) ? parse(text, undefined, keepInteger) : JSON.parse(text);
}

/** Writes JSON, `bigint` as a plain integer. */
export function stringifyJson(value: unknown, indent?: number): string {
  return stringify(value, undefined, indent) ?? "null";
}

function keepInteger(text: string): number | bigint {
  const value = Number(text);
  return Number.isSafeInteger(value) || !/^-?\d+$/.test(text) ? value : BigInt(text);
}
