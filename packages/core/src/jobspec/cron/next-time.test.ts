import fc from "fast-check";
import { expect, test } from "vitest";

import { isCronProblem, parseCron } from "./cron-expression.ts";
import { namedZone } from "./named-zone.ts";
import { nextLaunch } from "./next-launch.ts";
import { nextTime } from "./next-time.ts";

/** The next times of an expression, as ISO texts, until the one that is none. */
function times(text: string, after: string, zone: string, count: number): string[] {
  const expression = parseCron(text);
  if (isCronProblem(expression)) return [expression.error];
  const found: string[] = [];
  let last: number | string = Date.parse(after);
  while (typeof last === "number" && found.length < count) {
    last = nextTime(expression, last, namedZone(zone));
    found.push(typeof last === "string" ? last : new Date(last).toISOString().replace(":00.000Z", "Z"));
  }
  return found;
}

// The answers of hashicorp/cronexpr 1.1.3, with which Nomad 2.0.5 is built.
test.each([
  ["* * * * *", ["2026-01-01T00:01Z", "2026-01-01T00:02Z"]],
  ["*/59 * * * *", ["2026-01-01T00:59Z", "2026-01-01T01:00Z", "2026-01-01T01:59Z"]],
  ["30 0 3 1 1 * *", ["2026-01-01T03:00:30.000Z", "2027-01-01T03:00:30.000Z"]],
  // The working day nearest to a day, of the same month.
  ["0 0 15W * *", ["2026-01-15T00:00Z", "2026-02-16T00:00Z", "2026-03-16T00:00Z"]],
  ["0 0 1W * *", ["2026-02-02T00:00Z", "2026-03-02T00:00Z", "2026-04-01T00:00Z"]],
  ["0 0 LW * *", ["2026-01-30T00:00Z", "2026-02-27T00:00Z", "2026-03-31T00:00Z"]],
  ["0 0 L 2 *", ["2026-02-28T00:00Z", "2027-02-28T00:00Z", "2028-02-29T00:00Z"]],
  ["0 0 * * 5L", ["2026-01-30T00:00Z", "2026-02-27T00:00Z", "2026-03-27T00:00Z"]],
  ["0 0 * * 1#5", ["2026-03-30T00:00Z", "2026-06-29T00:00Z", "2026-08-31T00:00Z"]],
  // Of a day of the month and a weekday, one has to fit.
  ["0 0 13 * FRI", ["2026-01-02T00:00Z", "2026-01-09T00:00Z", "2026-01-13T00:00Z"]],
  // A range may end on Sunday.
  ["0 12 * * SAT-SUN", ["2026-01-03T12:00Z", "2026-01-10T12:00Z"]],
  // Two digits are Sunday, whatever they are.
  ["0 12 * * 05", ["2026-01-04T12:00Z", "2026-01-11T12:00Z"]],
  ["0 0 29 2 *", ["2028-02-29T00:00Z", "2032-02-29T00:00Z"]],
  ["0 0 30 2 *", ["never"]],
  ["0 0 1 1 * 2020", ["never"]],
  ["0 22-4 * * *", ["never"]],
  ["50-10 * * * *", ["never"]],
  // Where it skips an hour the library asks for the first minute, and of an empty list there is none.
  ["50-10 3 * * *", ["crash"]],
  ["0 0 1 10-2 *", ["crash"]],
  ["50-10 0 3 * * * *", ["crash"]],
  ["0 0 1 10-2 * 2020", ["never"]],
])("%s comes next at %j", (text, expected) => {
  expect(times(text, "2026-01-01T00:00:00Z", "UTC", expected.length)).toStrictEqual(expected);
});

test.each([
  // 02:30 is passed over once, and comes twice once.
  ["30 2 * * *", "Europe/Berlin", "2026-03-28T12:00Z", ["2026-03-30T00:30Z", "2026-03-31T00:30Z"]],
  ["30 2 * * *", "Europe/Berlin", "2026-10-24T12:00Z", ["2026-10-25T00:30Z", "2026-10-25T01:30Z"]],
  // There is no midnight on the 6th of September, nor on the 8th of March.
  ["0 0 * * *", "America/Santiago", "2026-09-05T12:00Z", ["2026-09-07T03:00Z", "2026-09-08T03:00Z"]],
  ["0 0 * * *", "America/Havana", "2026-03-07T12:00Z", ["2026-03-09T04:00Z", "2026-03-10T04:00Z"]],
  ["15 9 * * *", "Asia/Kolkata", "2026-01-01T00:00Z", ["2026-01-01T03:45Z", "2026-01-02T03:45Z"]],
])("%s in %s after %s comes at %j", (text, zone, after, expected) => {
  expect(times(text, after, zone, expected.length)).toStrictEqual(expected);
});

test.each([
  ["the earliest", { Specs: ["0 4 * * *", "0 3 * * *"] }, "2026-01-01T03:00:00.000Z"],
  ["the only one that still comes", { Specs: ["0 0 1 1 * 2020", "0 3 * * *"] }, "2026-01-01T03:00:00.000Z"],
  ["none, which hides those before it", { Specs: ["0 3 * * *", "0 0 1 1 * 2020"] }, "never"],
  ["in its zone", { Spec: "0 3 * * *", TimeZone: "Europe/Zurich" }, "2026-01-01T02:00:00.000Z"],
  ["none of a job that stands still", { Specs: ["0 3 * * *"], Enabled: false }, "never"],
  ["none that anybody knows here", { Specs: ["0 3 * * *"], TimeZone: "Local" }, "unknown"],
  ["none of what is no expression", { Specs: ["0 3 * *"] }, "unknown"],
])("the next launch is %s", (_what, periodic, expected) => {
  const launch = nextLaunch(periodic, Date.UTC(2026, 0, 1));
  expect(typeof launch === "number" ? new Date(launch).toISOString() : launch).toBe(expected);
});

test("the next time is the first minute that fits, of all that come", () => {
  const minutes = fc.uniqueArray(fc.integer({ min: 0, max: 59 }), { minLength: 1, maxLength: 4 });
  const hours = fc.uniqueArray(fc.integer({ min: 0, max: 23 }), { minLength: 1, maxLength: 4 });
  const weekday = fc.integer({ min: 0, max: 6 });
  const after = fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2090, 0, 1) });
  fc.assert(
    fc.property(minutes, hours, weekday, after, (minute, hour, day, start) => {
      const expression = parseCron(`${minute.join(",")} ${hour.join(",")} * * ${day}`);
      if (isCronProblem(expression)) return false;
      let at = Math.floor(start / 60_000) * 60_000 + 60_000;
      for (; ; at += 60_000) {
        const clock = new Date(at);
        const isDay = clock.getUTCDay() === day;
        if (isDay && hour.includes(clock.getUTCHours()) && minute.includes(clock.getUTCMinutes())) break;
      }
      return nextTime(expression, start) === at;
    }),
    { numRuns: 50 },
  );
});
