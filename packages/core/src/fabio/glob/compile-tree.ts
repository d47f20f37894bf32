import { toBytes } from "../../go/bytes.ts";
import { factorAlternatives } from "./alternatives.ts";
import { anyOfMatcher, everyOfMatcher, rowMatcher, treeMatcher } from "./compound-matchers.ts";
import type { Matcher, TreeMatcher } from "./matcher.ts";
import {
  listMatcher,
  maxMatcher,
  minMatcher,
  nothingMatcher,
  rangeMatcher,
  singleMatcher,
  superMatcher,
} from "./rune-matchers.ts";
import type { GlobNode } from "./syntax-tree.ts";
import {
  containsMatcher,
  prefixMatcher,
  prefixSuffixMatcher,
  suffixMatcher,
  textMatcher,
} from "./text-matchers.ts";
import { codePoints, encodeRune } from "./utf8.ts";

/**
 * The matcher of a part of a glob, put together as gobwas does it without separators, oddities included.
 * @see gobwas/glob compiler (0.2.3)
 */
export function compileTree(node: GlobNode): Matcher {
  switch (node.kind) {
    case "any-of": {
      const factored = factorAlternatives(node.children);
      return factored === undefined
        ? anyOfMatcher(node.children.map((child) => simplify(compileTree(child))))
        : compileTree(factored);
    }
    case "pattern":
      if (node.children.length === 0) return nothingMatcher();
      return simplify(combine(glueLongest(node.children.map((child) => simplify(compileTree(child))))));
    case "any":
    case "super":
      return superMatcher();
    case "single":
      return singleMatcher();
    case "nothing":
      return nothingMatcher();
    case "list":
      return simplify(listMatcher(codePoints(node.characters), node.not));
    case "range":
      return rangeMatcher(node.low, node.high, node.not);
    case "text":
      return textMatcher(toBytes(node.text));
  }
}

/** The same in fewer steps, which is not always quite the same: `a*a` becomes "starts with a, ends with a". */
function simplify(matcher: Matcher): Matcher {
  switch (matcher.kind) {
    case "any-of": {
      const [only, ...others] = matcher.pieces;
      return only !== undefined && others.length === 0 ? only : matcher;
    }
    case "list": {
      const [only, ...others] = matcher.codes;
      return only !== undefined && others.length === 0 && !matcher.not
        ? textMatcher(encodeRune(only))
        : matcher;
    }
    case "tree":
      return simplifyTree(matcher);
    case "super":
    case "single":
    case "text":
    case "prefix":
    case "suffix":
    case "row":
    case "range":
    case "nothing":
    case "min":
    case "max":
    case "every-of":
    case "prefix-suffix":
    case "contains":
      return matcher;
  }
}

function simplifyTree(tree: TreeMatcher): Matcher {
  const { value } = tree;
  const left = tree.left && simplify(tree.left);
  const right = tree.right && simplify(tree.right);
  if (value.kind === "text") {
    if (left?.kind === "super" && right?.kind === "super") return containsMatcher(value.bytes, false);
    if (left?.kind === "super" && right === undefined) return suffixMatcher(value.bytes);
    if (left === undefined && right?.kind === "super") return prefixMatcher(value.bytes);
    if (left === undefined && right?.kind === "suffix") return prefixSuffixMatcher(value.bytes, right.suffix);
    if (left?.kind === "prefix" && right === undefined) return prefixSuffixMatcher(left.prefix, value.bytes);
  }
  return treeMatcher(value, left, right);
}

/** Pieces one behind the other as one: around the last of the longest ones whose length is fixed. */
function combine(matchers: readonly Matcher[]): Matcher {
  const [first, ...rest] = matchers;
  if (first === undefined) return nothingMatcher();
  if (rest.length === 0) return first;
  const glued = glue(matchers);
  if (glued !== undefined) return glued;

  let at = -1;
  let value: Matcher | undefined;
  for (const [index, matcher] of matchers.entries()) {
    if (matcher.length >= (value?.length ?? 0)) [at, value] = [index, matcher];
  }
  if (value === undefined) return treeMatcher(first, undefined, combine(rest));
  const [left, right] = [matchers.slice(0, at), matchers.slice(at + 1)];
  return treeMatcher(
    value,
    left.length > 0 ? combine(left) : undefined,
    right.length > 0 ? combine(right) : undefined,
  );
}

/** Replaces the run of pieces that glues best by one, again and again. */
function glueLongest(matchers: readonly Matcher[]): readonly Matcher[] {
  let best: { readonly glued: Matcher; readonly from: number; readonly to: number } | undefined;
  const ends = runEnds(matchers);
  for (const [from, candidates] of ends.entries()) {
    // Part of a run is neither longer nor wider than the run.
    for (const to of candidates) {
      const glued = glue(matchers.slice(from, to));
      if (glued === undefined) continue;
      const isLonger = best === undefined || best.to - best.from < to - from;
      const isWider = best !== undefined && best.glued.length > -1 && glued.length > best.glued.length;
      if (isLonger || isWider) best = { glued, from, to };
    }
  }
  if (best === undefined) return matchers;
  return glueLongest([...matchers.slice(0, best.from), best.glued, ...matchers.slice(best.to)]);
}

/** For each piece, where the runs that can be glued and begin with it end, the longer one first. */
function runEnds(matchers: readonly Matcher[]): readonly (readonly number[])[] {
  const ends: (readonly number[])[] = [];
  let [fixed, counted] = [matchers.length, matchers.length];
  for (let from = matchers.length - 1; from >= 0; from--) {
    const here = matchers[from];
    const next = matchers[from + 1];
    if (here?.length === -1) fixed = from;
    const list = here && countedList(here);
    if (list === undefined || next === undefined || countedList(next) !== list) counted = from + 1;
    ends.unshift([Math.max(fixed, counted), Math.min(fixed, counted)].filter((to) => to - from > 1));
  }
  return ends;
}

/** Two or more pieces as one, where they count runes only or have fixed lengths. */
function glue(matchers: readonly Matcher[]): Matcher | undefined {
  if (matchers.length < 2) return undefined;
  const counted = glueCounted(matchers);
  if (counted !== undefined) return counted;
  return matchers.every(({ length }) => length !== -1) ? rowMatcher(matchers) : undefined;
}

/**
 * `?`, `*` and `[!...]` as numbers of runes. Several `[!...]` must have the same list; of theirs remains that the list
 * as a whole does not occur, so that `[!ab][!ab]` matches `aa`.
 */
function glueCounted(matchers: readonly Matcher[]): Matcher | undefined {
  let excluded: string | undefined;
  let hasSuper = false;
  let count = 0;
  for (const matcher of matchers) {
    const list = countedList(matcher);
    if (list === undefined) return undefined;
    if (matcher.kind === "super") hasSuper = true;
    else count++;
    excluded ??= list;
    if (list !== excluded) return undefined;
  }
  if (count === 0) return superMatcher();
  if (hasSuper && excluded === "") return minMatcher(count);
  return everyOfMatcher([
    minMatcher(count),
    ...(hasSuper ? [] : [maxMatcher(count)]),
    ...(excluded === undefined || excluded === "" ? [] : [containsMatcher(excluded, true)]),
  ]);
}

/** The characters that a piece which is counted excludes; `undefined` for pieces that are not. */
function countedList(matcher: Matcher): string | undefined {
  if (matcher.kind === "super" || matcher.kind === "single") return "";
  return matcher.kind === "list" && matcher.not ? matcher.codes.map(encodeRune).join("") : undefined;
}
