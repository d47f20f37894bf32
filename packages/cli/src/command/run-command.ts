import type { ArgInput, FlagInput } from "@oclif/core/interfaces";

import { Report } from "../output/report.ts";
import { parseArguments } from "../oclif/parse-arguments.ts";
import { openTerminal } from "../terminal/terminal.ts";
import { watchStreams } from "../terminal/watch-streams.ts";
import type { Command, CommandDefinition } from "./command-definition.ts";
import type { Context } from "./context.ts";
import { type ExitName, exitCodes } from "./exit-codes.ts";
import { Once } from "./once.ts";
import { formatIn, hasFlag } from "./unparsed-flags.ts";
import type { World } from "./world.ts";

/** How a command was called. */
interface Call {
  readonly argv: readonly string[];
  readonly program: { readonly version: string };
  readonly world: World;
}

/** Runs a command and gives its exit code. Whatever goes wrong is told, not thrown. */
export async function runCommand(
  definition: CommandDefinition<FlagInput, ArgInput>,
  command: Command,
  { argv, program, world }: Call,
): Promise<number> {
  const { streams, cwd, env, now, readStdinBytes, interrupt } = world;
  let isLost = false;
  watchStreams(streams, () => {
    isLost = true;
    process.exitCode ||= exitCodes.failed;
  });
  // The arguments may be wrong, and that has to be told in the right way, too.
  const format = formatIn(argv, "report" in command.flags ? "report" : "format");
  const terminal = await openTerminal(argv, env, streams, { format, now });
  const report = new Report(terminal);
  let exit: ExitName = "ok";
  const context: Context = {
    terminal,
    report,
    cwd,
    env,
    get version() {
      return program.version;
    },
    now,
    readStdinBytes,
    get interrupted() {
      return interrupt.signal();
    },
    endingAtOnce: (run) => interrupt.endingAtOnce(run),
    config: new Once(),
    exitWith: (name) => (exit = name),
  };
  let isInLines = definition.answersInLines === true;
  try {
    const given = await parseArguments(argv, command);
    if (typeof definition.answersInLines === "function") isInLines = definition.answersInLines(given.flags);
    const answer = await definition.run(given, context);
    if (typeof answer === "object") terminal.answer(answer);
  } catch (error) {
    const { fail } = await import("./fail.ts");
    exit = await fail(error, context, { withStack: hasFlag(argv, "debug"), asEvent: isInLines });
  }
  if (interrupt.happened()) exit = "interrupted";
  else if (isLost && exit === "ok") exit = "failed";
  await report.finish({ title: ["nomadx", ...words(command)].join(" "), program, exit });
  return exitCodes[exit];
}

function words({ id = "" }: Command): readonly string[] {
  return id.split(":");
}
