import { LineIndex } from "../../text/line-index.ts";
import { TokenKind } from "../scan/token-kind.ts";
import type { Tokens } from "../scan/tokens.ts";
import type { Expression } from "../syntax/expression.ts";
import type { TextRange } from "../syntax/text-range.ts";
import { isCloserOf, oppositeOf } from "./brackets.ts";
import { maximumDepth, maximumProblems } from "./limits.ts";
import type { HclProblem, Problem } from "../problem.ts";
import { problems } from "./problems.ts";

/** The text that a parsed one is part of, and where it begins there. */
export interface Within {
  readonly text: string;
  readonly offset: number;
}

/**
 * The base of the functions that parse: the tokens, which one is next, and the way back after a syntax error. Comments
 * are passed over, and line breaks wherever the innermost brackets make them mean nothing.
 * @see hashicorp/hcl hclsyntax/peeker.go, parser.go recover (v2.20.2)
 */
export abstract class Parser {
  /** The problems found so far, at most `maximumProblems`. */
  readonly problems: HclProblem[] = [];
  /** How many problems there were, kept or not. */
  errorCount = 0;
  /** The index of the next token. */
  nextIndex = 0;
  /**
   * Whether a syntax error has left the tokens at a place that is only guessed. From then on, what is merely unexpected is
   * not reported: it is most likely a consequence.
   */
  isRecovering = false;

  readonly #tokens: Tokens;
  readonly #within: Within;
  #next: TokenKind = TokenKind.endOfFile;
  /** The index after the token that was read last. */
  #index = 0;
  #lines: LineIndex | undefined;
  #seesNewlines = true;
  readonly #outerSeesNewlines: boolean[] = [];
  /** How many levels are around what is being parsed. */
  #depth = 0;
  /** How many levels what has been parsed at this one has within it, so far. */
  #height = 0;
  #hasGivenUp = false;

  constructor(tokens: Tokens, within: Within = { text: tokens.text, offset: 0 }) {
    this.#tokens = tokens;
    this.#within = within;
    this.#findNext();
  }

  /** Whether it was too deep: nothing more is read, and nothing that is higher has to be built. */
  get hasGivenUp(): boolean {
    return this.#hasGivenUp;
  }

  /** Parses any expression. */
  abstract expression(): Expression;

  /** The kind of the next token. */
  peek(): TokenKind {
    return this.#next;
  }

  /** The line of an offset, from 1. */
  lineOf(offset: number): number {
    this.#lines ??= new LineIndex(this.#within.text);
    return this.#lines.positionAt(offset).line;
  }

  /** Passes over the next token, and returns its index. */
  read(): number {
    const read = this.nextIndex;
    this.#index = read + 1;
    this.#findNext();
    return read;
  }

  /** The index of the token that was read last; of the next one where none was. */
  get previousIndex(): number {
    return this.#index === 0 ? this.nextIndex : this.#index - 1;
  }

