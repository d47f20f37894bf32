import { createHash, privateDecrypt, randomBytes, constants } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import { homedir } from "node:os";
import path from "node:path";
import type { FunctionFiles, FunctionWorld, Outcome } from "@nomadx/core/jobspec/hcl";
import type { InputContext } from "./input-context.ts";

/** Files that are larger are no text that belongs into a job. */
const largestFile = 16 * 2 ** 20;

/**
 * What HCL's functions may use: files, relative to the folder of the job file as with Nomad's own command line, digests
 * and randomness. Packages are loaded where the text mentions a function that needs one.
 * @see hashicorp/go-cty-funcs filesystem, crypto (0.1.0)
 */
export async function functionWorld(
  jobFile: string,
  text: string,
  { cwd, env }: Pick<InputContext, "cwd" | "env">,
): Promise<FunctionWorld> {
  const find = text.includes("fileset") ? (await import("tinyglobby")).globSync : noFiles;
  return {
    hash: (algorithm, bytes) => createHash(algorithm).update(bytes).digest(),
    randomBytes: (count) => randomBytes(count),
    decryptRsa,
    files: filesFrom(
      { folder: path.dirname(jobFile), workingFolder: cwd, homeFolder: env["HOME"] ?? homedir() },
      find,
    ),
  };
}

function decryptRsa(bytes: Uint8Array, key: string): Outcome<Uint8Array> {
  try {
    return { result: privateDecrypt({ key, padding: constants.RSA_PKCS1_PADDING }, bytes) };
  } catch (error) {
    return { problem: error instanceof Error ? error.message : "the text cannot be decrypted" };
  }
}

type Find = (pattern: string, options: { cwd: string; dot: boolean; onlyFiles: boolean }) => string[];

const noFiles: Find = () => [];

interface Folders {
  readonly folder: string;
  readonly workingFolder: string;
  readonly homeFolder: string;
}

function filesFrom({ folder, workingFolder, homeFolder }: Folders, find: Find): FunctionFiles {
  const absolute = (given: string): string =>
    path.resolve(folder, given === "~" || given.startsWith("~/") ? homeFolder + given.slice(1) : given);
  const plainFile = (given: string): Outcome<string> => {
    const stats = statSync(absolute(given), { throwIfNoEntry: false });
    if (stats === undefined) return { problem: `there is no file ${given}` };
    if (!stats.isFile()) return { problem: `${given} is no plain file` };
    if (stats.size > largestFile) return { problem: `${given} is larger than ${largestFile / 2 ** 20} MiB` };
    return { result: absolute(given) };
  };
  return {
    read: (given) =>
      attempt(() => {
        const file = plainFile(given);
        return "problem" in file ? file : { result: readFileSync(file.result) };
      }),
    exists: (given) =>
      attempt(() => {
        if (statSync(absolute(given), { throwIfNoEntry: false }) === undefined) return { result: false };
        const file = plainFile(given);
        return "problem" in file ? file : { result: true };
      }),
    find: (given, pattern) =>
      attempt(() => ({
        result: find(pattern, { cwd: absolute(given), dot: true, onlyFiles: true }).toSorted(),
      })),
    workingFolder,
    homeFolder,
  };
}

function attempt<T>(ask: () => Outcome<T>): Outcome<T> {
  try {
    return ask();
  } catch (error) {
    return { problem: error instanceof Error ? error.message : "the file cannot be read" };
  }
}
