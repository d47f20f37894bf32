import { spawn } from "node:child_process";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

import type { Server } from "./recording.ts";

const serverPorts = pathToFileURL(fileURLToPath(new URL("server-ports.js", import.meta.url))).href;

/** The output of a command, both streams as a terminal shows them, and how it ended. */
export interface Result {
  readonly output: string;
  readonly code: number;
}

export interface RunOptions {
  /** The checkout that the command runs in. */
  readonly folder: string;
  /** The value of `$?`. */
  readonly previousCode: number;
  /** Ports of what answers at the servers' own ports; where there is none, nobody does. */
  readonly ports: { readonly [Name in Server | "dns"]?: number };
  /** After so many lines of output the reader presses Ctrl-C. */
  readonly interruptAfter: number | undefined;
  readonly onTimeout: () => string;
}

const TIMEOUT_MS = 60_000;

/** Runs a command line as a shell does for a user who has set nothing. */
export async function runCommand(text: string, options: RunOptions): Promise<Result> {
  const { folder, previousCode, ports, interruptAfter } = options;
  const shell = spawn("bash", ["-c", `exec 2>&1; (exit ${previousCode}); ${text}`], {
    cwd: folder,
    env: environment(folder, ports),
    stdio: ["ignore", "pipe", "inherit"],
    detached: true,
  });
  const signal = (name: NodeJS.Signals): void => {
    // The whole process group, as a terminal does.
    if (shell.pid !== undefined) process.kill(-shell.pid, name);
  };
  let output = "";
  let interrupted = interruptAfter === undefined;
  shell.stdout.setEncoding("utf8").on("data", (chunk: string) => {
    output += chunk;
    if (!interrupted && output.split("\n").length > (interruptAfter ?? 0)) {
      interrupted = true;
      output += "^C\n";
      signal("SIGINT");
    }
  });
  const timeout = setTimeout(() => {
    output += `… did not end in ${TIMEOUT_MS / 1000} s\n${options.onTimeout()}\n`;
    signal("SIGKILL");
  }, TIMEOUT_MS);
  const code = await new Promise<number>((resolve) => shell.on("close", (exit) => resolve(exit ?? -1)));
  clearTimeout(timeout);
  return { output, code };
}

function environment(folder: string, ports: RunOptions["ports"]): NodeJS.ProcessEnv {
  const programs = [join(folder, "bin"), dirname(process.execPath), process.env["PATH"] ?? ""];
  return {
    PATH: programs.join(delimiter),
    HOME: join(folder, "home"),
    LANG: "C.UTF-8",
    TZ: "UTC",
    // npm tells of new versions of itself, at times.
    NPM_CONFIG_UPDATE_NOTIFIER: "false",
    NODE_OPTIONS: `--import=${serverPorts}`,
    NOMADX_DOCS_NOMAD_PORT: String(ports.nomad ?? "none"),
    NOMADX_DOCS_CONSUL_PORT: String(ports.consul ?? "none"),
    NOMADX_DOCS_FABIO_PORT: String(ports.fabio ?? "none"),
    NOMADX_DOCS_DNS_PORT: String(ports.dns ?? "none"),
  };
}
