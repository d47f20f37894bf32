import { readFile } from "node:fs/promises";

import { NomadxError } from "@nomadx/core";

import type { Context } from "../command/context.ts";

/**
 * The text of a file of route commands, or of standard input for `-`.
 * @throws {NomadxError} `usage`
 */
export async function readCommands(file: string, { readStdin }: Pick<Context, "readStdin">): Promise<string> {
  if (file === "-") return readStdin();
  try {
    return await readFile(file, "utf8");
  } catch (cause) {
    throw new NomadxError("usage", `${file} cannot be read`, { cause });
  }
}

/** The name of a file of route commands in messages. */
export function tableName(file = "-"): string {
  return file === "-" ? "<stdin>" : file;
}
