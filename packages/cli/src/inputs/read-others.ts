import path from "node:path";

import { isFailure, NomadxError, type Diagnostic } from "@nomadx/core";

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
  const named = (file: string): string =>
    `git:${ref}:${path.relative(copy.root, path.resolve(copy.cwd, file)).split(path.sep).join("/")}`;
  try {
    const args = within === undefined ? filesOf(files, context.cwd, copy) : [placeOf(within, ref, copy)];
    const accepted = within === undefined ? ["NX102"] : [];
    const jobs = await load(args, { ...context, cwd: copy.cwd }, { accepted, named });
    return jobs.map((loaded) => ({ ...loaded, file: named(loaded.file) }));
  } finally {
    await copy.remove();
  }
}

/** The arguments of the command that a commit has, too; patterns and folders may have no job in them. */
function filesOf(files: readonly string[], cwd: string, copy: CheckedOut): readonly string[] {
  return files
    .filter((file) => file !== "-")
    .map((file) => path.relative(cwd, path.resolve(cwd, file)) || ".")
    .filter((file) => isThere(path.resolve(copy.cwd, file)));
}

/** A path begins at the top of the repository, unless it begins with a dot. */
function placeOf(within: string, ref: string, { root, cwd }: CheckedOut): string {
  const isRelative = /^\.{1,2}(?:\/|$)/.test(within);
  const place = path.resolve(isRelative ? cwd : root, within);
  if (isThere(place)) return path.relative(cwd, place) || ".";
  throw new NomadxError("invalid", `${JSON.stringify(within)} does not exist in the commit ${ref}`, {
    help: isRelative
      ? "A path that begins with a dot begins at the folder that you are in."
      : `A path begins at the top of the repository; ./${within} begins at the folder that you are in.`,
  });
}

/** Patterns are taken for there: they may match nothing. */
function isThere(place: string): boolean {
  return /[*?[\]{}]/.test(place) || whatIs(place) !== "missing";
}

interface Loading {
  /** Codes of problems that are none here. */
  readonly accepted?: readonly string[];
  /** The name of a file that is not where the user knows it. */
  readonly named?: (file: string) => string;
}

async function load(
  args: readonly string[],
  context: InputContext,
  { accepted = [], named }: Loading = {},
): Promise<readonly LoadedJob[]> {
  if (args.length === 0) return [];
  const { jobs, diagnostics } = await loadInputs(args, context);
  const problems = diagnostics.filter((found) => isFailure(found) && !accepted.includes(found.code));
  if (problems.length === 0) return jobs;
  throw new NomadxError("invalid", "The jobs to compare with cannot be read", {
    diagnostics: named === undefined ? problems : problems.map((found) => inFile(found, named)),
    ...(problems.some(({ code }) => code === "NX101") && {
      help: "A commit is written git:REF or git:REF:PATH, such as git:main.",
    }),
  });
}

function inFile(found: Diagnostic, named: (file: string) => string): Diagnostic {
  const { source } = found;
  return source === undefined ? found : { ...found, source: { ...source, file: named(source.file) } };
}
