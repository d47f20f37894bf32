import { readFileSync, statSync } from "node:fs";
import path from "node:path";
import type { FunctionFiles, Outcome } from "../hcl/functions/function-world.ts";

/** Where functions of HCL find what they read. */
export interface FunctionPlaces {
  /** The folder of the job file: relative paths begin there. */
  readonly folder: string;
  /** The text in which functions are called: packages are loaded only for those that it mentions. */
  readonly text: string;
  /** @default the working folder of the process */
  readonly workingFolder?: string;
  /** The folder that `~` stands for. @default the user's home folder */
  readonly homeFolder?: string;
}

/** Files that are larger are no text that belongs into a job. */
const largestFile = 16 * 2 ** 20;

type Find = (
  pattern: string,
  options: { cwd: string; dot: boolean; onlyFiles: boolean; expandDirectories: boolean },
) => string[];

/** Files as functions of HCL read them. */
export async function functionFiles({
  folder,
  text,
  workingFolder,
  homeFolder,
}: Required<FunctionPlaces>): Promise<FunctionFiles> {
  const find: Find = text.includes("fileset") ? (await import("tinyglobby")).globSync : () => [];
  const absolute = (given: string): string =>
    path.resolve(folder, given === "~" || given.startsWith("~/") ? homeFolder + given.slice(1) : given);
  const plainFile = (given: string): Outcome<string> => {
    const stats = statSync(absolute(given), { throwIfNoEntry: false });
    if (stats === undefined) return { problem: `there is no file ${given}` };
    if (!stats.isFile()) return { problem: `${given} is not a regular file` };
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
        result: find(pattern, {
          cwd: absolute(given),
          dot: true,
          onlyFiles: true,
          expandDirectories: false,
        }).toSorted(),
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
