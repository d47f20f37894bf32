/** A table of a page. */
export interface Table {
  /** The text of its `##` heading. */
  readonly section: string;
  readonly heading: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** The tables of a page, in order. */
export function readTables(text: string): Table[] {
  return text.split(/^## /m).flatMap((part, index) => {
    const section = index === 0 ? "" : (part.split("\n", 1)[0] ?? "");
    return [...part.matchAll(/(?:^\|.*\|\n)+/gm)].map(([lines]) => {
      const [heading = [], , ...rows] = lines.trimEnd().split("\n").map(readRow);
      return { section, heading, rows };
    });
  });
}

/** The words of a cell that stand in backquotes. */
export function codesIn(cell: string | undefined): string[] {
  return [...(cell ?? "").matchAll(/`([^`]+)`/g)].map(([, code = ""]) => code);
}

function readRow(line: string): string[] {
  return line
    .slice(1, -1)
    .split("|")
    .map((cell) => cell.trim());
}
