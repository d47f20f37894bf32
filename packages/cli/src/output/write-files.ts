import { lstat, mkdir, readdir, realpath, rename, rm, stat, writeFile } from "node:fs/promises";
import path from "node:path";

import { NomadxError } from "@nomadx/core";

import { processRuns } from "../inputs/files/process-runs.ts";

/**
 * Writes files into a directory, which is made if it is missing; answers their paths. Each appears whole or not at all,
 * in place of a plain file only: what stands for a device, a pipe or a folder stays what it is. Drafts that a run before
 * has left, because it was killed, are cleared.
 * @throws {NomadxError} `usage` when two files would have one name, or one of them cannot be written
 */
export async function writeFiles(
  directory: string,
  files: readonly { readonly name: string; readonly text: string }[],
  mode = 0o666,
): Promise<string[]> {
  const targets = files.map(({ name }) => path.join(directory, name));
  const twice = targets.find((target, index) => targets.indexOf(target) !== index);
  if (twice !== undefined) throw new NomadxError("usage", `Two jobs would be written to ${twice}`);
  try {
    await mkdir(directory, { recursive: true });
    await clearDrafts(directory);
    await Promise.all(files.map(({ text }, index) => writeWhole(targets[index] ?? "", text, mode)));
  } catch (error) {
    if (error instanceof NomadxError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new NomadxError("usage", `Cannot write to ${directory}: ${reason}`, { cause: error });
  }
  return targets;
}

async function writeWhole(target: string, text: string, mode: number): Promise<void> {
  const file = await replaceable(target);
  const draft = path.join(path.dirname(file), draftName(path.basename(file)));
  try {
    await writeFile(draft, text, { mode });
    await rename(draft, file);
  } finally {
    await rm(draft, { force: true });
  }
}

/**
 * The file to be replaced: the target itself, or what it is a link to.
 * @throws {NomadxError} `usage` for what is there and is not a regular file
 */
async function replaceable(target: string): Promise<string> {
  const itself = await unlessMissing(lstat(target));
  if (itself === undefined) return target;
  const file = await unlessMissing(realpath(target));
  if (file !== undefined && (await stat(file)).isFile()) return file;
  throw new NomadxError("usage", `${target} is not a regular file, and is not replaced`, {
    help: "Name a file that can be created or replaced.",
  });
}

async function unlessMissing<Value>(answer: Promise<Value>): Promise<Value | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}

/** The name beside a file under which its next text is written; who clears up knows it by that. */
export function draftName(name: string): string {
  return `.${name}.${process.pid}.nomadx.tmp`;
}

/** Removes what processes have left that run no more; where the directory cannot be read, nothing. */
async function clearDrafts(directory: string): Promise<void> {
  for (const name of await readdir(directory).catch(() => [])) {
    const pid = /^\..*\.(\d+)\.nomadx\.tmp$/.exec(name)?.[1];
    if (pid !== undefined && !processRuns(Number(pid))) await rm(path.join(directory, name), { force: true });
  }
}
