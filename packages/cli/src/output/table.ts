import { oneLine } from "../terminal/clean-text.ts";

/**
 * Rows as text in columns, two spaces between them, each as wide as its widest cell in UTF-16 units; no spaces at line
 * ends. The first row is the heading. A cell is one line, whatever somebody has named a job or a node.
 */
export function table(cells: readonly (readonly string[])[]): string {
  const rows = cells.map((row) => row.map(oneLine));
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}
