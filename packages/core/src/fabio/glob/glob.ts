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

/** The time in which gobwas compiles a pattern grows with the cube of its pieces: Fabio would not come to an end. */
const MOST_PIECES = 1000;

/** The texts, stars and sets of a pattern, those of alternatives, too. */
function countPieces(nodes: readonly GlobNode[]): number {
  let sum = 0;
  // Not by itself for what is inside: the braces of a pattern may be as deep as it is long.
  const levels = [nodes];
  for (let level = levels.pop(); level !== undefined; level = levels.pop()) {
    sum += level.length;
    for (const node of level) if ("children" in node) levels.push(node.children);
  }
  return sum;
}

/**
 * Compiles a host or path pattern as Fabio does: `*` and `**` any text, `?` one character, `[a-c]`, `[abc]`, `[!a]`,
 * `{a,b}`, and `\` before any of these for itself. No character separates anything, so `*` spans dots and slashes.
 *
 * Answers are gobwas's in its oddities, too: `a*a` matches `a`, a `?` that stands alone matches the empty text,
 * `{a*,b?}.c` misses some texts, and characters beyond ASCII go wrong beside `?` and `{}`. A pattern of more than 1,000 pieces is
 * refused.
 * @see gobwas/glob Compile (0.2.3)
 */
export function compileGlob(pattern: string): CompiledGlob {
  const parsed = parseGlob(pattern);
  if (parsed.kind === "error") return parsed;
  const pieces = countPieces(parsed.children);
  if (pieces > MOST_PIECES)
    return { kind: "error", error: `${pieces} pieces, and at most ${MOST_PIECES} are compiled` };
  const matcher = compileTree({ kind: "pattern", children: parsed.children });
  const edge = (node: GlobNode | undefined) => (node?.kind === "text" && !mayPanic(matcher) ? node.text : "");
  return {
    kind: "glob",
    match: (text) => matcher.match(toBytes(text), new Map()),
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
