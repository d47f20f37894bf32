import { didYouMean, NomadxError } from "@nomadx/core";
import { Config } from "@oclif/core/config";
import { run } from "@oclif/core/run";

import { fail } from "../command/fail.ts";

/** Runs oclif in full: help, topics, aliases, plugins, and a clear error for a command that does not exist. */
export async function runOclif(argv: readonly string[], root: string): Promise<void> {
  // The check loads semver; npm has done it at installation.
  process.env["OCLIF_DISABLE_ENGINE_WARNING"] ??= "1";
  try {
    const config = await Config.load(root);
    const unknown = unknownCommand(argv, config);
    if (unknown !== undefined) throw unknown;
    await run([...argv], config);
  } catch (error) {
    await fail(error, argv);
  }
}

/** The error to give when the first word is neither a command nor a topic, which oclif would not explain. */
function unknownCommand([word]: readonly string[], config: Config): NomadxError | undefined {
  if (word === undefined || word === "--help" || word === "-h" || word === "--version") return undefined;
  if (word.startsWith("-")) {
    return new NomadxError("usage", `${word} stands before the command`, {
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
