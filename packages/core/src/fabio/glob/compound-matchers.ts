import { NomadxError } from "../../diagnostics/errors.ts";
import type {
  AnyOfMatcher,
  Found,
  Matcher,
  OtherMatcher,
  RowMatcher,
  TreeMatcher,
  Tried,
} from "./matcher.ts";
import { runeAt, runesOf } from "./utf8.ts";

/**
 * Pieces of fixed lengths, one behind the other. A piece is cut off after the first byte of its last rune, so beyond
 * ASCII rows go wrong.
 */
export function rowMatcher(pieces: readonly Matcher[]): RowMatcher {
  const length = pieces.reduce((sum, piece) => sum + piece.length, 0);
  const startsText = (bytes: string, tried: Tried): boolean => {
    let at = 0;
    for (const piece of pieces) {
      const cut = cutRunes(bytes.slice(at), piece.length);
      if (cut === undefined || !piece.match(cut, tried)) return false;
      at += cut.length;
    }
    return true;
  };
  return {
    kind: "row",
    pieces,
    length,
    match: (bytes, tried) => [...runesOf(bytes)].length === length && startsText(bytes, tried),
    index(bytes) {
      const tried: Tried = new Map();
      for (const { at } of runesOf(bytes)) {
        if (bytes.length - at < length) break;
        if (startsText(bytes.slice(at), tried)) return { at, lengths: [length] };
      }
      return undefined;
    },
  };
}

/**
 * The beginning of a text that is held against a piece of `count` runes; for 0 runes that is the whole text.
 * @throws {NomadxError} `invalid` for 0 runes of an empty text: there the library reads beyond the end and panics
 */
function cutRunes(bytes: string, count: number): string | undefined {
  let last = 0;
  let seen = 0;
  for (const { at } of runesOf(bytes)) {
    last = at;
    seen++;
    if (seen === count) break;
  }
  if (seen < count) return undefined;
  if (bytes === "") throw new NomadxError("invalid", "The glob panics: slice bounds out of range");
  return bytes.slice(0, last + 1);
}

/** Matches texts that one of the pieces matches. */
export function anyOfMatcher(pieces: readonly Matcher[]): AnyOfMatcher {
  return {
    kind: "any-of",
    pieces,
    length: commonLength(pieces),
    match: (bytes, tried) => pieces.some((piece) => piece.match(bytes, tried)),
    index(bytes) {
      let first: Found | undefined;
      for (const piece of pieces) {
        const found = piece.index(bytes);
        if (found === undefined || (first !== undefined && found.at > first.at)) continue;
        first =
          first === undefined || found.at < first.at
            ? found
            : { at: found.at, lengths: merge(first.lengths, found.lengths) };
      }
      return first;
    },
  };
}

/** The length of all pieces. Those without one count only after one with a length: `{*,ab}` is said to have 2. */
function commonLength(pieces: readonly Matcher[]): number {
  let length = -1;
  for (const piece of pieces) {
    if (length === -1) length = piece.length;
    else if (piece.length !== length) return -1;
  }
  return length;
}

/** Both lists, each sorted, as one. */
function merge(left: readonly number[], right: readonly number[]): number[] {
  return [...new Set([...left, ...right])].toSorted((a, b) => a - b);
}

/** Matches texts that all pieces match: a least and a greatest number of runes, and a text that must not occur. */
export function everyOfMatcher(pieces: readonly Matcher[]): OtherMatcher {
  return {
    kind: "every-of",
    length: -1,
    match: (bytes, tried) => pieces.every((piece) => piece.match(bytes, tried)),
    // All pieces that are ever put together here find themselves at 0, so their lengths can be compared as they are.
    index(bytes) {
      let lengths: readonly number[] | undefined;
      for (const piece of pieces) {
        const found = piece.index(bytes);
        if (found === undefined) return undefined;
        lengths = lengths === undefined ? found.lengths : lengths.filter((n) => found.lengths.includes(n));
        if (lengths.length === 0) return undefined;
      }
      return { at: 0, lengths: lengths ?? [] };
    },
  };
}

/**
 * A piece with what stands left and right of it. Fixed lengths left and right are runes but are taken for bytes, a tree
 * is never found within another piece, and the empty text never matches.
 */
export function treeMatcher(
  value: Matcher,
  left: Matcher | undefined,
  right: Matcher | undefined,
): TreeMatcher {
  const sideMatches = (side: Matcher | undefined, bytes: string, tried: Tried) =>
    side === undefined ? bytes === "" : side.match(bytes, tried);
  const matches = (bytes: string, tried: Tried): boolean => {
    let offset = Math.max(0, left?.length ?? 0);
    const limit = bytes.length - Math.max(0, right?.length ?? 0);
    while (offset < limit) {
      const found = value.index(bytes.slice(offset, limit));
      if (found === undefined) return false;
      const at = offset + found.at;
      if (sideMatches(left, bytes.slice(0, at), tried)) {
        const fits = (taken: number) => sideMatches(right, bytes.slice(at + taken), tried);
        if (found.lengths.toReversed().some(fits)) return true;
      }
      offset = at + runeAt(bytes, at).width;
    }
    return false;
  };
  const tree: TreeMatcher = {
    kind: "tree",
    value,
    left,
    right,
    // Were all lengths fixed, it would be a row.
    length: -1,
    match(bytes, tried) {
      const answers = tried.get(tree) ?? new Map<string, boolean>();
      tried.set(tree, answers);
      const answer = answers.get(bytes) ?? matches(bytes, tried);
      answers.set(bytes, answer);
      return answer;
    },
    index: () => undefined,
  };
  return tree;
}
