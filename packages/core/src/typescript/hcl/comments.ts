import type { NativeSource } from "../../hcl/native-source.ts";
import { TokenKind } from "../../hcl/scan/token-kind.ts";
import type { Body, BodyItem } from "../../hcl/syntax/body.ts";
import type { Expression } from "../../hcl/syntax/expression.ts";
import { emptyLine } from "../syntax/script.ts";
import type { TextRange } from "../../hcl/syntax/text-range.ts";

/** The comments at a part of a file, without the signs around them. */
export interface PlacedComments {
  /** Lines above it; `emptyLine` parts paragraphs. */
  above: string[];
  /** The comment on the line where it ends. */
  behind?: string;
  /** Lines after it and before the end of what it is the last part of. */
  below: string[];
  /** Lines in it, where it has no parts. */
  inside: string[];
  /** Whether an empty line parts the comments above from it. */
  isDetached: boolean;
}

interface Comment extends TextRange {
  readonly lines: readonly string[];
}

/**
 * All comments of a file by the place where the part begins that they belong to: an attribute, a block, an item of a list, an
 * entry of an object. None is lost: those within an expression go above it.
 */
export function commentsByPlace(source: NativeSource, tree: Body): ReadonlyMap<number, PlacedComments> {
  return new CommentPlacer(source).place(tree);
}

class CommentPlacer {
  readonly #text: string;
  readonly #comments: readonly Comment[];
  readonly #placed = new Map<number, PlacedComments>();
  #next = 0;

  constructor({ tokens, text }: NativeSource) {
    this.#text = text;
    const found: Comment[] = [];
    for (let index = 0; index < tokens.count; index += 1) {
      const kind = tokens.kind(index);
      if (kind !== TokenKind.lineComment && kind !== TokenKind.comment) continue;
      const written = tokens.textOf(index);
      found.push({
        start: tokens.start(index),
        end: tokens.start(index) + written.trimEnd().length,
        lines: linesOf(written),
      });
    }
    this.#comments = found;
  }

  place(tree: Body): ReadonlyMap<number, PlacedComments> {
    this.#parts(tree.items, undefined, tree.start, tree.end + 1);
    return this.#placed;
  }

  /** The parts of what begins at `owner`; its content goes from `start` to `end`. */
  #parts(
    parts: readonly (BodyItem | Expression | TextRange)[],
    owner: number | undefined,
    start: number,
    end: number,
  ): void {
    let last: TextRange | undefined;
    for (const part of parts) {
      this.#before(part, last, owner, start);
      this.#within(part);
      last = part;
    }
    for (const comment of this.#until(end)) {
      if (last !== undefined) this.#after(comment, last);
      else if (owner !== undefined) this.#at(owner).inside.push(...comment.lines);
      else this.#at(0).inside.push(...comment.lines);
    }
  }

  #before(part: TextRange, last: TextRange | undefined, owner: number | undefined, start: number): void {
    let previous: number | undefined;
    for (const comment of this.#until(part.start)) {
      if (previous === undefined && last !== undefined && this.#isSameLine(last.end, comment.start)) {
        this.#after(comment, last);
        continue;
      }
      if (
        previous === undefined &&
        last === undefined &&
        owner !== undefined &&
        this.#isSameLine(start, comment.start)
      ) {
        this.#at(owner).above.push(...comment.lines);
        continue;
      }
      const at = this.#at(part.start);
      if (previous !== undefined && this.#hasEmptyLine(previous, comment.start)) at.above.push(emptyLine);
      at.above.push(...comment.lines);
      previous = comment.end;
    }
    if (previous !== undefined) this.#at(part.start).isDetached = this.#hasEmptyLine(previous, part.start);
  }

  #after(comment: Comment, last: TextRange): void {
    const at = this.#at(last.start);
    if (at.behind === undefined && at.below.length === 0 && this.#isSameLine(last.end, comment.start)) {
      at.behind = comment.lines.join(" ");
    } else {
      at.below.push(...comment.lines);
    }
  }

  #within(part: BodyItem | Expression | TextRange): void {
    const { start } = part;
    if ("kind" in part && part.kind === "block") {
      this.#parts(part.body.items, start, part.open, part.end);
    } else if ("value" in part && typeof part.value === "object") {
      this.#expression(part.value, start);
    } else if ("kind" in part) {
      this.#expression(part, start);
    }
    // The rest stands where nothing is looked into.
    for (const comment of this.#until(part.end)) this.#at(start).above.push(...comment.lines);
  }

  #expression(expression: Expression, owner: number): void {
    if (expression.kind === "parentheses") this.#expression(expression.inner, owner);
    if (expression.kind === "tuple") this.#parts(expression.items, owner, expression.start, expression.end);
    if (expression.kind === "object")
      this.#parts(expression.entries, owner, expression.start, expression.end);
  }

  /** The comments that have no place yet and begin before an offset. */
  *#until(end: number): Generator<Comment> {
    for (;;) {
      const comment = this.#comments[this.#next];
      if (comment === undefined || comment.start >= end) return;
      this.#next += 1;
      yield comment;
    }
  }

  #at(start: number): PlacedComments {
    const known = this.#placed.get(start) ?? { above: [], below: [], inside: [], isDetached: false };
    this.#placed.set(start, known);
    return known;
  }

  #isSameLine(from: number, to: number): boolean {
    return !this.#text.slice(from, to).includes("\n");
  }

  #hasEmptyLine(from: number, to: number): boolean {
    return /\n[ \t\r]*\n/.test(this.#text.slice(from, to));
  }
}

/** The text of a comment, line by line; how far lines are indented against the sign stays. */
function linesOf(comment: string): string[] {
  if (!comment.startsWith("/*")) return [comment.trimEnd().replace(/^(?:#+|\/\/+) ?/, "")];
  const lines = comment
    .trimEnd()
    .replace(/^\/\*+/, "")
    .replace(/\*+\/$/, "")
    .split("\n");
  const texts = lines.map((line) => line.trim().replace(/^\*+ ?/, ""));
  while (texts.length > 1 && texts[0] === "") texts.shift();
  while (texts.length > 1 && texts.at(-1) === "") texts.pop();
  return texts;
}
