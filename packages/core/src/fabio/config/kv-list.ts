import { quote } from "../../go/quote.ts";
import { trimSpace } from "../../go/white-space.ts";
import { unquote } from "../../go/unquote.ts";

/** One entry of such a list; a value without a key has the key "". */
export type KvEntry = ReadonlyMap<string, string>;

/** The entries, or Fabio's own word for what it stumbled over. */
export type KvList = { readonly entries: readonly KvEntry[] } | { readonly error: string };

/**
 * Reads Fabio's notation for lists of options: `:9999;proto=http,:443;cs=lab`. Keys and a first value without a key are
 * trimmed, values behind `=` are not; empty entries and pairs are skipped; the last of two equal keys wins. A value may
 * stand in double quotes with Go's escapes, and must where it contains a comma or semicolon.
 * @see fabiolb/fabio config/kvslice.go (1.7.3)
 */
export function parseKvList(text: string): KvList {
  const entries: Map<string, string>[] = [];
  let entry = new Map<string, string>();
  let state: State = "first";
  let key = "";
  let value = "";
  const endEntry = () => {
    if (entry.size > 0) entries.push(entry);
    entry = new Map();
    state = "first";
  };
  for (const token of tokens(text)) {
    if (token.kind === "error") return { error: token.text };
    const refused = { error: token.text };
    switch (state) {
      case "first":
      case "key":
        if (token.kind === "equal") return refused;
        if (token.kind !== "text") break;
        key = trimSpace(token.text);
        state = state === "first" ? "after-first" : "equal";
        break;
      case "after-first":
        if (token.kind === "text") return refused;
        if (token.kind === "equal") {
          state = "value";
          break;
        }
        if (key !== "") entry.set("", key);
        if (token.kind === "comma") endEntry();
        else state = "key";
        break;
      case "equal":
        if (token.kind !== "equal") return refused;
        state = "value";
        break;
      case "value":
        if (token.kind === "text" || token.kind === "equal") {
          value += token.text;
          break;
        }
        entry.set(key, value);
        value = "";
        if (token.kind === "comma") endEntry();
        else state = "key";
        break;
    }
  }
  // A key without `=` at the end is dropped.
  if (state === "value") entry.set(key, value);
  if (state === "after-first" && key !== "") entry.set("", key);
  endEntry();
  return { entries };
}

/**
 * Writes what `parseKvList` reads back to the same entries: an entry's value without a key comes first, and values are
 * quoted where they have to be.
 */
export function formatKvList(entries: readonly KvEntry[]): string {
  return entries
    .map((entry) => {
      const first = entry.get("");
      const pairs = [...entry]
        .filter(([key]) => key !== "")
        .map(([key, value]) => `${key}=${valueText(value)}`);
      return [...(first === undefined ? [] : [valueText(first)]), ...pairs].join(";");
    })
    .join(",");
}

type State = "first" | "after-first" | "key" | "equal" | "value";

interface Token {
  readonly kind: "text" | "equal" | "comma" | "semicolon" | "error";
  readonly text: string;
}

const marks: Readonly<Record<string, Token["kind"]>> = { ",": "comma", ";": "semicolon", "=": "equal" };

function* tokens(text: string): Generator<Token> {
  for (let at = 0; at < text.length;) {
    const character = text.charAt(at);
    const mark = marks[character];
    if (mark !== undefined) {
      yield { kind: mark, text: character };
      at++;
    } else if (character === '"' || character === "'") {
      const end = endOfQuote(text, at);
      if (typeof end !== "number") {
        yield { kind: "error", text: end.error };
        return;
      }
      const unquoted = unquote(text.slice(at, end));
      if (unquoted === undefined) {
        yield { kind: "error", text: "invalid escape sequence" };
        return;
      }
      yield { kind: "text", text: unquoted };
      at = end;
    } else {
      // The character that starts a text belongs to it, whatever it is.
      const length = text.slice(at + 1).search(/[,;=]/);
      const end = length === -1 ? text.length : at + 1 + length;
      yield { kind: "text", text: text.slice(at, end) };
      at = end;
    }
  }
}

/** Behind the quote that ends what starts at `start`. */
function endOfQuote(text: string, start: number): number | { readonly error: string } {
  const mark = text.charAt(start);
  for (let at = start + 1; at < text.length; at++) {
    if (text.charAt(at) === mark) return at + 1;
    if (text.charAt(at) === "\\") at++;
    if (at === text.length) return { error: "unterminated escape sequence" };
  }
  return { error: "unbalanced quotes" };
}

function valueText(value: string): string {
  return /[,;"'\\\n]/.test(value) ? quote(value) : value;
}
