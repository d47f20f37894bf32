// @ts-check
import { createServer } from "node:net";
import { HOST, PORTS } from "./addresses.js";

/** Why a part of the cluster cannot be had on this machine: its tests are skipped with this as the reason. */
export class Unavailable extends Error {
  /** @override */ name = "Unavailable";
}

/**
 * The path of a program; throws `Unavailable` when it was not found.
 * @param {ReturnType<typeof import("./programs.js").findPrograms>} programs
 * @param {keyof ReturnType<typeof import("./programs.js").findPrograms>} name
 */
export function requireProgram(programs, name) {
  const program = programs[name];
  if (program === undefined) throw new Unavailable(`${name} is not on PATH`);
  return program.path;
}

/**
 * Throws `Unavailable` when something else listens on one of the ports.
 * @param {readonly (keyof typeof PORTS)[]} names
 */
export async function requirePorts(names) {
  for (const name of names) {
    if (!(await isFree(PORTS[name]))) {
      throw new Unavailable(`port ${PORTS[name]} of ${HOST} is taken by another program`);
    }
  }
}

/** @param {number} port */
function isFree(port) {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen(port, HOST, () => server.close(() => resolve(true)));
  });
}
