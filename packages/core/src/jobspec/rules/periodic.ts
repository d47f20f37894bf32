import { didYouMean } from "../../diagnostics/did-you-mean.ts";
import { quote } from "../../go/quote.ts";
import { cronFieldTexts, isCronProblem, parseCron } from "../cron/cron-expression.ts";
import type { CronProblem } from "../cron/cron-field.ts";
import { emptyRanges } from "../cron/empty-ranges.ts";
import { nextTime } from "../cron/next-time.ts";
import { timeZoneNames } from "../cron/time-zone-names.ts";
import { showValue, type KeyPath } from "../key-path.ts";
import { suggest } from "../problems.ts";
import { periodic } from "../schema/periodic.ts";
import type { Completed } from "./completed-job.ts";
import { blockRules, type Rule } from "./rule.ts";

type Periodic = Completed<typeof periodic>;

/**
 * Jobs that are launched at set times. Nomad looks at none of it while `enabled = false`.
 * @see hashicorp/nomad nomad/structs/structs.go PeriodicConfig.Validate, nomad/periodic.go Add (2.0.5)
 */
export const periodicRules = blockRules(periodic, undefined, [
  whileEnabled("NX2701", (_hub, { job: { Type } }) =>
    Type !== "batch" && Type !== "sysbatch"
      ? {
          summary: `A ${Type} job cannot be periodic`,
          allowed: 'type = "batch" or "sysbatch"',
          nomad: 'Periodic can only be used with "batch" or "sysbatch" scheduler',
        }
      : undefined,
  ),
  whileEnabled("NX2702", ({ Spec, Specs }) =>
    Spec !== "" && Specs.length > 0
      ? {
          keys: ["Spec"],
          at: "key",
          summary: "cron and crons exclude each other",
          help: "Write all expressions in crons.",
          nomad: "Only cron or crons may be used",
        }
      : undefined,
  ),
  whileEnabled("NX2703", ({ Spec, Specs }) =>
    Spec === "" && Specs.length === 0
      ? {
          keys: ["Specs"],
          at: "key",
          summary: "A periodic job needs times",
          help: 'Say when it is launched: crons = ["0 3 * * *"] is at three each night.',
          nomad: "Must specify a spec",
        }
      : undefined,
  ),
  whileEnabled("NX2704", ({ TimeZone }) => {
    const names = timeZoneNames();
    // Some systems have each zone once more in these two folders.
    if (names.has(TimeZone.replace(/^(?:posix|right)\//, "")) || ["", "Local"].includes(TimeZone)) {
      return undefined;
    }
    const isPath = TimeZone.includes("..") || /^[/\\]/.test(TimeZone);
    return {
      keys: ["TimeZone"],
      summary: `${showValue(TimeZone)} is no time zone`,
      allowed: 'a name of the IANA\'s database such as "Europe/Zurich", with its large and small letters',
      help: offsetName(TimeZone) ?? suggest(didYouMean(TimeZone, names)),
      nomad: `Invalid time zone ${quote(TimeZone)}: ${isPath ? "time: invalid location name" : `unknown time zone ${TimeZone}`}`,
    };
  }),
  whileEnabled("NX2705", ({ SpecType }) =>
    SpecType === "cron" || SpecType === internalType
      ? undefined
      : {
          keys: ["SpecType"],
          summary: `${showValue(SpecType)} is no language of times`,
          allowed: '"cron"',
          nomad: `Unknown periodic specification type ${quote(SpecType)}`,
        },
  ),
  whileEnabled("NX2706", (hub) =>
    expressions(hub).flatMap(([keys, text]) => {
      const parsed = parseCron(text);
      return isCronProblem(parsed)
        ? [
            {
              keys,
              summary: "Not a cron expression",
              received: text,
              detail: problemText(parsed),
              help: text.trim().startsWith("@")
                ? "Of words it knows @yearly, @annually, @monthly, @weekly, @daily and @hourly, in small letters."
                : undefined,
              nomad: `Invalid cron spec ${quote(text)}: ${parsed.error}`,
            },
          ]
        : [];
    }),
  ),
  whileEnabled("NX2707", (hub, { job }) => {
    // Launches of a parameterized job are never looked for.
    if (job.ParameterizedJob !== null || job.Stop) return undefined;
    return launches(hub, "crash").map(([keys, text]) => ({
      keys,
      summary: "Nomad breaks down over the cron expression",
      received: text,
      detail:
        "A range that ends before it begins holds nothing. The server answers with an error, and keeps the job all the same: it is never launched, and stopping it fails once.",
      help: wayAround(text),
      nomad: `failed parsing cron expression: ${quote(text)}`,
    }));
  }),
  whileEnabled("NX2708", (hub) =>
    launches(hub, "never").map(([keys, text, index]) => ({
      keys,
      severity: "warning",
      summary: "No time fits the cron expression",
      received: text,
      detail:
        index === 0
          ? "The job is never launched by it."
          : "The server takes that for the earliest time of all: the job is not launched by the expressions before it, either.",
      help: wayAround(text),
    })),
  ),
  whileEnabled("NX2709", (hub) =>
    expressions(hub)
      .filter(([, text]) => typeof firstLaunch(text) === "number")
      .flatMap(([keys, text]) =>
        emptyRanges(text).map(({ written, around }) => ({
          keys,
          severity: "warning",
          summary: `The range ${showValue(written)} holds nothing`,
          detail: "It ends before it begins, and does not wrap around.",
          help: around === undefined ? undefined : `Write ${showValue(around)}.`,
        })),
      ),
  ),
  whileEnabled("NX2710", (hub) =>
    expressions(hub).flatMap(([keys, text]) => {
      const day = /(?<!\d)0[1-6]/.exec(cronFieldTexts(text)?.dayOfWeek ?? "")?.[0];
      return day === undefined || isCronProblem(parseCron(text))
        ? []
        : [
            {
              keys,
              severity: "warning",
              summary: `The weekday ${showValue(day)} is a Sunday`,
              detail: "Nomad takes each weekday of two digits for one.",
              help: `Write ${showValue(day.slice(1))}, or the name of the day.`,
            },
          ];
    }),
  ),
  whileEnabled("NX2711", (hub) =>
    expressions(hub)
      .filter(([, text]) => /^\s*(?:\S+\s+){5}[*?]\s*$/.test(text) && !isCronProblem(parseCron(text)))
      .map(([keys, text]) => ({
        keys,
        severity: "warning",
        summary: "Of six fields the last is the year",
        received: text,
        detail: "The first is the minute: seconds come before it only where there are seven fields.",
        help: "Leave the last field out, or write all seven.",
      })),
  ),
  {
    code: "NX210",
    field: "Spec",
    find: ({ Spec }) =>
      Spec !== "" && {
        keys: ["Spec"],
        at: "key",
        severity: "warning",
        summary: '"cron" is deprecated',
        help: "Use crons instead.",
        nomad: "cron is deprecated and may be removed in a future release. Use crons instead",
      },
  },
]);

/** A language of times that Nomad's own tests use. */
const internalType = "_internal_test";

/** No server of these rules looks for launches before this instant: each expression is asked for a time after it. */
const beginning = Date.UTC(2026, 0, 1);

function whileEnabled(
  code: Rule<typeof periodic>["code"],
  find: Rule<typeof periodic>["find"],
): Rule<typeof periodic> {
  return { code, find: (hub, at) => hub.Enabled && find(hub, at) };
}

/** How to write an offset from UTC: the database names whole hours, with the sign of what is to be added for UTC. */
function offsetName(zone: string): string | undefined {
  const [, sign, hours] = /^(?:GMT|UTC)?([+-])0?(\d{1,2})(?::?00)?$/i.exec(zone) ?? [];
  if (hours === undefined || Number(hours) > (sign === "+" ? 14 : 12)) return undefined;
  const name = `Etc/GMT${sign === "+" ? "-" : "+"}${hours}`;
  return `Write ${showValue(name)}: in these names the sign is the other way around.`;
}

/** The cron expressions, with where each stands. */
function expressions({ Spec, Specs, SpecType }: Periodic): readonly (readonly [KeyPath, string])[] {
  if (SpecType !== "cron") return [];
  return [
    ...(Spec === "" ? [] : [[["Spec"], Spec] as const]),
    ...Specs.map((text, index) => [["Specs", index], text] as const),
  ];
}

/** The expressions whose first launch is of a kind, with how many stand before each. */
function launches(
  hub: Periodic,
  kind: "crash" | "never",
): readonly (readonly [keys: KeyPath, text: string, index: number])[] {
  return expressions(hub).flatMap(([keys, text], index) =>
    firstLaunch(text) === kind ? [[keys, text, index] as const] : [],
  );
}

function firstLaunch(text: string): ReturnType<typeof nextTime> | undefined {
  const expression = parseCron(text);
  return isCronProblem(expression) ? undefined : nextTime(expression, beginning);
}

function problemText({ field, entry, error }: CronProblem): string {
  if (field === undefined) {
    return "It needs five fields: minute, hour, day of the month, month, day of the week.";
  }
  if (entry === undefined) return `The field of the ${field.name} is empty.`;
  return error.startsWith("invalid interval")
    ? `The step in ${showValue(entry)} is not one from 1 to ${field.max}.`
    : `The field of the ${field.name} does not take ${showValue(entry)}.`;
}

/** How to write ranges that go around the end. */
function wayAround(text: string): string | undefined {
  const ways = emptyRanges(text).flatMap(({ written, around }) =>
    around === undefined ? [] : [`${showValue(around)} instead of ${showValue(written)}`],
  );
  return ways.length === 0 ? undefined : `Write ${ways.join(", and ")}.`;
}
