import { execFile } from "node:child_process";
import { existsSync, symlinkSync } from "node:fs";
import { mkdir, realpath } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";

import { NomadxError } from "@nomadx/core";

import type { Context } from "../../command/context.ts";
import { passingFolder } from "./passing-folder.ts";

/** The files of a commit, in a folder of their own. */
export interface CheckedOut {
  /** The top folder of the repository. */
  readonly root: string;
  /** The folder that stands for the one that it was asked from. */
  readonly cwd: string;
  readonly remove: () => Promise<void>;
}

/** Where git is run, and with what environment. */
type Surroundings = Pick<Context, "cwd" | "env">;

const run = promisify(execFile);

/**
 * Writes the files of a commit of the repository around `cwd` into a folder of their own, as a checkout would: the index
 * and the files of the repository are left alone. Packages that are installed there are found from the copy, too.
 * @param ref a branch, tag or commit, as git takes it
 * @throws {NomadxError} `usage` where there is no repository, no such commit, or no git
 */
export async function checkOut(ref: string, { cwd, env }: Surroundings): Promise<CheckedOut> {
  const repository = await git(
    ["rev-parse", "--show-toplevel"],
    { cwd, env },
    "is not in a repository of git",
  );
  const commit = await git(
    ["rev-parse", "--verify", "--quiet", "--end-of-options", `${ref}^{commit}`],
    { cwd, env },
    `has no commit ${JSON.stringify(ref)}`,
  );
  const { path: folder, remove } = await passingFolder("nomadx-git-");
  const root = path.join(folder, "files");
  try {
    const copying = { cwd: repository, env: { ...env, GIT_INDEX_FILE: path.join(folder, "index") } };
    await git(["read-tree", commit], copying, "could not be read");
    await git(["checkout-index", "--all", "--quiet", `--prefix=${root}/`], copying, "could not be copied");
    const within = path.relative(repository, await realpath(cwd));
    await mkdir(path.join(root, within), { recursive: true });
    linkPackages(repository, root, within);
    return { root, cwd: path.join(root, within), remove };
  } catch (error) {
    await remove();
    throw error;
  }
}

/** Gives the copy the packages that are installed now, which no commit has, from the top folder down to where files are read. */
function linkPackages(repository: string, root: string, within: string): void {
  const steps = within === "" ? [] : within.split(path.sep);
  for (let depth = 0; depth <= steps.length; depth += 1) {
    const packages = path.join(...steps.slice(0, depth), "node_modules");
    const [installed, copy] = [path.join(repository, packages), path.join(root, packages)];
    if (existsSync(installed) && !existsSync(copy)) symlinkSync(installed, copy, "dir");
  }
}

async function git(args: readonly string[], { cwd, env }: Surroundings, failure: string): Promise<string> {
  try {
    const { stdout } = await run("git", [...args], { cwd, env: { ...env } });
    return stdout.replace(/\n$/, "");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") {
      throw new NomadxError("usage", "git is not installed, or not on PATH", { cause: error });
    }
    const said = error instanceof Error && "stderr" in error ? String(error.stderr).trim() : "";
    throw new NomadxError("usage", [`${cwd} ${failure}`, said].filter((line) => line !== "").join(": "), {
      cause: error,
      help: "Name a branch, tag or commit of the repository that the job files are in: --against git:main.",
    });
  }
}
