import type { LintRow } from "../lint-row.ts";
import { show } from "../check.ts";
import { parseCommands } from "../../commands/parse-commands.ts";
import { trimSpace } from "../../../go/white-space.ts";
import { since } from "../../version.ts";

/** Commands written by people that reject the whole table: manual overrides and static registries. */
export const poisonousOverrides = {
  "kv-syntax": {
    severity: "critical",
    scope: ["overrides"],
    title: "A line in the manual overrides or the static registry that is not a route command",
    doc: "It rejects the whole table. The admin API has answered 200 to the override.",
    fix: "Correct or delete the line.",
    evidence: "seen-1.7.3",
    check: {
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
  },
  "kv-weight-no-match": {
    severity: "critical",
    scope: ["overrides"],
    title: "A `route weight` among the overrides or in the static registry that matches no target",
    doc: "Up to 1.7.2 it rejects the whole table, and at start no listener may open. Since 1.7.3 it is logged and ignored.",
    fix: "Delete the line, or write the host in lower case and name a service that runs.",
    evidence: "seen-1.7.3",
    check: {
      needs: ["commands-with-targets"],
      run: ({ problems, version }) =>
        problems
          .filter(({ problem, from }) => problem.code === "no-match" && from !== "tag")
          .map(({ place, text }) => ({
            place,
            message: `No target matches: ${text}`,
            ...(since(version, "1.7.3") && { severity: "error" as const }),
          })),
    },
  },
} satisfies Readonly<Record<string, LintRow>>;
