import type { CronExpression } from "./cron-expression.ts";

/**
 * The days of a month that an expression names, in order. Where it limits days of the month and weekdays both, a day needs
 * to fit only one.
 * @see hashicorp/cronexpr v1.1.3 cronexpr_next.go calculateActualDaysOfMonth
 */
export function daysOfMonth(
  { monthDays, weekdays }: CronExpression,
  year: number,
  month: number,
): readonly number[] {
  const length = new Date(Date.UTC(year, month, 0)).getUTCDate();
  const weekdayOf = (day: number) => new Date(Date.UTC(year, month - 1, day)).getUTCDay();
  const all = Array.from({ length }, (_, index) => index + 1);
  if (monthDays === undefined && weekdays === undefined) return all;
  const fitting = new Set<number>();
  if (monthDays !== undefined) {
    for (const day of monthDays.days) fitting.add(day);
    if (monthDays.hasLast) fitting.add(length);
    const targets = [...monthDays.nearestWorkdays, ...(monthDays.hasLastWorkday ? [length] : [])];
    for (const day of targets.filter((target) => target <= length)) {
      fitting.add(nearestWorkday(day, weekdayOf(day), length));
    }
  }
  return all.filter((day) => fitting.has(day) || (weekdays !== undefined && fitsWeekday(day)));

  function fitsWeekday(day: number): boolean {
    const weekday = weekdayOf(day);
    const week = Math.ceil(day / 7);
    return (
      weekdays?.days.includes(weekday) === true ||
      (weekdays?.last.includes(weekday) === true && day > length - 7) ||
      weekdays?.nth.some((nth) => nth.day === weekday && nth.week === week) === true
    );
  }
}

/** The Friday before a Saturday or the Monday after a Sunday, or the other one at the border of the month. */
function nearestWorkday(day: number, weekday: number, length: number): number {
  if (weekday === 6) return day > 1 ? day - 1 : day + 2;
  if (weekday === 0) return day < length ? day + 1 : day - 2;
  return day;
}
