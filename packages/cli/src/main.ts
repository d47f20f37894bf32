import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

import type { Command } from "./command/command-definition.ts";

/** The folder of the package: this module is `dist/main.js` in it. */
const root = new URL("..", import.meta.url);

/**
 * Runs nomadx with the given arguments and leaves its result in `process.exitCode`.
 *
 * An ordinary command is found by the name of its file and loaded alone: that is what makes nomadx start fast. Help,
 * topics, aliases, plugins and unknown commands go through all of oclif, to the same result.
 */
export async function main(argv: readonly string[]): Promise<void> {
  const [first, ...others] = argv;
  const given = first === "help" ? [...others, "--help"] : [...argv];
  const found = asksForHelp(given) ? undefined : findCommand(given);
  if (found === undefined) {
    // The name of the built module: it is one of its own, and no part of this one.
    const { runOclif } = await import("./oclif/run-oclif.js");
    await runOclif(given, fileURLToPath(root));
    return;
  }
  const command = await loadCommand(found.url);
  command.id = found.words.join(":");
  await command.run(given.slice(found.words.length), program);
  // Resources that job files have left open (timers, servers, connections) end with the command, if nothing else holds
  // it up.
  setTimeout(() => process.exit(), 100).unref();
}

/** As oclif's configuration has it. */
const program = {
  get version(): string {
    const manifest: unknown = JSON.parse(readFileSync(new URL("package.json", root), "utf8"));
    return typeof manifest === "object" && manifest !== null && "version" in manifest
      ? String(manifest.version)
      : "";
  },
};

async function loadCommand(url: URL): Promise<Command> {
  // oxlint-disable-next-line typescript/no-unsafe-assignment -- the default export of a module in commands/ is a command
  const { default: command }: { default: Command } = await import(url.href);
  return command;
}

interface FoundCommand {
  readonly words: readonly string[];
  readonly url: URL;
}

/** The command with the most words: `routes match` rather than `routes`. */
function findCommand(argv: readonly string[]): FoundCommand | undefined {
  const end = argv.findIndex((word) => !/^[a-z][a-z0-9-]*$/.test(word));
  const words = argv.slice(0, end === -1 ? 3 : Math.min(end, 3));
  for (let length = words.length; length > 0; length--) {
    const candidate = words.slice(0, length);
    const url = new URL(`dist/commands/${candidate.join("/")}.js`, root);
    if (existsSync(fileURLToPath(url))) return { words: candidate, url };
  }
  return undefined;
}

function asksForHelp(argv: readonly string[]): boolean {
  const end = argv.indexOf("--");
  const flags = end === -1 ? argv : argv.slice(0, end);
  return flags.includes("--help") || flags.includes("-h");
}
