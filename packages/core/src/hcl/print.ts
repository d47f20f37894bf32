import { heredoc } from "./heredoc.ts";
import { isIdentifier } from "./identifier.ts";
import { escapeQuoted, quote } from "./quote.ts";
import { isPlain, type BodyItem, type Expression } from "./syntax.ts";

/**
 * Writes a file in canonical form: `nomad fmt` leaves it as it is. Attributes stand together, blocks apart; ends with a
 * newline unless there is nothing to write.
 * @see hashicorp/hcl hclwrite/format.go (v2.20.2)
 */
export function printHcl(items: readonly BodyItem[]): string {
  return align(bodyLines(items, 0))
    .map((line) => `${line}\n`)
    .join("");
}

/** Lists that would make a line longer than this stand one item a line. */
const LINE_WIDTH = 100;

/** A line before alignment. `assign` begins with the equals sign and goes on over the lines of a heredoc. */
interface Line {
  /** In blanks. */
  readonly indent: number;
  readonly lead: string;
  readonly assign?: string;
}

const emptyLine: Line = { indent: 0, lead: "" };

function bodyLines(items: readonly BodyItem[], indent: number): Line[] {
  return items.flatMap((item, index) => {
    const before = items[index - 1];
    const lines = itemLines(item, indent);
    return before !== undefined && areApart(before, item) ? [emptyLine, ...lines] : lines;
  });
}

/** An empty line sets off every block, but not the empty ones of a kind: `port "http" {}`, `port "db" {}`. */
function areApart(before: BodyItem, item: BodyItem): boolean {
  if (isPlain(before) && isPlain(item)) return false;
  if (before.kind === "attribute" || item.kind === "attribute") return true;
  return before.type !== item.type || before.items.length > 0 || item.items.length > 0;
}

function itemLines(item: BodyItem, indent: number): Line[] {
  if (item.kind === "attribute") return assignmentLines(item.name, item.value, indent);
  const head = [item.type, ...item.labels.map(quote)].join(" ");
  if (item.items.length === 0) return [{ indent, lead: `${head} {}` }];
  return [{ indent, lead: `${head} {` }, ...bodyLines(item.items, indent + 2), { indent, lead: "}" }];
}

function assignmentLines(name: string, value: Expression, indent: number): Line[] {
  const text = (value.kind === "template" ? heredoc(value, indent) : undefined) ?? onOneLine(value);
  if (text === undefined || (value.kind === "tuple" && indent + `${name} = ${text}`.length > LINE_WIDTH)) {
    return valueLines(`${name} = `, value, indent, "");
  }
  return [{ indent, lead: name, assign: `= ${text}` }];
}

/** A value over several lines, where it has an inside; `before` and `after` stand on its first and last line. */
function valueLines(before: string, value: Expression, indent: number, after: string): Line[] {
  switch (value.kind) {
    case "parentheses":
      return valueLines(`${before}(`, value.inner, indent, `)${after}`);
    case "tuple":
      return [
        { indent, lead: `${before}[` },
        ...value.items.flatMap((item) => {
          const text = onOneLine(item);
          return text === undefined || (item.kind === "tuple" && indent + text.length > LINE_WIDTH)
            ? valueLines("", item, indent + 2, ",")
            : [{ indent: indent + 2, lead: `${text},` }];
        }),
        { indent, lead: `]${after}` },
      ];
    case "object":
      return [
        { indent, lead: `${before}{` },
        ...value.entries.flatMap((entry) => assignmentLines(keyText(entry.key), entry.value, indent + 2)),
        { indent, lead: `}${after}` },
      ];
    case "literal":
    case "template":
      return [{ indent, lead: `${before}${scalarText(value)}${after}` }];
  }
}

/** A value on one line; `undefined` for what holds an object with entries, since those take a line each. */
function onOneLine(value: Expression): string | undefined {
  switch (value.kind) {
    case "literal":
    case "template":
      return scalarText(value);
    case "object":
      return value.entries.length === 0 ? "{}" : undefined;
    case "parentheses": {
      const inner = onOneLine(value.inner);
      return inner === undefined ? undefined : `(${inner})`;
    }
    case "tuple": {
      const items = value.items.map(onOneLine);
      return items.includes(undefined) ? undefined : `[${items.join(", ")}]`;
    }
  }
}

function scalarText(value: Extract<Expression, { kind: "literal" | "template" }>): string {
  if (value.kind === "literal") return String(value.value);
  const parts = value.parts.map((part) =>
    typeof part === "string" ? escapeQuoted(part) : `\${${part.source}}`,
  );
  return `"${parts.join("")}"`;
}

/** A key of an object. `{ for` would begin a loop, and some readers take the other keywords for values. */
function keyText(key: string): string {
  return isIdentifier(key) && !keywords.has(key) ? key : quote(key);
}

const keywords: ReadonlySet<string> = new Set(["for", "true", "false", "null"]);

/** Puts the equals signs of neighbouring lines into one column. A line without one ends the neighbourhood. */
function align(lines: readonly Line[]): string[] {
  const result: string[] = [];
  let start = 0;
  while (start < lines.length) {
    let end = start;
    while (lines[end]?.assign !== undefined) end++;
    const run = lines.slice(start, Math.max(end, start + 1));
    const widest = Math.max(...run.map((line) => columns(line.lead)));
    for (const line of run) {
      const text =
        line.assign === undefined
          ? line.lead
          : `${line.lead}${" ".repeat(widest - columns(line.lead) + 1)}${line.assign}`;
      result.push(" ".repeat(line.indent) + text);
    }
    start += run.length;
  }
  return result;
}

/** The width of a name or quoted key: in grapheme clusters, of which no quote is ever a part. */
function columns(lead: string): number {
  if (/^[\x20-\x7e]*$/.test(lead)) return lead.length;
  const inner = lead.replace(/^"|"$/g, "");
  // Made only where it is needed: the first one takes 20 ms.
  const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });
  return lead.length - inner.length + [...graphemes.segment(inner)].length;
}
