import type { CronExpression } from "./cron-expression.ts";
import { daysOfMonth } from "./days-of-month.ts";
import { clockTime, instantOf, utc, type TimeZone } from "./time-zone.ts";

/**
 * The first time after an instant that a cron expression names, in milliseconds since 1970. `"never"` where none comes before
 * the year 2100; `"crash"` where Nomad's library breaks down over a list without an item, such as the months `10-2`: a
 * server then stores the job and cannot launch it.
 *
 * @example nextTime(parseCron("0 3 * * *"), Date.UTC(2026, 0, 1, 4), utc) // 2026-01-02T03:00:00Z
 * @see hashicorp/cronexpr v1.1.3 cronexpr.go Next
 */
export function nextTime(
  expression: CronExpression,
  after: number,
  zone: TimeZone = utc,
): number | "never" | "crash" {
  const certain = withoutSearch(expression, clockTime(zone, after).getUTCFullYear());
  if (certain !== undefined) return certain;
  let at = Math.floor(after / second) * second + second;
  for (;;) {
    const day = firstDay(expression, at, zone);
    if (day === "never" || day === "crash") return day;
    const found = changesClocks(day, zone)
      ? searchByTheClock(expression, day, zone)
      : searchDay(expression, day, zone);
    if (found === "crash" || found.fits) return found === "crash" ? found : found.at;
    at = found.at;
  }
}

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;

/** How far a search came: a time that fits, or the one from which on to search again. */
interface Reached {
  readonly at: number;
  readonly fits: boolean;
}

/** The answer for lists without an item, where no search is needed to know it. */
function withoutSearch(
  { years, months, hours, minutes, seconds }: CronExpression,
  year: number,
): "never" | "crash" | undefined {
  if (!years.some((each) => each >= year)) return "never";
  if (months.length === 0) return "crash";
  if (hours.length === 0) return "never";
  // The library asks for the first minute and second only where it skips an hour or a minute.
  if (minutes.length === 0 && skipsNone(hours)) return "never";
  if (seconds.length === 0 && skipsNone(hours) && skipsNone(minutes)) return "never";
  return undefined;
}

function skipsNone(list: readonly number[]): boolean {
  return list.every((value, index) => value === index);
}

/** The given instant if its day fits, else the beginning of the next day that does. */
function firstDay(expression: CronExpression, from: number, zone: TimeZone): number | "never" | "crash" {
  const dateAt = (instant: number) => {
    const clock = clockTime(zone, instant);
    return { year: clock.getUTCFullYear(), month: clock.getUTCMonth() + 1, day: clock.getUTCDate() };
  };
  const midnight = (year: number, month: number, day: number) =>
    instantOf(zone, Date.UTC(year, month - 1, day));
  let at = from;
  // Where clocks pass a midnight over, it is the evening before: no step may count on being where it meant to go.
  for (;;) {
    const { year } = dateAt(at);
    const fittingYear = firstFrom(expression.years, year);
    if (fittingYear === undefined) return "never";
    const [firstMonth] = expression.months;
    if (firstMonth === undefined) return "crash";
    if (fittingYear !== year) at = midnight(fittingYear, firstMonth, 1);

    const ofMonth = dateAt(at);
    const fittingMonth = firstFrom(expression.months, ofMonth.month);
    if (fittingMonth === undefined) {
      at = midnight(ofMonth.year + 1, firstMonth, 1);
      continue;
    }
    if (fittingMonth !== ofMonth.month) at = midnight(ofMonth.year, fittingMonth, 1);

    const date = dateAt(at);
    const fittingDay = firstFrom(daysOfMonth(expression, date.year, date.month), date.day);
    if (fittingDay === date.day) return at;
    if (fittingDay !== undefined) return beginningOfDay(midnight(date.year, date.month, fittingDay), zone);
    at = midnight(date.year, date.month + 1, 1);
  }
}

/** Midnight, also where clocks pass it over or show it twice, as far as Nomad's library gets there. */
function beginningOfDay(at: number, zone: TimeZone): number {
  const shown = clockTime(zone, at).getUTCHours();
  if (shown === 0) return at;
  return shown > 12 ? at + (24 - shown) * hour : at - shown * hour;
}

/** Whether clocks are put forward or back between the day before and the day after. */
function changesClocks(at: number, zone: TimeZone): boolean {
  if (zone === utc) return false;
  const clock = clockTime(zone, at).getTime();
  const offset = (days: number) => zone.offsetAt(instantOf(zone, clock + days * 24 * hour));
  return offset(-1) !== offset(1);
}

/** The first time of a day, not before `from`, at which each hour has sixty minutes. */
function searchDay(expression: CronExpression, from: number, zone: TimeZone): Reached | "crash" {
  const { hours, minutes, seconds } = expression;
  const [firstMinute, firstSecond] = [minutes[0], seconds[0]];
  const clock = clockTime(zone, from);
  const midnight = Date.UTC(clock.getUTCFullYear(), clock.getUTCMonth(), clock.getUTCDate());
  const at = (h: number, m: number, s: number) =>
    instantOf(zone, midnight + h * hour + m * minute + s * second);
  let [h, m, s] = [clock.getUTCHours(), clock.getUTCMinutes(), clock.getUTCSeconds()];
  const nextHour = firstFrom(hours, h);
  if (nextHour === undefined) return { at: at(24, 0, 0), fits: false };
  if (nextHour !== h) {
    if (firstMinute === undefined || firstSecond === undefined) return "crash";
    [h, m, s] = [nextHour, firstMinute, firstSecond];
  }
  const nextMinute = firstFrom(minutes, m);
  if (nextMinute === undefined) return { at: at(h + 1, 0, 0), fits: false };
  if (nextMinute !== m) {
    if (firstSecond === undefined) return "crash";
    [m, s] = [nextMinute, firstSecond];
  }
  const nextSecond = firstFrom(seconds, s);
  if (nextSecond === undefined) return { at: at(h, m + 1, 0), fits: false };
  return { at: at(h, m, nextSecond), fits: true };
}

/** The same around a change of clocks, where an hour may be shorter, be missing, or come twice. */
function searchByTheClock(expression: CronExpression, from: number, zone: TimeZone): Reached {
  const shown = (instant: number) => clockTime(zone, instant);
  let at = from;
  while (!expression.hours.includes(shown(at).getUTCHours())) {
    const before = shown(at).getUTCHours();
    at += hour;
    if (shown(at).getUTCHours() === before) at += hour;
    at = Math.floor(at / minute) * minute;
    at -= shown(at).getUTCMinutes() * minute;
    const clock = shown(at);
    if (clock.getUTCHours() === 0) {
      const midnight = Date.UTC(clock.getUTCFullYear(), clock.getUTCMonth(), clock.getUTCDate());
      return { at: instantOf(zone, midnight), fits: false };
    }
  }
  while (!expression.minutes.includes(shown(at).getUTCMinutes())) {
    const before = shown(at).getUTCHours();
    at = Math.floor(at / minute) * minute + minute;
    if (shown(at).getUTCHours() !== before) return { at, fits: false };
  }
  const nextSecond = firstFrom(expression.seconds, shown(at).getUTCSeconds());
  at = Math.floor(at / minute) * minute;
  return nextSecond === undefined
    ? { at: at + minute, fits: false }
    : { at: at + nextSecond * second, fits: true };
}

/** The first value of a list in order that is not below `least`. */
function firstFrom(list: readonly number[], least: number): number | undefined {
  return list.find((value) => value >= least);
}
