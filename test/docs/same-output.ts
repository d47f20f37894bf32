/**
 * Whether a command printed what its page says. Left out of the comparison are how long ago something was, with the
 * spaces between the columns of its table, the time at which nomadx tells of an event, and that a checkout was built. In a
 * page, `…` stands for whatever is not shown: on a line of its own for any number of lines, else for any text within its
 * line.
 */
export function isSameOutput(documented: string, actual: string): boolean {
  const expected = normal(documented).trimEnd().split("\n");
  const lines = normal(actual).trimEnd().split("\n");
  let at = 0;
  let line = 0;
  /** The last `…` line, and the line up to which it reaches so far. */
  let gap: { readonly at: number; readonly end: number } | undefined;
  while (line < lines.length) {
    if (expected[at]?.trim() === "…") {
      gap = { at, end: line };
      at += 1;
    } else if (isSameLine(expected[at], lines[line])) {
      at += 1;
      line += 1;
    } else if (gap !== undefined) {
      gap = { at: gap.at, end: gap.end + 1 };
      at = gap.at + 1;
      line = gap.end;
    } else return false;
  }
  return expected.slice(at).every((rest) => rest.trim() === "…");
}

function isSameLine(expected: string | undefined, line: string | undefined): boolean {
  if (expected === undefined || line === undefined || !expected.includes("…")) return expected === line;
  return new RegExp(`^${expected.split("…").map(escaped).join(".*")}$`).test(line);
}

function normal(output: string): string {
  const text = output
    .replaceAll(/"time":"[\dT:.-]+Z"/g, '"time":"now"')
    .replaceAll(/^nomadx: (?:building|installing .*)\n/gm, "");
  return / ago\b/.test(text)
    ? text.replaceAll(/(?:\d+[hms])+ ago\b/g, "0s ago").replaceAll(/(\S) {2,}/g, "$1  ")
    : text;
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\/]/g, "\\$&");
}
