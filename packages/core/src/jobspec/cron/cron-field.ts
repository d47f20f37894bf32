import { lowerCase } from "../../go/letter-case.ts";

/** One of the fields of a cron expression: its name in Nomad's words, and the values that it takes. */
export interface CronField {
  readonly name: "second" | "minute" | "hour" | "day-of-month" | "month" | "day-of-week" | "year";
  readonly min: number;
  readonly max: number;
  /** One value, as the source of a regular expression without groups. */
  readonly value: string;
  /** The number that a value stands for. */
  readonly numberOf: (value: string) => number;
}

/** Part of a field between commas. */
export type CronEntry =
  | { readonly kind: "all" }
  | { readonly kind: "one"; readonly value: number }
  | { readonly kind: "span"; readonly first: number; readonly last: number; readonly step: number }
  /** Neither a value nor a range: only some fields know more. `text` is in lower case, `written` as it stands. */
  | { readonly kind: "special"; readonly text: string; readonly written: string };

/** Why a text is no cron expression. */
export interface CronProblem {
  /** The words of Nomad's cron library. */
  readonly error: string;
  /** The field with the fault; absent where fields are missing. */
  readonly field?: CronField;
  /** The part of the field between commas that has the fault. */
  readonly entry?: string;
}

/**
 * The entries of a field. Empty ones are passed over, letters may be large or small.
 * @see hashicorp/cronexpr v1.1.3 cronexpr_parse.go genericFieldParse
 */
export function parseEntries(text: string, field: CronField): readonly CronEntry[] | CronProblem {
  const written = text.split(",").filter((entry) => entry !== "");
  if (written.length === 0) return { error: `${field.name} field: missing directive`, field };
  const entries: CronEntry[] = [];
  for (const entry of written) {
    const parsed = parseEntry(entry, field);
    if ("error" in parsed) return parsed;
    entries.push(parsed);
  }
  return entries;
}

/** That a field does not know an entry. */
export function syntaxError(field: CronField, entry: string): CronProblem {
  return { error: `syntax error in ${field.name} field: '${entry}'`, field, entry };
}

function parseEntry(written: string, field: CronField): CronEntry | CronProblem {
  const text = lowerCase(written);
  if (text === "*" || text === "?") return { kind: "all" };
  const found = new RegExp(`^(?:\\*|(${field.value})(?:-(${field.value}))?)(?:/(\\d+))?$`).exec(text);
  if (found === null) return { kind: "special", text, written };
  const [, first, last, interval] = found;
  if (interval === undefined && first !== undefined && last === undefined) {
    return { kind: "one", value: field.numberOf(first) };
  }
  const step = interval === undefined ? 1 : numberOf(interval);
  if (step < 1 || step > field.max) return { error: `invalid interval ${text}`, field, entry: written };
  return {
    kind: "span",
    first: first === undefined ? field.min : field.numberOf(first),
    last: last === undefined ? field.max : field.numberOf(last),
    step,
  };
}

/** The values of a span; none where it ends before it begins. */
export function valuesOf({ first, last, step }: Omit<CronEntry & { kind: "span" }, "kind">): number[] {
  const count = Math.max(0, Math.floor((last - first) / step) + 1);
  return Array.from({ length: count }, (_, index) => first + index * step);
}

/** The number that a text writes, as far as the library's table goes: up to 59 and years. Of all others it makes 0. */
function numberOf(text: string): number {
  const number = Number(text);
  const isKnown = text.length <= 2 ? number < 60 : /^\d{4}$/.test(text) && number >= 1970 && number < 2100;
  return isKnown ? number : 0;
}

const upTo59 = "0?[0-9]|[1-5][0-9]";
const months = [
  ["jan", "january"],
  ["feb", "february"],
  ["mar", "march"],
  ["apr", "april"],
  ["may"],
  ["jun", "june"],
  ["jul", "july"],
  ["aug", "august"],
  ["sep", "september"],
  ["oct", "october"],
  ["nov", "november"],
  ["dec", "december"],
] as const;
const weekdays = [
  ["sun", "sunday"],
  ["mon", "monday"],
  ["tue", "tuesday"],
  ["wed", "wednesday"],
  ["thu", "thursday"],
  ["fri", "friday"],
  ["sat", "saturday"],
] as const;

/** The fields that there are, by the place they have in an expression. */
export const cronFields = {
  second: { name: "second", min: 0, max: 59, value: upTo59, numberOf },
  minute: { name: "minute", min: 0, max: 59, value: upTo59, numberOf },
  hour: { name: "hour", min: 0, max: 23, value: "0?[0-9]|1[0-9]|2[0-3]", numberOf },
  dayOfMonth: { name: "day-of-month", min: 1, max: 31, value: "0?[1-9]|[12][0-9]|3[01]", numberOf },
  month: {
    name: "month",
    min: 1,
    max: 12,
    value: `0?[1-9]|1[012]|${months.flat().join("|")}`,
    numberOf: (text) => named(months, text, 1) ?? numberOf(text),
  },
  dayOfWeek: {
    name: "day-of-week",
    min: 0,
    max: 6,
    value: `0?[0-7]|${weekdays.flat().join("|")}`,
    // 7 is Sunday, too; of two digits, which the field allows, the library makes Sunday whatever they are.
    numberOf: (text) => named(weekdays, text, 0) ?? (text.length === 1 ? Number(text) % 7 : 0),
  },
  year: { name: "year", min: 1970, max: 2099, value: "19[789][0-9]|20[0-9]{2}", numberOf },
} as const satisfies Readonly<Record<string, CronField>>;

function named(names: readonly (readonly string[])[], text: string, first: number): number | undefined {
  const index = names.findIndex((spellings) => spellings.includes(text));
  return index < 0 ? undefined : index + first;
}
