import type { NativeSource } from "./native-source.ts";
import { TokenKind } from "./scan/token-kind.ts";
import type { Tokens } from "./scan/tokens.ts";
import type { TextRange } from "./syntax/text-range.ts";

/** The comments that belong to a node, without the signs around them. */
export interface Comments {
  /** The lines directly above, with no empty line between them or before the node. */
  readonly before: readonly string[];
  /** The comment behind the node, on the line where it ends; a comma may be between them. */
  readonly after: string | undefined;
}

/**
 * The comments of an attribute, a block, an item of a list or an entry of an object: they are no part of the tree.
 * @example
 * const { source, tree } = parseHcl("# how many\na = 1 // or two\n");
 * commentsOf(source, tree.items[0]) // { before: ["how many"], after: "or two" }
 */
export function commentsOf({ tokens }: NativeSource, node: TextRange): Comments {
  const first = tokens.indexAt(node.start);
  const last = tokens.indexAt(node.end);
  return { before: commentsBefore(tokens, first), after: commentAfter(tokens, last) };
}

/** The comments above the token of an index, the first on its line. */
function commentsBefore(tokens: Tokens, index: number): string[] {
  const found: string[] = [];
  let at = index - 1;
  for (;;) {
    // A comment with the line break that ends it; in `/* … */`, the break is a token of its own.
    const comment = tokens.kind(at) === TokenKind.newline ? at - 1 : at;
    const kind = tokens.kind(comment);
    const isOwnLine = comment === 0 || isLineEnd(tokens.kind(comment - 1));
    const isComment =
      kind === TokenKind.lineComment ? comment === at : kind === TokenKind.comment && comment < at;
    if (at < 0 || !isComment || !isOwnLine) return found.toReversed().flatMap(linesOf);
    found.push(tokens.textOf(comment));
    at = comment - 1;
  }
}

/** The comment behind a node that ends before the token of an index. */
function commentAfter(tokens: Tokens, index: number): string | undefined {
  const at = tokens.kind(index) === TokenKind.comma ? index + 1 : index;
  const kind = tokens.kind(at);
  if (kind !== TokenKind.lineComment && kind !== TokenKind.comment) return undefined;
  return linesOf(tokens.textOf(at)).join("\n");
}

function isLineEnd(kind: TokenKind): boolean {
  return kind === TokenKind.newline || kind === TokenKind.lineComment;
}

/** The text of a comment, line by line. */
function linesOf(comment: string): string[] {
  if (!comment.startsWith("/*")) return [comment.replace(/^(?:#|\/\/)/, "").trim()];
  const lines = comment.slice(2, -2).split("\n");
  const texts = lines.map((line) => line.trim().replace(/^\* ?/, ""));
  while (texts.length > 1 && texts[0] === "") texts.shift();
  while (texts.length > 1 && texts.at(-1) === "") texts.pop();
  return texts;
}
