import { lstat, mkdir, readdir, realpath, rename, rm, rmdir, stat, writeFile } from "node:fs/promises";
import path from "node:path";

import { NomadxError } from "@nomadx/core";

import { processRuns } from "../inputs/files/process-runs.ts";

/** A file to be written. */
export interface FileText {
  readonly path: string;
  readonly text: string;
}

/**
 * Writes files into a directory, as {@link writeAll} does; answers their paths.
 * @throws {NomadxError} `usage` when two files would have one name, or one of them cannot be written
 */
export async function writeFiles(
  directory: string,
  files: readonly { readonly name: string; readonly text: string }[],
  mode?: number,
): Promise<string[]> {
  const targets = files.map(({ name, text }) => ({ path: path.join(directory, name), text }));
  await writeAll(targets, mode);
  return targets.map((target) => target.path);
}

/**
 * Writes files, wherever they are; directories that are missing are made. Each appears whole or not at all, in place of a plain
 * file only: what stands for a device, a pipe or a folder stays what it is. No file is replaced before the texts of all have been
 * written beside them, and where one cannot be written, nothing is left. Drafts that a run before has left, because it was
 * killed, are cleared.
 * @throws {NomadxError} `usage` when two files would be one, or one of them cannot be written
 */
export async function writeAll(files: readonly FileText[], mode = 0o666): Promise<void> {
  const made: string[] = [];
  /** By the file that each is the next text of. */
  const drafts = new Map<string, string>();
  try {
    for (const directory of new Set(files.map((file) => path.dirname(file.path)))) {
      made.push(...(await writingInto(directory, () => makeDirectory(directory))));
      await clearDrafts(directory);
    }
    for (const { path: target, text } of files) {
      await writingInto(path.dirname(target), async () => {
        const file = await replaceable(target);
        if (drafts.has(file)) throw new NomadxError("usage", `Two jobs would be written to ${target}`);
        const draft = path.join(path.dirname(file), draftName(path.basename(file)));
        drafts.set(file, draft);
        await writeFile(draft, text, { mode });
      });
    }
    for (const [file, draft] of drafts) await writingInto(path.dirname(file), () => rename(draft, file));
  } catch (error) {
    // Not even a name that is too long can be removed: what is told is why it could not be written.
    await Promise.allSettled([...drafts.values()].map((draft) => rm(draft, { force: true })));
    // The innermost first; what somebody has put something into stays.
    for (const directory of made.toReversed()) await rmdir(directory).catch(() => undefined);
    throw error;
  }
}

/** Makes a directory and those that it lies in; answers the ones that were missing, the outermost first. */
async function makeDirectory(directory: string): Promise<readonly string[]> {
  const first = await mkdir(directory, { recursive: true });
  if (first === undefined) return [];
  const steps = path.relative(first, path.resolve(directory)).split(path.sep);
  const below = steps.filter((step) => step !== "");
  return [first, ...below.map((_, index) => path.join(first, ...below.slice(0, index + 1)))];
}

/** Runs what writes into a directory; that it fails is the user's matter. */
async function writingInto<Value>(directory: string, write: () => Promise<Value>): Promise<Value> {
  try {
    return await write();
  } catch (error) {
    if (error instanceof NomadxError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new NomadxError("usage", `Cannot write to ${directory}: ${reason}`, { cause: error });
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
