import type { RouteProblem } from "../table/route-problem.ts";
import { parseLines, type ParsedLine } from "./parse-commands.ts";

/**
 * The names under which Fabio registers itself for these commands (`register=`), in their order and as often as they
 * are written. Any bad line means none, so that Fabio takes all its aliases out of Consul. Long lines are no problem here.
 * @see fabiolb/fabio route/parse_new.go ParseAliases (1.7.3)
 */
export function parseAliases(text: string): {
  readonly aliases: readonly string[];
  readonly problems: readonly RouteProblem[];
} {
  return aliasesIn(parseLines(text));
}

/** The same of lines that have been read. */
export function aliasesIn(lines: Iterable<ParsedLine>): ReturnType<typeof parseAliases> {
  const aliases: string[] = [];
  const problems: RouteProblem[] = [];
  for (const { command, problem } of lines) {
    if (problem !== undefined) problems.push(problem);
    if (command?.kind === "add" && Object.hasOwn(command.opts, "register")) {
      aliases.push(command.opts["register"] ?? "");
    }
  }
  return { aliases: problems.length > 0 ? [] : aliases, problems };
}
