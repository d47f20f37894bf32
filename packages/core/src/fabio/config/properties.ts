import { quote } from "../../go/quote.ts";

/** Keys and values with nothing expanded, or what is wrong with the text. */
export type Properties = { readonly values: ReadonlyMap<string, string> } | { readonly error: string };

const names: Readonly<Record<string, string>> = { f: "\f", n: "\n", r: "\r", t: "\t" };
const MAX_DEPTH = 64;

/**
 * Reads Java properties as Fabio does, `${name}` filled in with other keys and then with environment variables (unknown
 * ones are empty). The last of two equal keys wins. Any fault ends Fabio, also in keys that it does not use.
 * @see magiconair/properties lex.go, properties.go (1.8.10)
 */
export function parseProperties(text: string, environ: Readonly<Record<string, string>>): Properties {
  const raw = new Map<string, string>();
  const scanner = new Scanner(text);
  for (;;) {
    scanner.skip(/[ \f\t\r\n]*/y);
    if (scanner.atEnd) break;
    if (scanner.skip(/[#!][^\r\n]*/y)) continue;
    const key = scanner.until(/[ \f\t\r\n:=]/);
    if (typeof key !== "string") return key;
    scanner.skip(/[ \f\t]*/y);
    scanner.skip(/[:=]/y);
    scanner.skip(/[ \f\t]*/y);
    const value = scanner.until(/[\r\n]/);
    if (typeof value !== "string") return value;
    // A line that starts with a separator: the value stands where a key is expected.
    if (key === "") return { error: scanner.problem(quote(value)) };
    raw.set(key, value);
  }
  const values = new Map<string, string>();
  for (const [key, value] of raw) {
    const expanded = expandReferences(value, [key], raw, environ);
    if (typeof expanded !== "string") return expanded;
    values.set(key, expanded);
  }
  return { values };
}

class Scanner {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  get atEnd(): boolean {
    return this.#at >= this.#text.length;
  }

  /** Goes behind what matches here, and says whether something did. */
  skip(sticky: RegExp): boolean {
    sticky.lastIndex = this.#at;
    const length = sticky.exec(this.#text)?.[0].length ?? 0;
    this.#at += length;
    return length > 0;
  }

  /** The text up to a character that matches, its escapes resolved. */
  until(end: RegExp): string | { readonly error: string } {
    let read = "";
    while (!this.atEnd) {
      const character = this.#text.charAt(this.#at);
      if (end.test(character)) break;
      this.#at++;
      if (character !== "\\") {
        read += character;
        continue;
      }
      const escaped = this.#text.charAt(this.#at++);
      if (escaped === "") return { error: this.problem("premature EOF") };
      // Keys cannot be continued: there a line end is a character like others.
      if (/[\r\n]/.test(escaped) && !end.test(" ")) this.skip(/[ \f\t]*/y);
      else if (escaped === "u") {
        const digits = /^[\da-fA-F]{4}/.exec(this.#text.slice(this.#at))?.[0];
        if (digits === undefined) return { error: this.problem("invalid unicode literal") };
        this.#at += 4;
        read += String.fromCharCode(Number.parseInt(digits, 16));
      } else read += names[escaped] ?? escaped;
    }
    return read;
  }

  problem(what: string): string {
    return `properties: Line ${this.#text.slice(0, this.#at).split("\n").length}: ${what}`;
  }
}

function circular(keys: readonly string[], values: ReadonlyMap<string, string>): string {
  const lines = keys.map((key) => `${key}=${values.get(key) ?? ""}\n`);
  return `circular reference in:\n${lines.join("")}`;
}

function expandReferences(
  text: string,
  within: readonly string[],
  values: ReadonlyMap<string, string>,
  environ: Readonly<Record<string, string>>,
): string | { readonly error: string } {
  if (within.length > MAX_DEPTH) return { error: "expansion too deep" };
  let rest = text;
  for (;;) {
    const start = rest.indexOf("${");
    if (start === -1) return rest;
    const end = rest.indexOf("}", start);
    if (end === -1) return { error: "malformed expression" };
    const key = rest.slice(start + 2, end);
    if (within.includes(key)) return { error: circular(within, values) };
    const expanded = expandReferences(
      values.get(key) ?? environ[key] ?? "",
      [...within, key],
      values,
      environ,
    );
    if (typeof expanded !== "string") return expanded;
    rest = rest.slice(0, start) + expanded + rest.slice(end + 1);
  }
}
