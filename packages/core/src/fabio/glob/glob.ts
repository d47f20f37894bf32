import { compileTree } from "./compile-tree.ts";
import { parseGlob } from "./parse-glob.ts";
import { toUtf8 } from "./utf8.ts";

/** A glob that can be matched, or what is wrong with it in the words of gobwas's library. */
export type CompiledGlob =
  | {
      readonly kind: "glob";
      /**
       * Whether the glob matches all of a text.
       * @throws {NomadxError} `invalid` for the few patterns with empty alternatives on which the library panics
       */
      match(text: string): boolean;
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
  return { kind: "glob", match: (text) => matcher.match(toUtf8(text)) };
}
