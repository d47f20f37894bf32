import type { Found, ListMatcher, OtherMatcher, SingleMatcher, SuperMatcher } from "./matcher.ts";
import { runeAt, runesOf, writtenWidth } from "./utf8.ts";

/** Any text. */
export function superMatcher(): SuperMatcher {
  return {
    kind: "super",
    length: -1,
    match: () => true,
    index: (bytes) => ({ at: 0, lengths: runeStarts(bytes) }),
  };
}

/** The empty text. */
export function nothingMatcher(): OtherMatcher {
  return {
    kind: "nothing",
    length: 0,
    match: (bytes) => bytes === "",
    index: () => ({ at: 0, lengths: [0] }),
  };
}

/** One rune; where it stands alone, no rune either. */
export function singleMatcher(): SingleMatcher {
  return { kind: "single", ...oneRune(() => true) };
}

/** A rune of a list, or with `not` one that is not in it. */
export function listMatcher(codes: readonly number[], not: boolean): ListMatcher {
  return { kind: "list", codes, not, ...oneRune((code) => codes.includes(code) !== not) };
}

/** A rune from `low` to `high`, or with `not` another one. */
export function rangeMatcher(low: number, high: number, not: boolean): OtherMatcher {
  return { kind: "range", ...oneRune((code) => (code >= low && code <= high) !== not) };
}

/** `limit` runes or more. */
export function minMatcher(limit: number): OtherMatcher {
  return {
    kind: "min",
    length: -1,
    match: (bytes) => runeCount(bytes) >= limit,
    index(bytes) {
      const ends = runeEnds(bytes).slice(limit - 1);
      // The library compares bytes with runes first, which changes nothing: there are never more runes than bytes.
      return ends.length === 0 ? undefined : { at: 0, lengths: ends };
    },
  };
}

/** `limit` runes or fewer. */
export function maxMatcher(limit: number): OtherMatcher {
  return {
    kind: "max",
    length: -1,
    match: (bytes) => runeCount(bytes) <= limit,
    index: (bytes) => ({ at: 0, lengths: [0, ...runeEnds(bytes).slice(0, limit)] }),
  };
}

/** Offsets at which a piece of any length may end: before each rune, and after the last one. */
export function runeStarts(bytes: string): number[] {
  return [...Array.from(runesOf(bytes), ({ at }) => at), bytes.length];
}

/** Offsets behind each rune, as the library counts them: see {@link writtenWidth}. */
export function runeEnds(bytes: string): number[] {
  return Array.from(runesOf(bytes), (rune) => rune.at + writtenWidth(rune));
}

function runeCount(bytes: string): number {
  let count = 0;
  for (let at = 0; at < bytes.length; at += runeAt(bytes, at).width) count++;
  return count;
}

function oneRune(fits: (code: number) => boolean) {
  return {
    length: 1,
    match(bytes: string): boolean {
      const { width, code } = runeAt(bytes, 0);
      return width === bytes.length && fits(code);
    },
    index(bytes: string): Found | undefined {
      for (const rune of runesOf(bytes)) {
        if (fits(rune.code)) return { at: rune.at, lengths: [writtenWidth(rune)] };
      }
      return undefined;
    },
  };
}
