import { durationProblem } from "../../go/duration-problem.ts";
import { parseDuration } from "../../units/duration.ts";
import type { CallFailure } from "../evaluate/hcl-function.ts";
import { ofTexts } from "./define.ts";
import type { Functions } from "./define.ts";

/**
 * Functions of times, which are texts as RFC 3339 has them: "2026-01-31T12:00:00Z".
 * @see zclconf/go-cty cty/function/stdlib/datetime.go (1.19.0)
 */
export const dateFunctions: Functions = {
  formatdate: ofTexts(["format", "time"], (pattern, given) => {
    const time = parseTime(given);
    return "problem" in time ? { ...time, argument: 1 } : formatTime(pattern, time);
  }),
  timeadd: ofTexts(["timestamp", "duration"], (given, duration) => {
    const time = parseTime(given);
    if ("problem" in time) return time;
    const nanoseconds = parseDuration(duration);
    if (nanoseconds === undefined) return { problem: durationProblem(duration) };
    return timestamp(timeAt(time.nanoseconds + BigInt(nanoseconds), time.offsetMinutes));
  }),
};

/** A moment, and how a clock at its place shows it. */
interface Time {
  /** Since 1970 by the clock of Greenwich. */
  readonly nanoseconds: bigint;
  readonly offsetMinutes: number;
  /** The local time at its place, as if it were that of Greenwich. */
  readonly clock: Date;
}

function timeAt(nanoseconds: bigint, offsetMinutes: number): Time {
  const milliseconds = Number(nanoseconds / 1_000_000n) - (nanoseconds % 1_000_000n < 0n ? 1 : 0);
  return { nanoseconds, offsetMinutes, clock: new Date(milliseconds + offsetMinutes * 60_000) };
}

const form = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})(?:\.(\d+))?(?:Z|([+-])(\d{2}):(\d{2}))$/;

function parseTime(text: string): Time | CallFailure {
  const problem = (what: string): CallFailure => ({
    problem: `${JSON.stringify(text)} is not an RFC 3339 time such as 2026-01-31T12:00:00Z: ${what}`,
  });
  const parts = form.exec(text);
  if (parts === null)
    return problem("date, T, time with seconds, and Z or an offset such as +01:00 are required");
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts.slice(1, 7).map(Number);
  if (month < 1 || month > 12) return problem("the month has to be 01 to 12");
  if (day < 1 || day > new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate()) {
    return problem("the month has no such day");
  }
  if (hour > 23) return problem("the hour has to be 00 to 23");
  if (minute > 59) return problem("the minute has to be 00 to 59");
  if (second > 59) return problem("the second has to be 00 to 59");
  const [offsetHour = 0, offsetMinute = 0] = parts.slice(9, 11).map((part) => Number(part ?? 0));
  if (offsetHour > 23 || offsetMinute > 59) return problem("the offset has to be below 24:00");
  const offsetMinutes = (parts[8] === "-" ? -1 : 1) * (offsetHour * 60 + offsetMinute);
  const clock = new Date(0);
  clock.setUTCFullYear(year, month - 1, day);
  clock.setUTCHours(hour, minute, second);
  const fraction = BigInt((parts[7] ?? "").slice(0, 9).padEnd(9, "0"));
  const nanoseconds = BigInt(clock.getTime() - offsetMinutes * 60_000) * 1_000_000n + fraction;
  return { nanoseconds, offsetMinutes, clock };
}

function padded(value: number, width: number = 2): string {
  return String(value).padStart(width, "0");
}

function timestamp(time: Time): string {
  const { clock } = time;
  const year = clock.getUTCFullYear();
  const date = `${year < 0 ? `-${padded(-year, 4)}` : padded(year, 4)}-${padded(clock.getUTCMonth() + 1)}-${padded(clock.getUTCDate())}`;
  return `${date}T${padded(clock.getUTCHours())}:${padded(clock.getUTCMinutes())}:${padded(clock.getUTCSeconds())}${zone(time, ":", "Z")}`;
}

/** The offset from Greenwich; `utc` where there is none. */
function zone({ offsetMinutes }: Time, separator: string, utc?: string): string {
  if (offsetMinutes === 0 && utc !== undefined) return utc;
  const minutes = Math.abs(offsetMinutes);
  return `${offsetMinutes < 0 ? "-" : "+"}${padded(Math.trunc(minutes / 60))}${separator}${padded(minutes % 60)}`;
}

const months = [
  ...["January", "February", "March", "April", "May", "June", "July"],
  ...["August", "September", "October", "November", "December"],
];
const weekdays = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

/** The meaning of each run of a letter. */
const verbs: Readonly<Record<string, (time: Time) => string>> = {
  YY: ({ clock }) => padded(clock.getUTCFullYear() % 100),
  YYYY: ({ clock }) => padded(clock.getUTCFullYear(), 4),
  M: ({ clock }) => String(clock.getUTCMonth() + 1),
  MM: ({ clock }) => padded(clock.getUTCMonth() + 1),
  MMM: ({ clock }) => (months[clock.getUTCMonth()] ?? "").slice(0, 3),
  MMMM: ({ clock }) => months[clock.getUTCMonth()] ?? "",
  D: ({ clock }) => String(clock.getUTCDate()),
  DD: ({ clock }) => padded(clock.getUTCDate()),
  EEE: ({ clock }) => (weekdays[clock.getUTCDay()] ?? "").slice(0, 3),
  EEEE: ({ clock }) => weekdays[clock.getUTCDay()] ?? "",
  h: ({ clock }) => String(clock.getUTCHours()),
  hh: ({ clock }) => padded(clock.getUTCHours()),
  H: ({ clock }) => String(clock.getUTCHours() % 12 || 12),
  HH: ({ clock }) => padded(clock.getUTCHours() % 12 || 12),
  AA: ({ clock }) => (clock.getUTCHours() < 12 ? "AM" : "PM"),
  aa: ({ clock }) => (clock.getUTCHours() < 12 ? "am" : "pm"),
  m: ({ clock }) => String(clock.getUTCMinutes()),
  mm: ({ clock }) => padded(clock.getUTCMinutes()),
  s: ({ clock }) => String(clock.getUTCSeconds()),
  ss: ({ clock }) => padded(clock.getUTCSeconds()),
  Z: (time) => zone(time, ":", "Z"),
  ZZZ: (time) => zone(time, "", "UTC"),
  ZZZZ: (time) => zone(time, ""),
  ZZZZZ: (time) => zone(time, ":"),
};

/** A run of one letter, a text in quotes with doubled quotes in it, or what stands for itself. */
const tokens = /'(?:[^']|'')*'?|([A-Za-z])\1*|[^A-Za-z']+/g;

function formatTime(pattern: string, time: Time): string | CallFailure {
  let result = "";
  for (const [token] of pattern.matchAll(tokens)) {
    if (token === "''") {
      result += "'";
    } else if (token.startsWith("'")) {
      if (token.length < 2 || !token.endsWith("'")) return { problem: "a quote is not closed", argument: 0 };
      result += token.slice(1, -1).replaceAll("''", "'");
    } else if (/[A-Za-z]/.test(token)) {
      const verb = Object.hasOwn(verbs, token) ? verbs[token] : undefined;
      if (verb === undefined) {
        return { problem: `"${token}" has no meaning in a date: put text in single quotes`, argument: 0 };
      }
      result += verb(time);
    } else {
      result += token;
    }
  }
  return result;
}
