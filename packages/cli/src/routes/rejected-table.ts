import { NomadxError } from "@nomadx/core";

/** The error about commands or jobs that would freeze Fabio's table; each line names one reason and its place. */
export function rejectedTable(lines: readonly string[]): NomadxError {
  return new NomadxError(
    "invalid",
    `Fabio would reject this table, all of it, and keep the one that it has:\n${lines.map((line) => `  ${line}`).join("\n")}`,
  );
}
