import { randomUUID } from "node:crypto";
import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";

import { NomadxError } from "@nomadx/core";

/**
 * Writes files into a directory, which is made if it is missing; answers their paths. Each appears whole or not at all.
 * What a file system would take for a path in a name is replaced by `_`.
 * @throws {NomadxError} `usage` when two files would have one name, or the directory cannot be written
 */
export async function writeFiles(
  directory: string,
  files: readonly { readonly name: string; readonly text: string }[],
  mode = 0o666,
): Promise<string[]> {
  const targets = files.map(({ name }) => path.join(directory, name.replaceAll(/[/\\\0]|^\.+/g, "_")));
  const twice = targets.find((target, index) => targets.indexOf(target) !== index);
  if (twice !== undefined) throw new NomadxError("usage", `Two jobs would be written to ${twice}`);
  try {
    await mkdir(directory, { recursive: true });
    await Promise.all(files.map(({ text }, index) => writeWhole(targets[index] ?? "", text, mode)));
  } catch (error) {
    throw new NomadxError(
      "usage",
      `Cannot write to ${directory}: ${error instanceof Error ? error.message : String(error)}`,
      {
        cause: error,
      },
    );
  }
  return targets;
}

async function writeWhole(target: string, text: string, mode: number): Promise<void> {
  const draft = `${target}.${randomUUID()}.tmp`;
  try {
    await writeFile(draft, text, { mode });
    await rename(draft, target);
  } finally {
    await rm(draft, { force: true });
  }
}
