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

/** Throws `Unavailable` where the cluster cannot run at all. */
export async function requireMachine() {
  // The images are made of programs of this machine, and the agent's network is Linux's loopback device.
  if (process.platform !== "linux") throw new Unavailable("the suite knows only Linux");
  for (const port of Object.values(PORTS)) {
    if (!(await isFree(port))) throw new Unavailable(`port ${port} of ${HOST} is taken by another program`);
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
