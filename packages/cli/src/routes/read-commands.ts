import { readFile } from "node:fs/promises";

import { type Finding, NomadxError, type SourceRange } from "@nomadx/core";
import type { RouteProblem } from "@nomadx/core/fabio";

import type { Context } from "../command/context.ts";
import { problemFinding } from "./problem-finding.ts";

/** A file of route commands, or what came in by standard input. */
export interface Commands {
  /** Its name in messages. */
  readonly file: string;
  readonly text: string;
}

/**
 * The route commands in a file, or in standard input for `-`.
 * @throws {NomadxError} `usage`
 */
export async function readCommands(
  file: string,
  { readStdinBytes }: Pick<Context, "readStdinBytes">,
): Promise<Commands> {
  if (file === "-") {
    const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(await readStdinBytes());
    return { file: "<stdin>", text };
  }
  try {
    return { file, text: await readFile(file, "utf8") };
  } catch (cause) {
    throw new NomadxError("usage", `${file} cannot be read`, { cause });
  }
}

/** A problem at its line. */
export function commandFinding(problem: RouteProblem, commands: Commands): Finding {
  return problemFinding(problem, { source: lineOf(commands, problem.line) });
}

/** The range of a line. */
export function lineOf({ file, text }: Commands, line: number): SourceRange {
  const lines = text.split("\n");
  const written = (lines[line - 1] ?? "").replace(/\r$/, "");
  const offset = lines.slice(0, line - 1).reduce((sum, each) => sum + each.length + 1, 0);
  return {
    file,
    start: { line, column: 1, offset },
    end: { line, column: written.length + 1, offset: offset + written.length },
  };
}
