import type { RouteProblem } from "../table/route-problem.ts";
import { parseLine } from "./parse-commands.ts";

/**
 * The names under which Fabio registers itself for these commands (`register=`), in their order and as often as they
 * are written. Any bad line means none, so that Fabio takes all its aliases out of Consul. Long lines are no problem here.
 * @see fabiolb/fabio route/parse_new.go ParseAliases (1.7.3)
 */
export function parseAliases(text: string): {
  readonly aliases: readonly string[];
  readonly problems: readonly RouteProblem[];
} {
  const aliases: string[] = [];
  const problems: RouteProblem[] = [];
  for (const [index, line] of text.split("\n").entries()) {
    const result = parseLine(line, index + 1);
    if (result === undefined) continue;
    if ("code" in result) problems.push(result);
    else if (result.kind === "add" && Object.hasOwn(result.opts, "register")) {
      aliases.push(result.opts["register"] ?? "");
    }
  }
  return { aliases: problems.length > 0 ? [] : aliases, problems };
}
