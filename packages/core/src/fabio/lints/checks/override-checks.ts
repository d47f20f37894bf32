import { parseCommands } from "../../commands/parse-commands.ts";
import { lowerCase } from "../../go/lower-case.ts";
import { trimSpace } from "../../go/white-space.ts";
import { splitSource } from "../../table/split-source.ts";
import { since } from "../../version.ts";
import { show, type Check } from "./check.ts";

/** Checks of the manual overrides. */
export const overrideChecks = {
  "kv-syntax": {
    needs: ["keys"],
    run: ({ keys = [] }) =>
      keys.flatMap(({ Key, Value }) =>
        parseCommands(trimSpace(Value))
          .problems.filter(({ effect }) => effect === "rejected")
          .map(({ line, message }) => ({
            place: { key: Key, line },
            message: `Line ${line} of the key ${show(Key)}: ${message}`,
          })),
      ),
  },
  "kv-weight-no-match": {
    needs: ["keys", "services"],
    run: ({ problems, version }) =>
      problems
        .filter(({ problem, from }) => problem.code === "no-match" && from === "key")
        .map(({ place, text }) => ({
          place,
          message: `No target fits: ${text}`,
          ...(since(version, "1.7.3") && { severity: "error" as const }),
        })),
  },
  "kv-host-case": {
    needs: ["keys"],
    run: ({ keys = [] }) =>
      keys.flatMap(({ Key, Value }) =>
        parseCommands(trimSpace(Value)).commands.flatMap((command) => {
          const { host } = splitSource(command.src);
          return command.kind === "add" || host === lowerCase(host)
            ? []
            : [
                {
                  place: { key: Key, line: command.line, route: command.src },
                  message: `The host ${show(host)} of the route ${command.kind} is not in lower case`,
                },
              ];
        }),
      ),
  },
} satisfies Readonly<Record<string, Check>>;
