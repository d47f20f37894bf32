/**
 * A text of several lines, written at the depth of the code around it: the first line break, the blanks that all lines
 * begin with, and the line of the closing backquote do not count. Values are put in as they are.
 * @example
 * template: {
 *   data: dedent`
 *     listen ${port};
 *       root /srv;
 *   `, // "listen 80;\n  root /srv;\n"
 * }
 */
export function dedent(
  texts: TemplateStringsArray,
  ...values: readonly (string | number | boolean)[]
): string {
  const parts = texts.map((text, index) => (index === 0 ? text.replace(/^[ \t]*\n/, "") : text));
  const last = parts.length - 1;
  parts[last] = (parts[last] ?? "").replace(/(^|\n)[ \t]*$/, "$1");
  const depth = commonDepth(parts);
  return parts
    .map(
      (part, index) => withoutBlanks(part, depth, index === 0) + (index < last ? String(values[index]) : ""),
    )
    .join("");
}

/** The number of blanks that all lines with anything on them begin with; a value is something, too. */
function commonDepth(parts: readonly string[]): number {
  const lines = parts.join("\0").split("\n");
  const depths = lines.flatMap((line) =>
    /^[ \t]*$/.test(line) ? [] : [/^[ \t]*/.exec(line)?.[0].length ?? 0],
  );
  return depths.length === 0 ? 0 : Math.min(...depths);
}

function withoutBlanks(part: string, depth: number, isFirst: boolean): string {
  const blanks = new RegExp(`^[ \\t]{0,${depth}}`);
  return part
    .split("\n")
    .map((line, index) => (index > 0 || isFirst ? line.replace(blanks, "") : line))
    .join("\n");
}
