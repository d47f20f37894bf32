import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { HclParser } from "./parse/parse-expression.ts";
import { reportOddTokens } from "./parse/odd-tokens.ts";
import { parseBody } from "./parse/parse-body.ts";
import { parseTemplate } from "./parse/parse-template.ts";
import { problems } from "./parse/problems.ts";
import { scan } from "./scan/scan.ts";
import { TokenKind } from "./scan/token-kind.ts";
import { HclSource } from "./source.ts";
import type { Body } from "./syntax/body.ts";
import type { Expression } from "./syntax/expression.ts";
import type { Template } from "./syntax/template.ts";

/** What the parser makes of a text. */
export interface Parsed<Tree> {
  /** The text with its tokens: what the ranges of the tree are ranges of. */
  readonly source: HclSource;
  /** Complete but for what the diagnostics name. */
  readonly tree: Tree;
  /** All syntax errors, in HCL's order: first characters that are in no HCL, then the rest; at most 1,000 of each. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Parses a file of HCL's native syntax. Never throws: what is wrong is in `diagnostics`, and the parser goes on after it. Takes
 * time in proportion to the length of the text.
 * @example parseHcl('a = 1\nb "c" {}\n').tree.items.map((item) => item.kind) // ["attribute", "block"]
 * @see hashicorp/hcl hclsyntax/public.go ParseConfig (v2.20.2)
 */
export function parseHcl(text: string, file = ""): Parsed<Body> {
  const parser = new HclParser(scan(text));
  return finish(parser, file, parseBody(parser, TokenKind.endOfFile));
}

/**
 * Parses one expression; line breaks mean nothing in it, as in parentheses.
 * @example parseExpression("1 + a.b").tree.kind // "binary"
 * @see hashicorp/hcl hclsyntax/public.go ParseExpression (v2.20.2)
 */
export function parseExpression(text: string, file = ""): Parsed<Expression> {
  const parser = new HclParser(scan(text));
  parser.pushNewlines(false);
  const tree = parser.expression();
  if (parser.peek() !== TokenKind.endOfFile) {
    parser.reportUnlessRecovering(problems.restAfterExpression, parser.rangeOf(parser.nextIndex));
  }
  return finish(parser, file, tree);
}

/**
 * Parses a whole text as a template, without quotes around it. It knows no escapes with backslashes.
 * @example parseTemplateText("a ${b}").tree.parts.length // 2
 * @see hashicorp/hcl hclsyntax/public.go ParseTemplate (v2.20.2)
 */
export function parseTemplateText(text: string, file = ""): Parsed<Template> {
  const parser = new HclParser(scan(text, "template"));
  return finish(parser, file, parseTemplate(parser, "bare"));
}

function finish<Tree>(parser: HclParser, file: string, tree: Tree): Parsed<Tree> {
  const { tokens } = parser;
  const source = new HclSource(file, tokens);
  const odd = tokens.hasOddities ? reportOddTokens(tokens) : [];
  return {
    source,
    tree,
    diagnostics: [...odd, ...parser.problems].map((problem) => source.diagnostic(problem)),
  };
}
