import { formatTokens } from "../format/format-tokens.ts";
import { scan } from "../scan/scan.ts";
import type { BodyItem } from "../syntax/body.ts";
import type { Expression } from "../syntax/expression.ts";
import { heredoc } from "./heredoc.ts";
import { holdsObject, isPlain } from "./is-plain.ts";
import { printExpression, printKey } from "./print-expression.ts";
import { quote } from "./quote.ts";

/**
 * Writes a file of what a program has made or a parser has read, in canonical form: `nomad fmt` leaves it as it is. Attributes
 * stand together, blocks apart; it ends with a line break unless there is nothing to write. A tree has no comments; to keep
 * those of a file, change its text at the ranges of its nodes.
 */
export function printHcl(items: readonly BodyItem[]): string {
  const lines = bodyLines(items, 0);
  return formatTokens(scan(lines.map((line) => `${line}\n`).join("")));
}

/** Lists that would make a line longer than this stand one item a line. */
const lineWidth = 100;

/** The lines of a body; `indent` is how many blanks they have before them, which matters to heredocs. */
function bodyLines(items: readonly BodyItem[], indent: number): string[] {
  return items.flatMap((item, index) => {
    const before = items[index - 1];
    const lines = itemLines(item, indent);
    return before !== undefined && areApart(before, item) ? ["", ...lines] : lines;
  });
}

/** An empty line sets off every block, but not the empty ones of a kind: `port "http" {}`, `port "db" {}`. */
function areApart(before: BodyItem, item: BodyItem): boolean {
  if (isPlain(before) && isPlain(item)) return false;
  if (before.kind === "attribute" || item.kind === "attribute") return true;
  return before.type !== item.type || before.body.items.length > 0 || item.body.items.length > 0;
}

function itemLines(item: BodyItem, indent: number): string[] {
  if (item.kind === "attribute") return assignmentLines(item.name, item.value, indent);
  const head = [item.type, ...item.labels.map((label) => quote(label.value))].join(" ");
  const { items } = item.body;
  return items.length === 0 ? [`${head} {}`] : [`${head} {`, ...bodyLines(items, indent + 2), "}"];
}

function assignmentLines(name: string, value: Expression, indent: number): string[] {
  const lines = value.kind === "template" && value.form !== "quoted" ? heredoc(value, indent) : undefined;
  return lines === undefined ? valueLines(`${name} = `, value, indent, "") : [`${name} = ${lines}`];
}

/** A value, over several lines where it is long or has an inside that is; `before` and `after` stand on its first and last line. */
function valueLines(before: string, value: Expression, indent: number, after: string): string[] {
  if (!holdsObject(value)) {
    const line = before + printExpression(value) + after;
    if (value.kind !== "tuple" || indent + line.length <= lineWidth) return [line];
  }
  switch (value.kind) {
    case "parentheses":
      return valueLines(`${before}(`, value.inner, indent, `)${after}`);
    case "tuple":
      return [
        `${before}[`,
        ...value.items.flatMap((item) => valueLines("", item, indent + 2, ",")),
        `]${after}`,
      ];
    case "object":
      return [
        `${before}{`,
        ...value.entries.flatMap((entry) => assignmentLines(printKey(entry.key), entry.value, indent + 2)),
        `}${after}`,
      ];
    default:
      return [before + printExpression(value) + after];
  }
}
