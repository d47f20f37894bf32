import { NativeSource } from "./native-source.ts";
import { reportOddTokens } from "./parse/odd-tokens.ts";
import { parseBody } from "./parse/parse-body.ts";
import { HclParser } from "./parse/parse-expression.ts";
import { parseTemplate } from "./parse/parse-template.ts";
import { problems } from "./parse/problems.ts";
import type { Within } from "./parse/parser.ts";
import type { Parsed } from "./parsed.ts";
import type { HclProblem } from "./problem.ts";
import { scan } from "./scan/scan.ts";
import { TokenKind } from "./scan/token-kind.ts";
import type { Tokens } from "./scan/tokens.ts";
import type { Body } from "./syntax/body.ts";
import type { Expression, Template } from "./syntax/expression.ts";

/**
 * Parses a file of HCL's native syntax. Never throws: what is wrong is in `diagnostics`, and the parser goes on after it. Takes
 * time in proportion to the length of the text.
 * @example parseHcl('a = 1\nb "c" {}\n').tree.items.map((item) => item.kind) // ["attribute", "block"]
 * @see hashicorp/hcl hclsyntax/public.go ParseConfig (v2.20.2)
 */
export function parseHcl(text: string, file = ""): Parsed<Body> {
  return located(
    file,
    parseTokens(scan(text), (parser) => parseBody(parser, TokenKind.endOfFile)),
  );
}

/**
 * Parses one expression; line breaks mean nothing in it, as in parentheses.
 * @example parseExpression("1 + a.b").tree.kind // "binary"
 * @see hashicorp/hcl hclsyntax/public.go ParseExpression (v2.20.2)
 */
export function parseExpression(text: string, file = ""): Parsed<Expression> {
  return located(file, parseTokens(scan(text), wholeExpression));
}

/**
 * Parses a whole text as a template, without quotes around it. It knows no escapes with backslashes.
 * @example parseTemplateText("a ${b}").tree.parts.length // 2
 * @see hashicorp/hcl hclsyntax/public.go ParseTemplate (v2.20.2)
 */
export function parseTemplateText(text: string, file = ""): Parsed<Template> {
  return located(file, parseTokens(scan(text, "template"), wholeTemplate));
}

/** A tree and what is wrong with it, at offsets. */
export interface Unlocated<Tree> {
  readonly tree: Tree;
  readonly problems: readonly HclProblem[];
}

/** Parses an expression that is part of another text; its ranges are of that one. */
export function parseExpressionWithin(text: string, within: Within): Unlocated<Expression> {
  return parseTokens(scan(text), wholeExpression, within);
}

/** Parses a template that is part of another text; its ranges are of that one. */
export function parseTemplateWithin(text: string, within: Within): Unlocated<Template> {
  return parseTokens(scan(text, "template"), wholeTemplate, within);
}

function wholeExpression(parser: HclParser): Expression {
  parser.pushNewlines(false);
  const tree = parser.expression();
  if (parser.peek() !== TokenKind.endOfFile) {
    parser.reportUnlessRecovering(problems.restAfterExpression, parser.rangeOf(parser.nextIndex));
  }
  return tree;
}

function wholeTemplate(parser: HclParser): Template {
  return parseTemplate(parser, "bare");
}

function parseTokens<Tree>(
  tokens: Tokens,
  parse: (parser: HclParser) => Tree,
  within?: Within,
): Unlocated<Tree> & { readonly tokens: Tokens } {
  const parser = new HclParser(tokens, within);
  const tree = parse(parser);
  const odd = tokens.hasOddities ? reportOddTokens(tokens, within?.offset ?? 0) : [];
  return { tokens, tree, problems: [...odd, ...parser.problems] };
}

function located<Tree>(
  file: string,
  { tokens, tree, problems: found }: Unlocated<Tree> & { readonly tokens: Tokens },
): Parsed<Tree> {
  const source = new NativeSource(file, tokens);
  return { source, tree, diagnostics: found.map((problem) => source.diagnostic(problem)) };
}
