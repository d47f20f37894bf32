import { didYouMean, NomadxError } from "@nomadx/core";
import { Config } from "@oclif/core/config";
import { run } from "@oclif/core/run";

import { exitCodes } from "../command/exit-codes.ts";
import { fail } from "../command/fail.ts";
import { formatIn, hasFlag } from "../command/unparsed-flags.ts";
import { Report } from "../output/report.ts";
import { flagName } from "./usage-report.ts";
import { openTerminal } from "../terminal/terminal.ts";
import { watchStreams } from "../terminal/watch-streams.ts";

/**
 * Runs oclif in full: help, topics, aliases, plugins, and a clear error for a command that does not exist. The result is
 * in `process.exitCode`.
 */
export async function runOclif(argv: readonly string[], root: string): Promise<void> {
  // The check loads semver; npm has done it at installation.
  process.env["OCLIF_DISABLE_ENGINE_WARNING"] ??= "1";
  const streams = { out: process.stdout, err: process.stderr };
  watchStreams(streams, () => {
    process.exitCode ||= exitCodes.failed;
  });
  let config: Config | undefined;
  try {
    config = await Config.load(root);
    const unknown = unknownCommand(argv, config);
    if (unknown !== undefined) throw unknown;
    await run([...argv], config);
  } catch (error) {
    if (isExit(error)) process.exitCode = error.oclif.exit;
    else {
      const settings = { format: formatIn(argv, "format"), now: Date.now };
      const terminal = await openTerminal(argv, process.env, streams, settings);
      const report = new Report(terminal);
      const options = { withStack: hasFlag(argv, "debug"), asEvent: false };
      const exit = await fail(error, { terminal, report }, options);
      process.exitCode = exitCodes[exit];
      await report.finish({ title: "nomadx", program: { version: config?.version ?? "" }, exit });
    }
  }
}

/** Whether this is oclif's way of ending early with a code. */
function isExit(error: unknown): error is { readonly oclif: { readonly exit: number } } {
  return error instanceof Error && "code" in error && error.code === "EEXIT";
}

/** The error to give when the first word is neither a command nor a topic, which oclif would not explain. */
function unknownCommand([word]: readonly string[], config: Config): NomadxError | undefined {
  if (word === undefined || word === "--help" || word === "-h" || word === "--version") return undefined;
  if (word.startsWith("-")) {
    return new NomadxError("usage", `${flagName(word)} comes before the command`, {
      help: "The command comes first: nomadx plan --json jobs/",
    });
  }
  const known = [...config.commandIDs, ...config.commands.flatMap(({ aliases }) => aliases)].map((id) =>
    id.replaceAll(":", " "),
  );
  if (known.some((id) => id === word || id.startsWith(`${word} `))) return undefined;
  const similar = didYouMean(word, known);
  return new NomadxError("usage", `There is no command ${word}`, {
    help: similar === undefined ? "nomadx --help lists the commands." : `Did you mean ${similar}?`,
  });
}
