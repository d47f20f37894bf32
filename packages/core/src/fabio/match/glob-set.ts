import { compileGlob, type CompiledGlob } from "../glob/glob.ts";
import { isAscii } from "../glob/utf8.ts";
import { AffixIndex } from "./affix-index.ts";
import { matchesGlob } from "./path-matcher.ts";

/** Patterns that need no compiling to see where they start and end. Neither NUL nor U+FFFD can be read in patterns. */
const literal = String.raw`[^*?[{\\\0\uFFFD\uD800-\uDFFF]*`;
const simple = new RegExp(`^(${literal})(?:(\\*+)(${literal}))?$`);

/** Stands for patterns of which their place in an index says everything. */
const found: CompiledGlob = { kind: "glob", match: () => true, start: "", end: "" };

/**
 * Many globs as one, which finds those that match without trying the others: patterns without wildcards by their text,
 * others by the text that they start or end with. Only patterns that start and end with a wildcard are all tried.
 */
export class GlobSet {
  readonly #patterns: readonly string[];
  readonly #globs: (CompiledGlob | undefined)[] = [];
  readonly #exact = new Map<string, number[]>();
  readonly #starts = new AffixIndex("start");
  readonly #ends = new AffixIndex("end");
  /** As `#ends`, of patterns whose ends say nothing about texts beyond ASCII; those texts are tried with all of them. */
  readonly #asciiEnds = new AffixIndex("end");
  readonly #withAsciiEnds: number[] = [];
  readonly #others: number[] = [];
  /** The first pattern that does not compile. */
  readonly #invalid: number | undefined;

  /** Ids of the patterns are their places in the list. */
  constructor(patterns: readonly string[]) {
    this.#patterns = patterns;
    let invalid: number | undefined;
    for (const [id, pattern] of patterns.entries()) {
      const [, start, stars, end] = simple.exec(pattern) ?? [];
      if (start !== undefined && stars === undefined) this.#addExact(start, id);
      else if (start !== undefined && end !== undefined) this.#addSimple(start, end, id);
      else if (this.#addCompiled(pattern, id).kind === "error") invalid ??= id;
    }
    this.#invalid = invalid;
  }

  /**
   * The ids of all patterns that match, in their order.
   * @throws {NomadxError} `invalid` where one of the patterns does not compile or panics on the text
   */
  all(text: string): number[] {
    if (this.#invalid !== undefined) this.#matches(this.#invalid, text);
    return this.#candidates(text).filter((id) => this.#matches(id, text));
  }

  /**
   * The id of the first pattern that matches.
   * @throws {NomadxError} `invalid` where a pattern in front of it does not compile or panics on the text
   */
  first(text: string): number | undefined {
    return this.#candidates(text).find((id) => this.#matches(id, text));
  }

  #addExact(text: string, id: number): void {
    this.#globs[id] = found;
    const ids = this.#exact.get(text);
    if (ids === undefined) this.#exact.set(text, [id]);
    else ids.push(id);
  }

  /** `a*`, `*a`, `*` and `a*b`; of the latter only one edge is looked up. */
  #addSimple(start: string, end: string, id: number): void {
    if (start === "" || end === "") this.#globs[id] = found;
    this.#addEdges(start, end, this.#ends, id);
  }

  /** Under the longer one of both edges, which tells more. */
  #addEdges(start: string, end: string, ends: AffixIndex, id: number): void {
    if (start === "" && end === "") this.#others.push(id);
    else if (start.length > end.length) this.#starts.add(start, id);
    else ends.add(end, id);
  }

  #addCompiled(pattern: string, id: number): CompiledGlob {
    const glob = compileGlob(pattern);
    this.#globs[id] = glob;
    const { start, end } = glob.kind === "glob" ? glob : { start: "", end: "" };
    this.#addEdges(start, end, this.#asciiEnds, id);
    if (start.length <= end.length && end !== "") this.#withAsciiEnds.push(id);
    return glob;
  }

  #candidates(text: string): number[] {
    const ids: number[] = [];
    for (const id of this.#exact.get(text) ?? []) ids.push(id);
    this.#starts.collect(text, ids);
    this.#ends.collect(text, ids);
    if (this.#withAsciiEnds.length > 0) {
      if (isAscii(text)) this.#asciiEnds.collect(text, ids);
      else for (const id of this.#withAsciiEnds) ids.push(id);
    }
    for (const id of this.#others) ids.push(id);
    return ids.length < 2 ? ids : ids.toSorted((a, b) => a - b);
  }

  #matches(id: number, text: string): boolean {
    const pattern = this.#patterns[id] ?? "";
    const glob = (this.#globs[id] ??= compileGlob(pattern));
    return matchesGlob(pattern, glob, text);
  }
}
