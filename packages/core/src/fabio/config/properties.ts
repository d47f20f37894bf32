import { quote } from "../../go/quote.ts";

/** Keys and values with nothing expanded, or what is wrong with the text. */
export type Properties = { readonly values: ReadonlyMap<string, string> } | { readonly error: string };

const names: Readonly<Record<string, string>> = { f: "\f", n: "\n", r: "\r", t: "\t" };
const MAX_DEPTH = 64;

/** Twenty lines that each name the one before twice make a million characters of one: Fabio would fill its memory. */
const LONGEST_VALUE = 1_048_576;

/**
 * Reads Java properties as Fabio does, `${name}` filled in with other keys and then with environment variables (unknown
 * ones are empty). The last of two equal keys wins. Any fault ends Fabio, also in keys that it does not use. A value that gets
 * longer than a mebibyte is refused, too.
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
  const expander = new Expander(raw, environ);
  for (const key of raw.keys()) {
    const expanded = expander.expand(key, []);
    if ("error" in expanded) return expanded;
    values.set(key, expanded.text);
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

/** A value with everything filled in, and how many references deep it is. */
interface Expanded {
  readonly text: string;
  readonly depth: number;
}

/** Fills in references. Each key is expanded once, however often it is named. */
class Expander {
  readonly #values: ReadonlyMap<string, string>;
  readonly #environ: Readonly<Record<string, string>>;
  readonly #known = new Map<string, Expanded>();

  constructor(values: ReadonlyMap<string, string>, environ: Readonly<Record<string, string>>) {
    this.#values = values;
    this.#environ = environ;
  }

  /** The value of `within`'s last key; the others are those whose values are being filled in. */
  expand(key: string, within: readonly string[]): Expanded | { readonly error: string } {
    if (within.includes(key)) return { error: this.#circular(within) };
    if (within.length >= MAX_DEPTH) return { error: "expansion too deep" };
    const known = this.#known.get(key);
    if (known !== undefined) {
      return within.length + known.depth > MAX_DEPTH ? { error: "expansion too deep" } : known;
    }
    const own = Object.hasOwn(this.#environ, key) ? this.#environ[key] : undefined;
    const expanded = this.#fill(this.#values.get(key) ?? own ?? "", [...within, key]);
    if (!("error" in expanded)) this.#known.set(key, expanded);
    return expanded;
  }

  #fill(text: string, within: readonly string[]): Expanded | { readonly error: string } {
    let [done, rest, depth, length]: [string[], string, number, number] = [[], text, 1, text.length];
    for (;;) {
      const start = rest.indexOf("${");
      if (start === -1) return { text: [...done, rest].join(""), depth };
      const end = rest.indexOf("}", start);
      if (end === -1) return { error: "malformed expression" };
      const filled = this.expand(rest.slice(start + 2, end), within);
      if ("error" in filled) return filled;
      depth = Math.max(depth, filled.depth + 1);
      length += filled.text.length - (end + 1 - start);
      if (length > LONGEST_VALUE) {
        const key = quote(within[0] ?? "");
        return {
          error: `the value of ${key} is longer than ${LONGEST_VALUE} characters once it is filled in`,
        };
      }
      done.push(...[rest.slice(0, start), filled.text].filter((part) => part !== ""));
      rest = rest.slice(end + 1);
      // A filled-in text may be half of another reference: its dollar sign, or its brace.
      const [last = "", before = ""] = done.slice(-2).toReversed();
      const isOpen =
        (before.endsWith("$") && last.startsWith("{")) || (last.endsWith("$") && rest.startsWith("{"));
      if (isOpen) rest = done.splice(-2).join("") + rest;
    }
  }

  #circular(keys: readonly string[]): string {
    const lines = keys.map((key) => `${key}=${this.#values.get(key) ?? ""}\n`);
    return `circular reference in:\n${lines.join("")}`;
  }
}