  /** Whether the next token is the given word. */
  isNextWord(word: string): boolean {
    if (this.#next !== TokenKind.identifier) return false;
    if (this.lengthOf(this.nextIndex) !== word.length) return false;
    return this.#tokens.text.startsWith(word, this.#tokens.start(this.nextIndex));
  }

  kind(index: number): TokenKind {
    return this.#tokens.kind(index);
  }

  start(index: number): number {
    return this.#tokens.start(index) + this.#within.offset;
  }

  end(index: number): number {
    return this.#tokens.end(index) + this.#within.offset;
  }

  lengthOf(index: number): number {
    return this.#tokens.end(index) - this.#tokens.start(index);
  }

  textOf(index: number): string {
    return this.#tokens.textOf(index);
  }

  rangeOf(index: number): TextRange {
    return { start: this.start(index), end: this.end(index) };
  }

  /** From here to `popNewlines`, line breaks are seen or passed over. */
  pushNewlines(seen: boolean): void {
    this.#outerSeesNewlines.push(this.#seesNewlines);
    this.#changeNewlines(seen);
  }

  popNewlines(): void {
    this.#changeNewlines(this.#outerSeesNewlines.pop() ?? true);
  }

  /**
   * Begins what is a level further in; `leave` ends it, and is given the answer. Where that is too deep, the parser gives up:
   * nothing comes any more but the end of the file.
   */
  enter(): number {
    const siblings = this.#height;
    this.#height = 0;
    this.#depth++;
    if (this.#depth > maximumDepth) this.#giveUp();
    return siblings;
  }

  leave(siblings: number): void {
    this.#depth--;
    this.#height = Math.max(siblings, this.#height + 1);
  }

  /** The height of what has been parsed at this level; what comes next is measured by itself. */
  takeHeight(): number {
    const height = this.#height;
    this.#height = 0;
    return height;
  }

  /** Counts in what was taken before. */
  putHeight(height: number): void {
    if (height > this.#height) this.#height = height;
  }

  /** The height of something whose parts, parsed at this level, are so high. */
  deepen(height: number): number {
    if (this.#depth + height >= maximumDepth) this.#giveUp();
    return height + 1;
  }

  report(problem: Problem, subject: TextRange, context?: TextRange): void {
    if (this.#hasGivenUp) return;
    this.errorCount++;
    if (this.problems.length < maximumProblems) this.problems.push({ ...problem, subject, context });
  }

  /** Reports what may be the consequence of an earlier error: only if there was none. */
  reportUnlessRecovering(problem: Problem, subject: TextRange, context?: TextRange): void {
    if (!this.isRecovering) this.report(problem, subject, context);
  }

  /** Whether something was reported since `mark`, which was the error count then, and the place is only guessed. */
  isLostSince(mark: number): boolean {
    return this.isRecovering && this.errorCount > mark;
  }

  /**
   * Goes on after the token that closes the bracket at hand, with brackets of the same kind counted in between. Returns the
   * index of that token, or of the end of the file.
   */
  recoverAfter(closer: TokenKind): number {
    this.isRecovering = true;
    const opener = oppositeOf(closer);
    let nested = 0;
    for (;;) {
      let kind = this.#next;
      const index = this.read();
      if (kind === TokenKind.endOfFile) return index;
      if (closer === TokenKind.closeSequence && kind === TokenKind.openDirective) {
        kind = TokenKind.openInterpolation;
      }
      if (kind === opener) {
        nested++;
      } else if (kind === closer) {
        if (nested === 0) return index;
        nested--;
      }
    }
  }

  /** Goes on after the next brackets of the given kind. */
  recoverOver(opener: TokenKind): void {
    for (;;) {
      const kind = this.#next;
      this.read();
      if (kind === opener || kind === TokenKind.endOfFile) break;
    }
    this.recoverAfter(oppositeOf(opener));
  }

  /** Goes on after the next line break that is in no brackets opened on the way. */
  recoverAfterItem(): void {
    this.isRecovering = true;
    const open: TokenKind[] = [];
    for (;;) {
      const kind = this.#next;
      this.read();
      switch (kind) {
        case TokenKind.endOfFile:
          return;
        case TokenKind.newline:
          if (open.length === 0) return;
          break;
        case TokenKind.openBrace:
        case TokenKind.openBracket:
        case TokenKind.openParenthesis:
        case TokenKind.openQuote:
        case TokenKind.openHeredoc:
        case TokenKind.openInterpolation:
        case TokenKind.openDirective:
          open.push(kind);
          break;
        case TokenKind.closeBrace:
        case TokenKind.closeBracket:
        case TokenKind.closeParenthesis:
        case TokenKind.closeQuote:
        case TokenKind.closeHeredoc:
        case TokenKind.closeSequence:
          while (open.length > 0 && !isCloserOf(kind, open.pop())) {
            // Brackets that were opened within these and not closed are over.
          }
          break;
        default:
      }
    }
  }

  /** Reports the depth and passes over the rest of the file, so that all that is still open ends silently. */
  #giveUp(): void {
    this.report(problems.tooDeep, this.rangeOf(this.nextIndex));
    this.#hasGivenUp = true;
    this.isRecovering = true;
    this.#index = this.#tokens.count - 1;
    this.#findNext();
  }

  #changeNewlines(seen: boolean): void {
    if (seen === this.#seesNewlines) return;
    this.#seesNewlines = seen;
    this.#findNext();
  }

  #findNext(): void {
    const tokens = this.#tokens;
    const seesNewlines = this.#seesNewlines;
    const last = tokens.count - 1;
    let index = this.#index < last ? this.#index : last;
    let kind = tokens.kind(index);
    while (kind <= TokenKind.comment) {
      if (seesNewlines && kind !== TokenKind.comment) {
        kind = TokenKind.newline;
        break;
      }
      index++;
      kind = tokens.kind(index);
    }
    this.#next = kind;
    this.nextIndex = index;
  }
}
