import { spawn } from "node:child_process";
import path from "node:path";
import { fileURLToPath } from "node:url";

/** The folder of the workspace. */
export const root = fileURLToPath(new URL("../..", import.meta.url));

/**
 * Runs a program of `node_modules/.bin`, or `node` itself, in the workspace.
 * @param {readonly string[]} command
 * @param {{ env?: Record<string, string>, cwd?: string }} [options]
 * @returns {Promise<{ code: number, output: string }>} its exit code, and both its streams as they came
 */
export function runCommand([program, ...rest], { env = {}, cwd = root } = {}) {
  return new Promise((resolve) => {
    const folders = [path.join(root, "node_modules/.bin"), env.PATH ?? process.env.PATH];
    const child = spawn(program, rest, {
      cwd,
      env: { ...process.env, ...env, PATH: folders.join(path.delimiter) },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const chunks = [];
    child.stdout.on("data", (chunk) => chunks.push(chunk));
    child.stderr.on("data", (chunk) => chunks.push(chunk));
    child.on("error", (error) => resolve({ code: 127, output: `${program}: ${error.message}` }));
    child.on("close", (code) => resolve({ code: code ?? 1, output: Buffer.concat(chunks).toString("utf8") }));
  });
}
