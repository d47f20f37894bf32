import { quote } from "../../go/quote.ts";
import { formatDuration } from "../../units/duration.ts";
import { restart } from "../schema/restart.ts";
import { blockRules } from "./rule.ts";
import { inRange, oneOfValues } from "./schema-rules.ts";

const seconds = 1_000_000_000;

/** Restarts on the same node, of a group: Nomad does not look at those of a task. @see hashicorp/nomad nomad/structs/structs.go RestartPolicy.Validate (2.0.5) */
export const restartRules = blockRules(
  restart,
  ["TaskGroup"],
  [
    oneOfValues(restart, "Mode", (value) => `Unsupported restart mode: ${quote(value)}`, "refused"),
    {
      code: "NX2130",
      find: ({ Attempts, Mode }) =>
        Number(Attempts) === 0 &&
        Mode !== "fail" && {
          keys: ["Attempts"],
          summary: "No restarts, and no failure",
          detail: `With "attempts" 0 a task is not started again, and the mode ${JSON.stringify(Mode)} waits for it to be.`,
          help: 'Write mode "fail", or 1 attempt or more.',
          nomad: `Restart policy ${quote(Mode)} with ${Attempts} attempts is ambiguous`,
        },
    },
    inRange(
      restart,
      "Interval",
      { least: 5 * seconds },
      (value) => `Interval can not be less than 5s (got ${value})`,
    ),
    {
      code: "NX2131",
      find: ({ Attempts, Delay, Interval }) =>
        // Go's product of two 64-bit integers.
        BigInt.asIntN(64, BigInt(Attempts) * BigInt(Delay)) > BigInt(Interval) && {
          keys: ["Attempts"],
          summary: "The restarts do not fit into their interval",
          detail: `${Attempts} attempts with a delay of ${formatDuration(Delay)} take longer than ${formatDuration(Interval)}.`,
          help: "Make the interval longer, or the attempts fewer.",
          nomad: `Nomad can't restart the TaskGroup ${Attempts} times in an interval of ${formatDuration(Interval)} with a delay of ${formatDuration(Delay)}`,
        },
    },
  ],
);
