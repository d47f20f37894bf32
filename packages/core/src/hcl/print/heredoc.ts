import type { Template } from "../syntax/expression.ts";
import { printExpression } from "./print-expression.ts";
import { hasDoubledSign, printTemplate } from "./print-template.ts";
import { isPrintable } from "./quote.ts";

/**
 * Writes a template as a heredoc for an attribute that stands `indent` blanks from the left, without a final newline;
 * `undefined` where a heredoc cannot hold the text: it always ends in a newline and knows no escapes for characters.
 * The text is indented with the file (`<<-`) where HCL takes exactly that indentation off again.
 * @see hashicorp/hcl hclsyntax/parser_template.go flushHeredocTemplateParts (v2.20.2)
 */
export function heredoc(template: Template, indent: number): string | undefined {
  if (hasDoubledSign(template.parts)) return undefined;
  const source = printTemplate(template, printExpression, "plain");
  if (!source.endsWith("\n") || source.trim() === "" || !isPrintable(source)) return undefined;

  const lines = source.slice(0, -1).split("\n");
  const marker = unusedMarker(source);
  if (!canBeIndented(lines)) return `<<${marker}\n${source}${marker}`;

  const margin = " ".repeat(indent);
  const body = lines.map((line) => (line.trim() === "" ? line : `${margin}  ${line}`));
  return `<<-${marker}\n${body.join("\n")}\n${margin}${marker}`;
}

/**
 * HCL takes off what the line with the fewest leading blanks has, so one line must have none of its own.
 * It counts grapheme clusters, so no line may go on with a character that would join the last blank.
 */
function canBeIndented(lines: readonly string[]): boolean {
  const starts = lines.map((line) => line.trimStart()).filter((line) => line !== "");
  return (
    lines.some((line) => /^\S/.test(line)) &&
    starts.every((line) => /^[\x21-\x7e\p{L}]/u.test(line)) &&
    lines.every((line) => /^[ \t]*(?:\S|$)/.test(line))
  );
}

function unusedMarker(source: string): string {
  const found = ["EOF", "EOT", "END"].find((marker) => !source.includes(marker));
  if (found !== undefined) return found;
  let number = 1;
  while (source.includes(`EOF${number}`)) number++;
  return `EOF${number}`;
}
