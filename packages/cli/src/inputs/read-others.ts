import path from "node:path";

import { isFailure, NomadxError } from "@nomadx/core";

import { whatIs } from "./files/what-is.ts";
import { loadInputs } from "./load-inputs.ts";
import type { InputContext } from "./read/input-context.ts";
import type { LoadedJob } from "./read/loaded-job.ts";
import { checkOut, type CheckedOut } from "./files/check-out.ts";

/**
 * The jobs that `source` stands for: a file, folder or pattern; `git:REF:PATH`, as `git show` takes it; or `git:REF`, the files
 * of the command as they were in a commit, those that it does not have left out.
 * @param files the arguments of the command
 * @throws {NomadxError} `usage` where there is no such commit; `invalid` with all problems of the files
 */
export async function readOthers(
  source: string,
  files: readonly string[],
  context: InputContext,
): Promise<readonly LoadedJob[]> {
  const [, ref, within] = /^git:([^:]+)(?::(.*))?$/s.exec(source) ?? [];
  if (ref === undefined) return load([source], context);
  const copy = await checkOut(ref, context);
  try {
    const args = within === undefined ? filesOf(files, context.cwd, copy) : [placeOf(within, copy)];
    const jobs = await load(args, { ...context, cwd: copy.cwd }, within === undefined ? ["NX102"] : []);
    return jobs.map((loaded) => ({ ...loaded, file: `git:${ref}:${loaded.file}` }));
  } finally {
    await copy.remove();
  }
}

/** The arguments of the command that a commit has, too; patterns and folders may have no job in them. */
function filesOf(files: readonly string[], cwd: string, copy: CheckedOut): readonly string[] {
  return files
    .filter((file) => file !== "-")
    .map((file) => path.relative(cwd, path.resolve(cwd, file)) || ".")
    .filter((file) => /[*?[\]{}]/.test(file) || whatIs(path.resolve(copy.cwd, file)) !== "missing");
}

/** A path begins at the top of the repository, unless it begins with a dot. */
function placeOf(within: string, { root, cwd }: CheckedOut): string {
  const from = /^\.{1,2}(?:\/|$)/.test(within) ? cwd : root;
  return path.relative(cwd, path.resolve(from, within)) || ".";
}

/** @param accepted codes of problems that are none here */
async function load(
  args: readonly string[],
  context: InputContext,
  accepted: readonly string[] = [],
): Promise<readonly LoadedJob[]> {
  if (args.length === 0) return [];
  const { jobs, diagnostics } = await loadInputs(args, context);
  const problems = diagnostics.filter((found) => isFailure(found) && !accepted.includes(found.code));
  if (problems.length === 0) return jobs;
  throw new NomadxError("invalid", "The jobs to compare with cannot be read", { diagnostics: problems });
}
