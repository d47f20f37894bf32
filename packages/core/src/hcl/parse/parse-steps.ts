import { TokenKind } from "../scan/token-kind.ts";
import type { Expression, Step } from "../syntax/expression.ts";
import type { TextRange } from "../syntax/text-range.ts";
import { parseNumber } from "./parse-number.ts";
import type { Parser } from "./parser.ts";
import type { Problem } from "../problem.ts";
import { problems } from "./problems.ts";
import { StepChain } from "./step-chain.ts";

/**
 * Parses the steps that lead on from an expression: attributes, indexes and splats.
 * @see hashicorp/hcl hclsyntax/parser.go parseExpressionTraversals (v2.20.2)
 */
export function parseSteps(p: Parser, from: Expression): Expression {
  const chain = new StepChain(p, from);
  for (;;) {
    if (p.peek() === TokenKind.dot) {
      parseDot(p, chain);
    } else if (p.peek() === TokenKind.openBracket) {
      const open = p.start(p.read());
      if (p.peek() === TokenKind.star) {
        chain.addFullSplat({ start: open, end: closeSplat(p) });
        continue;
      }
      p.pushNewlines(false);
      const mark = p.errorCount;
      const key = p.expression();
      const end = closeIndex(p, mark);
      p.popNewlines();
      if (isLiteral(key)) chain.addStep({ kind: "index-step", start: open, end, key, form: "brackets" });
      else chain.addIndex(key, open, end);
    } else {
      return chain.finish();
    }
  }
}

function parseDot(p: Parser, chain: StepChain): void {
  const dot = p.read();
  if (p.peek() === TokenKind.identifier || p.peek() === TokenKind.number) {
    chain.addStep(parseDotStep(p, dot));
  } else if (p.peek() === TokenKind.star) {
    parseAttributeSplat(p, chain, p.start(dot));
  } else {
    p.report(problems.noAttributeName, p.rangeOf(p.nextIndex));
    p.isRecovering = true;
  }
}

/**
 * Parses what stands after a dot: a name, or a number that is an index. HCL reports what is wrong with an index after a splat
 * at the star of that one, which is given as `subject`.
 */
function parseDotStep(p: Parser, dot: number, subject?: TextRange): Step {
  const start = p.start(dot);
  const isName = p.peek() === TokenKind.identifier;
  const index = p.read();
  const end = p.end(index);
  if (isName) return { kind: "attribute-step", start, end, name: p.textOf(index) };
  const text = p.textOf(index);
  const point = text.indexOf(".");
  if (point === -1) return { kind: "index-step", start, end, key: parseNumber(p, index), form: "dot" };
  const [first, second] = [text.slice(0, point), text.slice(point + 1)];
  p.report(problems.twoIndexes(first, second), subject ?? p.rangeOf(index));
  return { kind: "index-step", start, end, key: { kind: "invalid", start, end }, form: "dot" };
}

function parseAttributeSplat(p: Parser, chain: StepChain, start: number): void {
  const star = p.rangeOf(p.read());
  const first = p.start(p.nextIndex);
  let { end } = star;
  const steps: Step[] = [];
  while (p.peek() === TokenKind.dot) {
    const dot = p.read();
    if (p.peek() === TokenKind.number || p.peek() === TokenKind.identifier) {
      const step = parseDotStep(p, dot, star);
      steps.push(step);
      ({ end } = step);
    } else {
      const isStar = p.peek() === TokenKind.star;
      if (isStar) p.reportUnlessRecovering(problems.nestedSplat, p.rangeOf(p.nextIndex));
      else p.reportUnlessRecovering(problems.noAttributeName, star);
      p.isRecovering = true;
      return;
    }
  }
  chain.addAttributeSplat({ start, end: star.end }, steps, first, end);
}

/** Reads the star and the closing bracket of a splat, and returns its end. */
function closeSplat(p: Parser): number {
  p.read();
  const isClosed = p.peek() === TokenKind.closeBracket;
  const close = p.read();
  return p.end(isClosed || p.isRecovering ? close : recoverAfterBracket(p, problems.unclosedSplat));
}

/** Reads the closing bracket of an index, whose inside began when the error count was `mark`, and returns its end. */
function closeIndex(p: Parser, mark: number): number {
  if (p.isLostSince(mark)) return p.end(p.recoverAfter(TokenKind.closeBracket));
  const isClosed = p.peek() === TokenKind.closeBracket;
  const close = p.read();
  return p.end(isClosed || p.isRecovering ? close : recoverAfterBracket(p, problems.unclosedIndex));
}

/** Goes on after the bracket that closes the one at hand; HCL reports what is missing there, too. */
function recoverAfterBracket(p: Parser, problem: Problem): number {
  const close = p.recoverAfter(TokenKind.closeBracket);
  p.report(problem, p.rangeOf(close));
  return close;
}

/** Whether a key is known without evaluating anything. */
function isLiteral(key: Expression): boolean {
  switch (key.kind) {
    case "number":
    case "boolean":
    case "null":
    case "invalid":
      return true;
    case "template":
      return (
        key.parts.every((part) => part.kind === "text" || part.kind === "invalid") && key.parts.length < 2
      );
    default:
      return false;
  }
}
