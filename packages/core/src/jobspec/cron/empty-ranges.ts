import { cronFieldTexts, isCronProblem } from "./cron-expression.ts";
import { cronFields, parseEntries, type CronField } from "./cron-field.ts";

/** A range in a cron expression that holds no value, since it ends before it begins. */
export interface EmptyRange {
  readonly field: CronField;
  /** As it was written: `22-4`. */
  readonly written: string;
  /** The same around the end, where that can be said: `22-23,0-4`. */
  readonly around?: string;
}

/**
 * The ranges of a cron expression that hold no value. Nomad's library does not wrap them around; only days of the week may end
 * on Sunday.
 * @example emptyRanges("0 22-4 * * *")[0]?.around // "22-23,0-4"
 */
export function emptyRanges(text: string): readonly EmptyRange[] {
  const fields = Object.entries(cronFieldTexts(text) ?? {});
  return fields.flatMap(([name, written]) => (isField(name) ? inField(written, cronFields[name]) : []));
}

function inField(text: string, field: CronField): readonly EmptyRange[] {
  return text.split(",").flatMap((written): EmptyRange[] => {
    const entries = parseEntries(written, field);
    const entry = isCronProblem(entries) ? undefined : entries[0];
    if (entry?.kind !== "span" || entry.first <= entry.last) return [];
    if (field === cronFields.dayOfWeek && entry.last === 0) return [];
    const [, first, last] = /^([^-]+)-([^/]+)$/.exec(written) ?? [];
    const upTo = entry.first === field.max ? first : `${first}-${field.max}`;
    const from = entry.last === field.min ? last : `${field.min}-${last}`;
    const around = first === undefined ? {} : { around: `${upTo},${from}` };
    return [{ field, written, ...(field === cronFields.year ? {} : around) }];
  });
}

function isField(name: string): name is keyof typeof cronFields {
  return Object.hasOwn(cronFields, name);
}
