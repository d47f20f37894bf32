import { utc, type TimeZone } from "./time-zone.ts";

/**
 * The time zone of a name of the IANA's database, from the data that the JavaScript engine has; `undefined` where it does not
 * know the name.
 */
export function namedZone(name: string): TimeZone | undefined {
  if (name === "" || name === "UTC") return utc;
  const clock = clockOf(name);
  if (clock === undefined) return undefined;
  return {
    offsetAt(instant) {
      const shown = new Map(clock.formatToParts(instant).map(({ type, value }) => [type, Number(value)]));
      const part = (type: Intl.DateTimeFormatPartTypes) => shown.get(type) ?? 0;
      const wall = Date.UTC(
        part("year"),
        part("month") - 1,
        part("day"),
        part("hour"),
        part("minute"),
        part("second"),
      );
      return wall - Math.floor(instant / 1000) * 1000;
    },
  };
}

function clockOf(timeZone: string): Intl.DateTimeFormat | undefined {
  const two = "2-digit";
  try {
    return new Intl.DateTimeFormat("en-US", {
      ...{ timeZone, hourCycle: "h23", year: "numeric", month: two, day: two },
      ...{ hour: two, minute: two, second: two },
    });
  } catch {
    // It is no name that the engine knows.
    return undefined;
  }
}
