import {
  cronFields,
  parseEntries,
  syntaxError,
  valuesOf,
  type CronEntry,
  type CronField,
  type CronProblem,
} from "./cron-field.ts";

/**
 * The times that a cron expression names. A list without an item (of `10-2`, say, which does not wrap around) means that
 * no time fits.
 */
export interface CronExpression {
  /** Of a minute; only of its beginning, unless the expression has seven fields. */
  readonly seconds: readonly number[];
  readonly minutes: readonly number[];
  readonly hours: readonly number[];
  /** Absent: each day. Where `weekdays` are there, too, one of both has to fit. */
  readonly monthDays?: MonthDays;
  /** From 1. */
  readonly months: readonly number[];
  readonly weekdays?: Weekdays;
  readonly years: readonly number[];
}

/** Days by their number in a month. */
export interface MonthDays {
  readonly days: readonly number[];
  /** `15W`: the working day nearest to the 15th, of the same month. */
  readonly nearestWorkdays: readonly number[];
  /** `L` */
  readonly hasLast: boolean;
  /** `LW` */
  readonly hasLastWorkday: boolean;
}

/** Days by their number in a week; Sunday is 0. */
export interface Weekdays {
  readonly days: readonly number[];
  /** `5L`: the last Friday of a month. */
  readonly last: readonly number[];
  /** `5#2`: the second Friday of a month. */
  readonly nth: readonly { readonly day: number; readonly week: number }[];
}

const macros = {
  "@yearly": "0 0 0 1 1 * *",
  "@annually": "0 0 0 1 1 * *",
  "@monthly": "0 0 0 1 * * *",
  "@weekly": "0 0 0 * * 0 *",
  "@daily": "0 0 0 * * * *",
  "@hourly": "0 0 * * * * *",
} as const;
const macroNames = /@(?:yearly|annually|monthly|weekly|daily|hourly)/g;

/**
 * Reads a cron expression as Nomad does: five fields from minute to weekday, a sixth for the year, seven with the second
 * before all others; what follows is passed over.
 *
 * @example parseCron("0 3 * * MON-FRI") // { seconds: [0], minutes: [0], hours: [3], weekdays: { days: [1, 2, 3, 4, 5], ... }, ... }
 * @see hashicorp/cronexpr v1.1.3 cronexpr.go Parse
 */
export function parseCron(text: string): CronExpression | CronProblem {
  const fields = cronFieldTexts(text);
  if (fields === undefined) return { error: "missing field(s)" };
  const problems: CronProblem[] = [];
  const take = <T>(parsed: T | CronProblem): T | undefined => {
    if (!isCronProblem(parsed)) return parsed;
    problems.push(parsed);
    return undefined;
  };
  const values = (written: string, field: CronField) => take(readValues(written, field)) ?? [];
  const seconds = values(fields.second, cronFields.second);
  const minutes = values(fields.minute, cronFields.minute);
  const hours = values(fields.hour, cronFields.hour);
  const monthDays = take(readMonthDays(fields.dayOfMonth));
  const months = values(fields.month, cronFields.month);
  const weekdays = take(readWeekdays(fields.dayOfWeek));
  const years = values(fields.year, cronFields.year);
  return (
    problems[0] ?? {
      seconds,
      minutes,
      hours,
      months,
      years,
      ...(monthDays === undefined || monthDays === "all" ? {} : { monthDays }),
      ...(weekdays === undefined || weekdays === "all" ? {} : { weekdays }),
    }
  );
}

/** The texts of the fields, with those that may be left out; `undefined` where fields are missing. */
export function cronFieldTexts(text: string): Readonly<Record<keyof typeof cronFields, string>> | undefined {
  const plain = text.replace(macroNames, (name) => (isMacro(name) ? macros[name] : name));
  const fields = plain.split(/[\t\n\f\r ]+/).filter((field) => field !== "");
  const [second = "0", minute, hour, dayOfMonth, month, dayOfWeek, year = "*"] =
    fields.length < 7 ? ["0", ...fields] : fields;
  if (minute === undefined || hour === undefined || dayOfMonth === undefined) return undefined;
  if (month === undefined || dayOfWeek === undefined) return undefined;
  return { second, minute, hour, dayOfMonth, month, dayOfWeek, year };
}

/** Whether a text was no cron expression. */
export function isCronProblem(parsed: unknown): parsed is CronProblem {
  return typeof parsed === "object" && parsed !== null && "error" in parsed;
}

function isMacro(name: string): name is keyof typeof macros {
  return Object.hasOwn(macros, name);
}

function readValues(text: string, field: CronField): readonly number[] | CronProblem {
  const entries = parseEntries(text, field);
  if (isCronProblem(entries)) return entries;
  const values = new Set<number>();
  for (const entry of entries) {
    // The library looks at nothing that stands after a wildcard.
    if (entry.kind === "all") return valuesOf({ first: field.min, last: field.max, step: 1 });
    if (entry.kind === "special") return syntaxError(field, entry.written);
    for (const value of plainValues(entry)) values.add(value);
  }
  return [...values].toSorted((one, other) => one - other);
}

function readMonthDays(text: string): MonthDays | "all" | CronProblem {
  const field = cronFields.dayOfMonth;
  const entries = parseEntries(text, field);
  if (isCronProblem(entries)) return entries;
  const nearestWorkdays: number[] = [];
  for (const entry of entries) {
    if (entry.kind !== "special" || entry.text === "l" || entry.text === "lw") continue;
    const workday = new RegExp(`^(${field.value})w$`).exec(entry.text)?.[1];
    if (workday === undefined) return syntaxError(field, entry.written);
    nearestWorkdays.push(field.numberOf(workday));
  }
  if (entries.some(({ kind }) => kind === "all")) return "all";
  const has = (special: string) =>
    entries.some((entry) => entry.kind === "special" && entry.text === special);
  const days = entries.flatMap(plainValues);
  return { days, nearestWorkdays, hasLast: has("l"), hasLastWorkday: has("lw") };
}

function readWeekdays(text: string): Weekdays | "all" | CronProblem {
  const field = cronFields.dayOfWeek;
  const entries = parseEntries(text, field);
  if (isCronProblem(entries)) return entries;
  const last: number[] = [];
  const nth: { day: number; week: number }[] = [];
  for (const entry of entries) {
    if (entry.kind !== "special") continue;
    const [, day, week] = new RegExp(`^(${field.value})(?:l|#([1-5]))$`).exec(entry.text) ?? [];
    if (day === undefined) return syntaxError(field, entry.written);
    if (week === undefined) last.push(field.numberOf(day));
    else nth.push({ day: field.numberOf(day), week: Number(week) });
  }
  if (entries.some(({ kind }) => kind === "all")) return "all";
  const days = entries.flatMap((entry) =>
    // A range that ends on a Sunday ends with the week.
    plainValues(entry.kind === "span" && entry.last === 0 ? { ...entry, last: 6 } : entry),
  );
  return { days, last, nth };
}

function plainValues(entry: CronEntry): readonly number[] {
  if (entry.kind === "one") return [entry.value];
  return entry.kind === "span" ? valuesOf(entry) : [];
}
