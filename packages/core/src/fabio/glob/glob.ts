import { toBytes } from "../../go/bytes.ts";
import { compileTree } from "./compile-tree.ts";
import type { Matcher } from "./matcher.ts";
import { parseGlob } from "./parse-glob.ts";
import type { GlobNode } from "./syntax-tree.ts";

/** A glob that can be matched, or what is wrong with it in the words of gobwas's library. */
export type CompiledGlob =
  | {
      readonly kind: "glob";
      /**
       * Whether the glob matches all of a text.
       * @throws {NomadxError} `invalid` for the few patterns with empty alternatives on which the library panics
       */
      match(text: string): boolean;
      /** Every text that matches, or on which the library panics, starts with this. "" says nothing. */
      readonly start: string;
      /** The same of the end, for texts in ASCII. */
      readonly end: string;
    }
  | { readonly kind: "error"; readonly error: string };

/**
 * Compiles a host or path pattern as Fabio does: `*` and `**` any text, `?` one character, `[a-c]`, `[abc]`, `[!a]`,
 * `{a,b}`, and `\` before any of these for itself. No character separates anything, so `*` spans dots and slashes.
 *
 * Answers are gobwas's in its oddities, too: `a*a` matches `a`, a `?` that stands alone matches the empty text,
 * `{a*,b?}.c` misses some texts, and characters beyond ASCII go wrong beside `?` and `{}`.
 * @see gobwas/glob Compile (0.2.3)
 */
export function compileGlob(pattern: string): CompiledGlob {
  const parsed = parseGlob(pattern);
  if (parsed.kind === "error") return parsed;
  const matcher = compileTree({ kind: "pattern", children: parsed.children });
  const edge = (node: GlobNode | undefined) => (node?.kind === "text" && !mayPanic(matcher) ? node.text : "");
  return {
    kind: "glob",
    match: (text) => matcher.match(toBytes(text)),
    start: edge(parsed.children[0]),
    end: edge(parsed.children.at(-1)),
  };
}

/** Whether there is a text on which the library panics: a row with a piece that takes nothing. */
function mayPanic(matcher: Matcher | undefined): boolean {
  switch (matcher?.kind) {
    case "row":
      return matcher.pieces.some((piece) => piece.length === 0 || mayPanic(piece));
    case "any-of":
      return matcher.pieces.some(mayPanic);
    case "tree":
      return [matcher.left, matcher.value, matcher.right].some(mayPanic);
    case undefined:
    case "super":
    case "single":
    case "list":
    case "text":
    case "prefix":
    case "suffix":
    case "range":
    case "nothing":
    case "min":
    case "max":
    case "every-of":
    case "prefix-suffix":
    case "contains":
      return false;
  }
}
