import fc from "fast-check";
import { expect, test } from "vitest";

import { isCronProblem, parseCron } from "./cron-expression.ts";

// The texts are those of hashicorp/cronexpr 1.1.3, with which Nomad 2.0.5 is built.

test.each([
  ["", "missing field(s)"],
  ["* * * *", "missing field(s)"],
  ["* * * *\u00a0*", "missing field(s)"],
  ["@every 1h", "missing field(s)"],
  ["@DAILY", "missing field(s)"],
  ["@midnight", "missing field(s)"],
  [", * * * *", "minute field: missing directive"],
  ["a b c d e", "syntax error in minute field: 'a'"],
  ["60 * * * *", "syntax error in minute field: '60'"],
  ["003 * * * *", "syntax error in minute field: '003'"],
  ["1- * * * *", "syntax error in minute field: '1-'"],
  ["*5 * * * *", "syntax error in minute field: '*5'"],
  ["1,X * * * *", "syntax error in minute field: 'X'"],
  ["60/5,*/0 * * * *", "invalid interval */0"],
  ["*/60 * * * *", "invalid interval */60"],
  ["*/003 * * * *", "invalid interval */003"],
  ["0 24 * * *", "syntax error in hour field: '24'"],
  ["0 */24 * * *", "invalid interval */24"],
  ["0 0 0 * *", "syntax error in day-of-month field: '0'"],
  ["0 0 32W * *", "syntax error in day-of-month field: '32W'"],
  ["0 0 L-3 * *", "syntax error in day-of-month field: 'L-3'"],
  ["0 0 WL * *", "syntax error in day-of-month field: 'WL'"],
  ["0 0 1 13 *", "syntax error in month field: '13'"],
  ["0 0 1 sept *", "syntax error in month field: 'sept'"],
  ["0 0 * * 8", "syntax error in day-of-week field: '8'"],
  ["0 0 * * L", "syntax error in day-of-week field: 'L'"],
  ["0 0 * * 5#6", "syntax error in day-of-week field: '5#6'"],
  ["0 0 * * */7", "invalid interval */7"],
  ["0 0 1 1 * 1969", "syntax error in year field: '1969'"],
  ["0 0 1 1 * */100", "invalid interval */100"],
  ["60 0 0 1 1 * *", "syntax error in second field: '60'"],
])("%j is refused: %s", (text, error) => {
  expect(parseCron(text)).toMatchObject({ error });
});

test.each([
  "* * * * *",
  "\t0  3 *\n* *",
  "? ? ? ? ?",
  "1,,2 * * * *",
  "*,x * * * *",
  "59-59/59 * * * *",
  "1-5,10-20/3,*/7 * * * *",
  "00 09 01 12 07",
  "0 0 L,LW,1w,15W * *",
  "0 0 31 2 *",
  "0 0 * JAN-december/2 *",
  "0 0 * 10-2 *",
  "0 0 * * MON,WED,friday",
  "0 0 * * FRI#5,7L,sunL",
  "0 0 * * fr\u0130",
  "0 0 1 1 * 1970-2099/1970",
  "0 0 0 1 1 * 2030 and more",
  "@daily",
  " @yearly,extra",
  "@weekly extra",
])("%j is taken", (text) => {
  expect(isCronProblem(parseCron(text))).toBe(false);
});

test("an expression is what its fields say", () => {
  expect(parseCron("30 */20 22-23 L,7-9,1W JUN,2 7,3L,mon#2 2030")).toStrictEqual({
    seconds: [30],
    minutes: [0, 20, 40],
    hours: [22, 23],
    monthDays: { days: [7, 8, 9], nearestWorkdays: [1], hasLast: true, hasLastWorkday: false },
    months: [2, 6],
    weekdays: { days: [0], last: [3], nth: [{ day: 1, week: 2 }] },
    years: [2030],
  });
});

test("a problem names the field and the part of it that is wrong", () => {
  expect(parseCron("0 3 1,32W * *")).toMatchObject({ field: { name: "day-of-month" }, entry: "32W" });
});

test("no text makes it throw", () => {
  const part = fc.constantFrom("*", "/", "-", ",", "L", "w", "#", "5", "mon", "0", " ", "@daily", "\u0130");
  const text = fc.oneof(
    fc.string(),
    fc.array(part, { maxLength: 30 }).map((parts) => parts.join("")),
  );
  fc.assert(
    fc.property(text, (written) => {
      const parsed = parseCron(written);
      return isCronProblem(parsed) ? parsed.error !== "" : parsed.minutes.every(Number.isInteger);
    }),
  );
});
