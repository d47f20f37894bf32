import type { GlobNode } from "./syntax-tree.ts";
import { codePoints } from "./utf8.ts";

/** The pattern as a tree, or gobwas's message about what is wrong with it. */
export type ParsedGlob =
  | { readonly kind: "tree"; readonly children: readonly GlobNode[] }
  | { readonly kind: "error"; readonly error: string };

/**
 * The character that reading gives at the end and for what cannot be read. A NUL in the pattern is the same and ends
 * it.
 */
const END = "\0";
const REPLACEMENT = "\uFFFD";

/**
 * The parts of a glob. An unclosed `{` is fine, an unclosed `[` is not.
 * @see gobwas/glob syntax/lexer, syntax/ast (0.2.3)
 */
export function parseGlob(pattern: string): ParsedGlob {
  const reader = new PatternReader(pattern);
  const root: GlobNode[] = [];
  /** The children of what is open, innermost last; each `{` opens the alternatives and the first of them. */
  const open: { readonly alternatives: GlobNode[]; readonly outer: GlobNode[] }[] = [];
  let current = root;
  for (;;) {
    const character = reader.read();
    const group = open.at(-1);
    if (character === END) {
      return reader.error === undefined
        ? { kind: "tree", children: root }
        : { kind: "error", error: reader.error };
    } else if (character === "{") {
      const first: GlobNode[] = [];
      const alternatives: GlobNode[] = [{ kind: "pattern", children: first }];
      current.push({ kind: "any-of", children: alternatives });
      open.push({ alternatives, outer: current });
      current = first;
    } else if (character === "," && group !== undefined) {
      current = [];
      group.alternatives.push({ kind: "pattern", children: current });
    } else if (character === "}" && group !== undefined) {
      open.pop();
      current = group.outer;
    } else if (character === "[") {
      const range = parseRange(reader);
      if (typeof range === "string") return { kind: "error", error: range };
      current.push(range);
    } else if (character === "?") {
      current.push({ kind: "single" });
    } else if (character === "*") {
      const isSuper = reader.read() === "*";
      if (!isSuper) reader.unread();
      current.push({ kind: isSuper ? "super" : "any" });
    } else {
      reader.unread();
      const text = readText(reader, group === undefined ? "?*[{" : "?*[{},");
      if (text !== "") current.push({ kind: "text", text });
    }
    if (reader.error !== undefined) return { kind: "error", error: reader.error };
  }
}

/** Reads the part behind a `[`, or returns what is wrong with it. */
function parseRange(reader: PatternReader): GlobNode | string {
  const unclosed = "unexpected end of input";
  const notClosed = "expected close range character";
  let character = reader.read();
  const not = character === "!";
  if (not) character = reader.read();
  if (character === END) return unclosed;

  if (reader.peek() !== "-") {
    reader.unread();
    const characters = readText(reader, "]");
    const close = reader.read();
    if (close !== "]") return close === END ? unclosed : notClosed;
    return characters === "" ? "could not parse range" : { kind: "list", characters, not };
  }

  reader.read();
  const low = character;
  const high = reader.read();
  if (high === END) return unclosed;
  const close = reader.read();
  if (close !== "]") return close === END ? unclosed : notClosed;
  const [from, to] = [codeOf(low), codeOf(high)];
  return to < from
    ? `hi character '${high}' should be greater than lo '${low}'`
    : { kind: "range", low: from, high: to, not };
}

/** Text up to one of `breakers`, which stays to be read; `\` takes the next character as it is. */
function readText(reader: PatternReader, breakers: string): string {
  let text = "";
  let escaped = false;
  for (let character = reader.read(); character !== END; character = reader.read()) {
    if (!escaped && character === "\\") {
      escaped = true;
      continue;
    }
    if (!escaped && breakers.includes(character)) {
      reader.unread();
      break;
    }
    escaped = false;
    text += character;
  }
  return text;
}

function codeOf(character: string): number {
  return character.codePointAt(0) ?? 0;
}

/** Reads a pattern rune by rune, as the library does: U+FFFD cannot be read, and a NUL is taken for the end. */
class PatternReader {
  error: string | undefined;
  readonly #runes: readonly string[];
  #at = 0;
  #lastStep = 0;

  constructor(pattern: string) {
    this.#runes = codePoints(pattern).map((code) => String.fromCodePoint(code));
  }

  peek(): string {
    const rune = this.#runes[this.#at] ?? END;
    if (rune !== REPLACEMENT) return rune;
    this.error = "could not read rune";
    return END;
  }

  read(): string {
    const rune = this.peek();
    this.#lastStep = (this.#runes[this.#at] ?? REPLACEMENT) === REPLACEMENT ? 0 : 1;
    this.#at += this.#lastStep;
    return rune;
  }

  unread(): void {
    this.#at -= this.#lastStep;
  }
}
