/** Where a matcher found itself in a text, and the lengths that it could take there, in bytes. */
export interface Found {
  readonly at: number;
  readonly lengths: readonly number[];
}

/** The answers that trees have given for parts of a text: without them, each star would double the work. */
export type Tried = Map<TreeMatcher, Map<string, boolean>>;

/**
 * A compiled piece of a glob. All texts are UTF-8 bytes, one character each. The shape is gobwas's own, as the answers
 * depend on it: lengths are counted in runes but used as bytes.
 */
interface Piece {
  /** Runes that it takes; -1 where that is not fixed. */
  readonly length: number;
  /** Whether it is the whole text. @param tried what is known of trees, for as long as one text is matched */
  match(bytes: string, tried: Tried): boolean;
  /** Where it stands first. */
  index(bytes: string): Found | undefined;
}

/** `**`: any text. */
export interface SuperMatcher extends Piece {
  readonly kind: "super";
}
/** `?`: one rune. */
export interface SingleMatcher extends Piece {
  readonly kind: "single";
}
/** `[abc]`: one of these runes, or with `not` one of all others. */
export interface ListMatcher extends Piece {
  readonly kind: "list";
  readonly codes: readonly number[];
  readonly not: boolean;
}
/** Literal text. */
export interface TextMatcher extends Piece {
  readonly kind: "text";
  readonly bytes: string;
}
/** `text*`. */
export interface PrefixMatcher extends Piece {
  readonly kind: "prefix";
  readonly prefix: string;
}
/** `*text`. */
export interface SuffixMatcher extends Piece {
  readonly kind: "suffix";
  readonly suffix: string;
}
/** Pieces in a row, each of a fixed length. */
export interface RowMatcher extends Piece {
  readonly kind: "row";
  readonly pieces: readonly Matcher[];
}
/** `{a,b}`: one of several pieces. */
export interface AnyOfMatcher extends Piece {
  readonly kind: "any-of";
  readonly pieces: readonly Matcher[];
}
/** A piece with what stands before and after it; absent: nothing may. */
export interface TreeMatcher extends Piece {
  readonly kind: "tree";
  readonly value: Matcher;
  readonly left: Matcher | undefined;
  readonly right: Matcher | undefined;
}
/** The kinds of piece that no rule of the compiler looks into. */
export interface OtherMatcher extends Piece {
  readonly kind: "range" | "nothing" | "min" | "max" | "every-of" | "prefix-suffix" | "contains";
}

/** Any compiled piece. */
export type Matcher =
  | SuperMatcher
  | SingleMatcher
  | ListMatcher
  | TextMatcher
  | PrefixMatcher
  | SuffixMatcher
  | RowMatcher
  | AnyOfMatcher
  | TreeMatcher
  | OtherMatcher;
