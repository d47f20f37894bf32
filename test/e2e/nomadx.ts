import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";

const program = fileURLToPath(new URL("../../packages/cli/bin/run.js", import.meta.url));
const root = fileURLToPath(new URL("../..", import.meta.url));

/** How a command ended. `code` is -1 when it had to be killed. */
export interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Variables that the user's shell may have set for other clusters. */
const environment = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !/^(NOMAD|CONSUL|FABIO|NOMADX)_|^FORCE_COLOR$/.test(name)),
);

/**
 * Runs the built nomadx in the root of the repository, as a user would who has set nothing: it finds Nomad at its
 * default address.
 */
export async function nomadx(...args: readonly string[]): Promise<Outcome> {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [program, ...args],
      { cwd: root, env: environment, encoding: "utf8", timeout: 110_000, maxBuffer: 64 * 1024 * 1024 },
      (error, stdout, stderr) => {
        const code = error === null ? 0 : typeof error.code === "number" ? error.code : -1;
        resolve({ code, stdout, stderr });
      },
    );
  });
}
