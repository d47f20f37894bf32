import { quote } from "../../go/quote.ts";
import { formatDuration } from "../../units/duration.ts";
import { reschedule } from "../schema/reschedule.ts";
import type { Completed } from "./completed-job.ts";
import { viableAttempts } from "./reschedule-attempts.ts";
import { blockRules, type At, type Rule } from "./rule.ts";
import { inRange, oneOfValues } from "./schema-rules.ts";

type Policy = Completed<typeof reschedule>;

const seconds = 1_000_000_000;
const leastDelay = 5 * seconds;

/** Moves of failed allocations to another node. @see hashicorp/nomad nomad/structs/structs.go ReschedulePolicy.Validate (2.0.5) */
export const rescheduleRules = blockRules(
  reschedule,
  ["TaskGroup"],
  [
    ifAsked({
      code: "NX2140",
      find: ({ Attempts, Interval, Unlimited }) =>
        Attempts > 0 &&
        Unlimited && {
          keys: ["Unlimited"],
          summary: "A number of attempts, and no limit",
          detail: `"attempts" is ${Attempts}, and "unlimited" is true${Number(Attempts) === 1 ? ': of a batch job "attempts" is 1 unless it says otherwise' : ""}.`,
          help: 'Write "unlimited" false, or "attempts" 0.',
          nomad: `Reschedule Policy with Attempts = ${Attempts}, Interval = ${formatDuration(Interval)}, and Unlimited = true is ambiguous`,
        },
    }),
    ifAsked(
      inRange(
        reschedule,
        "Delay",
        { least: leastDelay },
        (value) => `Delay cannot be less than 5s (got ${value})`,
      ),
    ),
    ifAsked(
      oneOfValues(
        reschedule,
        "DelayFunction",
        (value) =>
          `Invalid delay function ${quote(value)}, must be one of ["constant" "exponential" "fibonacci"]`,
        "refused",
      ),
    ),
    ifAsked({
      code: "NX216",
      field: "MaxDelay",
      find: (policy) =>
        policy.DelayFunction !== "constant" &&
        policy.MaxDelay < leastDelay && {
          keys: ["MaxDelay"],
          summary: '"max_delay" is too small',
          detail: `Received ${formatDuration(policy.MaxDelay)}.`,
          allowed: "5s or more",
          // Nomad names the other delay there.
          nomad: `Max Delay cannot be less than 5s (got ${formatDuration(policy.Delay)})`,
        },
    }),
    ifAsked({
      code: "NX2141",
      find: ({ DelayFunction, MaxDelay, Delay }) =>
        DelayFunction !== "constant" &&
        MaxDelay < Delay && {
          keys: ["MaxDelay"],
          summary: "max_delay is shorter than delay",
          detail: `The first delay is ${formatDuration(Delay)}, and the longest is ${formatDuration(MaxDelay)}.`,
          help: "Make max_delay the longer one.",
          nomad: `Max Delay cannot be less than Delay ${formatDuration(Delay)} (got ${formatDuration(MaxDelay)})`,
        },
    }),
    ifAsked({
      code: "NX216",
      field: "Interval",
      find: ({ Interval, Unlimited }) =>
        !Unlimited &&
        Interval < 15 * seconds && {
          keys: ["Interval"],
          summary: '"interval" is too small',
          detail: `Received ${formatDuration(Interval)}.`,
          allowed: "15s or more, unless the attempts are unlimited",
          nomad: `Interval cannot be less than 15s (got ${formatDuration(Interval)})`,
        },
    }),
    ifAsked({
      code: "NX2142",
      find: (policy) => {
        if (policy.Unlimited || !hasUsableDelays(policy)) return undefined;
        const { isViable, possible, least } = viableAttempts(policy);
        if (isViable) return undefined;
        const { Attempts, Interval, Delay, DelayFunction, MaxDelay } = policy;
        const ceiling =
          DelayFunction === "constant"
            ? ` and delay function ${quote(DelayFunction)}`
            : `, delay function ${quote(DelayFunction)}, and delay ceiling ${formatDuration(MaxDelay)}`;
        return {
          keys: ["Attempts"],
          summary: "The attempts do not fit into their interval",
          detail: `${possible} of ${Attempts} attempts fit into ${formatDuration(Interval)}, where each waits longer than the one before or as long.`,
          help: `Make the interval longer than ${formatDuration(least)}, or the attempts fewer.`,
          nomad: `Nomad can only make ${possible} attempts in ${formatDuration(Interval)} with initial delay ${formatDuration(Delay)}${ceiling}`,
        };
      },
    }),
  ],
);

/** The policy is looked at only where it lets Nomad try again, and only in jobs that take one. */
function ifAsked(rule: Rule<typeof reschedule>): Rule<typeof reschedule> {
  return {
    ...rule,
    find: (policy, at) => isAsked(policy, at) && rule.find(policy, at),
  };
}

function isAsked({ Attempts, Unlimited }: Policy, { job: { Type } }: At): boolean {
  return Type !== "system" && Type !== "sysbatch" && (Attempts > 0 || Unlimited);
}

/** Nomad counts attempts only where each delay is right by itself. */
function hasUsableDelays({ Delay, DelayFunction, MaxDelay }: Policy): boolean {
  if (Delay < leastDelay || !["constant", "exponential", "fibonacci"].includes(DelayFunction)) return false;
  return DelayFunction === "constant" || (MaxDelay >= leastDelay && MaxDelay >= Delay);
}
