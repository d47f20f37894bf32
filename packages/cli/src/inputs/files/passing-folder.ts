import { spawn } from "node:child_process";
import { mkdtemp, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";

/** A folder for as long as a process needs it. */
export interface PassingFolder {
  readonly path: string;
  readonly remove: () => Promise<void>;
}

/** Waits for the end of its standard input, which comes with that of the process that holds it, however that ends. */
const keeper = `process.stdin.resume().on("error", () => {}).on("close", () =>
  require("node:fs").rmSync(process.argv[1], { recursive: true, force: true, maxRetries: 5 }))`;

/**
 * Makes a folder that nobody else can read, among the temporary ones. It is removed when this process is killed, too: while
 * job files run, signals end the process without a word, so that another one has to see to it.
 */
export async function passingFolder(prefix: string): Promise<PassingFolder> {
  const folder = await mkdtemp(path.join(await realpath(tmpdir()), prefix));
  // On its own, for Ctrl-C goes to all processes of a terminal's group.
  const child = spawn(process.execPath, ["--eval", keeper, folder], {
    detached: true,
    env: {},
    stdio: ["pipe", "ignore", "ignore"],
  });
  // Where there can be no further process, the folder is removed in the ordinary case alone.
  child.on("error", () => {}).unref();
  child.stdin.on("error", () => {});
  return {
    path: folder,
    async remove() {
      await rm(folder, { recursive: true, force: true });
      child.stdin.destroy();
    },
  };
}
