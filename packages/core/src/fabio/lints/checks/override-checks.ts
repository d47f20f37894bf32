import { parseCommands } from "../../commands/parse-commands.ts";
import { lowerCase } from "../../../go/lower-case.ts";
import { trimSpace } from "../../../go/white-space.ts";
import { splitSource } from "../../table/split-source.ts";
import { since } from "../../version.ts";
import type { Hit } from "../lint.ts";
import { show, type Check } from "./check.ts";

/** Checks of the commands that people write: manual overrides and static registries. */
export const overrideChecks = {
  "kv-syntax": {
    needs: ["commands"],
    run: ({ keys = [], problems }) => [
      ...keys.flatMap(({ Key, Value }) =>
        parseCommands(trimSpace(Value))
          .problems.filter(({ effect }) => effect === "rejected")
          .map(({ line, message }) => ({
            place: { key: Key, line },
            message: `Line ${line} of the key ${show(Key)}: ${message}`,
          })),
      ),
      ...problems
        .filter(({ problem, from }) => problem.code === "syntax" && from === "line")
        .map(({ place, problem }) => ({ place, message: problem.message.replace(/^line \d+: /, "") })),
    ],
  },
  "kv-weight-no-match": {
    needs: ["commands-with-targets"],
    run: ({ problems, version }) =>
      problems
        .filter(({ problem, from }) => problem.code === "no-match" && from !== "tag")
        .map(({ place, text }) => ({
          place,
          message: `No target fits: ${text}`,
          ...(since(version, "1.7.3") && { severity: "error" as const }),
        })),
  },
  "kv-host-case": {
    needs: ["commands"],
    run: ({ keys = [], commands = "" }) => [
      ...keys.flatMap(({ Key, Value }) =>
        upperCaseHosts(trimSpace(Value)).map(({ place, message }) => ({
          place: { ...place, key: Key },
          message,
        })),
      ),
      ...upperCaseHosts(commands),
    ],
  },
} satisfies Readonly<Record<string, Check>>;

function upperCaseHosts(text: string): readonly Hit[] {
  return parseCommands(text).commands.flatMap(({ kind, src, line }) => {
    const { host } = splitSource(src);
    if (kind === "add" || host === lowerCase(host)) return [];
    const message = `The host ${show(host)} of the route ${kind} is not in lower case`;
    return [{ place: { line, route: src }, message }];
  });
}
