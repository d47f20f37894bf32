import type { OtherMatcher, PrefixMatcher, SuffixMatcher, TextMatcher } from "./matcher.ts";
import { runeEnds, runeStarts } from "./rune-matchers.ts";
import { runesOf } from "./utf8.ts";

/** Exactly these bytes. */
export function textMatcher(text: string): TextMatcher {
  return {
    kind: "text",
    bytes: text,
    length: [...runesOf(text)].length,
    match: (bytes) => bytes === text,
    index: (bytes) => found(bytes.indexOf(text), [text.length]),
  };
}

/** Matches texts that start with `prefix`. */
export function prefixMatcher(prefix: string): PrefixMatcher {
  return {
    kind: "prefix",
    prefix,
    length: -1,
    match: (bytes) => bytes.startsWith(prefix),
    index(bytes) {
      const at = bytes.indexOf(prefix);
      if (at === -1) return undefined;
      const ends = runeEnds(bytes.slice(at + prefix.length));
      return { at, lengths: [0, ...ends].map((end) => prefix.length + end) };
    },
  };
}

/** Matches texts that end with `suffix`. */
export function suffixMatcher(suffix: string): SuffixMatcher {
  return {
    kind: "suffix",
    suffix,
    length: -1,
    match: (bytes) => bytes.endsWith(suffix),
    index(bytes) {
      const at = bytes.indexOf(suffix);
      return at === -1 ? undefined : { at: 0, lengths: [at + suffix.length] };
    },
  };
}

/** Matches texts that start with `prefix` and end with `suffix`. Both may share bytes: `a*a` is also `a`. */
export function prefixSuffixMatcher(prefix: string, suffix: string): OtherMatcher {
  return {
    kind: "prefix-suffix",
    length: -1,
    match: (bytes) => bytes.startsWith(prefix) && bytes.endsWith(suffix),
    index(bytes) {
      const at = bytes.indexOf(prefix);
      if (at === -1) return undefined;
      const lengths: number[] = [];
      let rest = bytes.slice(at);
      for (let last = rest.lastIndexOf(suffix); last !== -1; last = rest.lastIndexOf(suffix)) {
        lengths.unshift(last + suffix.length);
        rest = rest.slice(0, last);
      }
      return lengths.length === 0 ? undefined : { at, lengths };
    },
  };
}

/** Matches texts that contain `needle`, or with `not` those that do not. */
export function containsMatcher(needle: string, not: boolean): OtherMatcher {
  return {
    kind: "contains",
    length: -1,
    match: (bytes) => bytes.includes(needle) !== not,
    index(bytes) {
      const at = bytes.indexOf(needle);
      if (not) return { at: 0, lengths: runeStarts(at === -1 ? bytes : bytes.slice(0, at)) };
      if (at === -1) return undefined;
      const end = at + needle.length;
      return { at: 0, lengths: runeStarts(bytes.slice(end)).map((start) => end + start) };
    },
  };
}

function found(at: number, lengths: readonly number[]) {
  return at === -1 ? undefined : { at, lengths };
}
