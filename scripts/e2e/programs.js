// @ts-check
import { execFileSync } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { delimiter, isAbsolute, join } from "node:path";

/** How each program is asked for its version; the first line of the answer is shown to the reader. */
const VERSION_ARGUMENTS = Object.freeze({
  nomad: ["version"],
  consul: ["version"],
  fabio: ["-version"],
  docker: ["--version"],
  dockerd: ["--version"],
  openssl: ["version"],
  tar: ["--version"],
  ip: ["-Version"],
});

/** @typedef {keyof typeof VERSION_ARGUMENTS} ProgramName */
/** @typedef {{ readonly path: string; readonly version: string }} Program */

/**
 * The programs the suite can use, each with its path and the first line of its version; `undefined` for
 * one that is not on PATH or does not start.
 * @returns {Readonly<Record<ProgramName, Program | undefined>>}
 */
export function findPrograms() {
  return {
    nomad: findProgram("nomad"),
    consul: findProgram("consul"),
    fabio: findProgram("fabio"),
    docker: findProgram("docker"),
    dockerd: findProgram("dockerd"),
    openssl: findProgram("openssl"),
    tar: findProgram("tar"),
    ip: findProgram("ip"),
  };
}

/**
 * @param {ProgramName} name
 * @returns {Program | undefined}
 */
function findProgram(name) {
  const path = (process.env["PATH"] ?? "")
    .split(delimiter)
    .filter(isAbsolute)
    .map((folder) => join(folder, name))
    .find(isExecutable);
  if (path === undefined) return undefined;
  try {
    const answer = execFileSync(path, VERSION_ARGUMENTS[name], { encoding: "utf8", timeout: 10_000 });
    return { path, version: answer.split("\n")[0] ?? "" };
  } catch {
    // A file of that name that cannot say its version is not the program the suite needs.
    return undefined;
  }
}

/** @param {string} path */
function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
