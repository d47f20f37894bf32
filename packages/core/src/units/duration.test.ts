import { expect, test } from "vitest";

import { formatDuration, formatDurationShort, parseDuration } from "./duration.ts";

test.each([
  ["30s", 30_000_000_000],
  ["1h15m", 4_500_000_000_000],
  ["1.5h", 5_400_000_000_000],
  ["-2m", -120_000_000_000],
  ["+1ms", 1_000_000],
  [".5s", 500_000_000],
  ["1.s", 1_000_000_000],
  ["3us", 3_000],
  ["3µs", 3_000],
  ["0.3333333333333333333h", 1_200_000_000_000],
  ["0.1234567891234567h", 444_444_440_844],
  ["1.00000000000000000001s", 1_000_000_000],
  ["0.9999999999999999999s", 1_000_000_000],
  ["0", 0],
  ["-0", 0],
  ["2562047h47m16.854775807s", 9223372036854775807n],
  ["-2562047h47m16.854775808s", -9223372036854775808n],
])("%s is %d ns", (text, nanoseconds) => {
  expect(parseDuration(text)).toEqual(nanoseconds);
});

test.each(["", "20", "1", "s", ".s", "1d", "1 h", " 1h", "1h ", "--1s", "1,5s", "2562047h47m16.854775808s"])(
  "%j is not a duration",
  (text) => {
    expect(parseDuration(text)).toBeUndefined();
  },
);

test.each([
  [0, "0s", "0s"],
  [1, "1ns", "1ns"],
  [1_100, "1.1µs", "1.1µs"],
  [2_200_000, "2.2ms", "2.2ms"],
  [3_300_000_000, "3.3s", "3.3s"],
  [600_000_000_000, "10m0s", "10m"],
  [245_000_000_000, "4m5s", "4m5s"],
  [3_600_000_000_000, "1h0m0s", "1h"],
  [36_000_000_000_000, "10h0m0s", "10h"],
  [4_200_000_000_000, "1h10m0s", "1h10m"],
  [3_605_000_000_000, "1h0m5s", "1h0m5s"],
  [-90_000_000_000, "-1m30s", "-1m30s"],
  [9223372036854775807n, "2562047h47m16.854775807s", "2562047h47m16.854775807s"],
])("%d ns is written %s, short %s", (nanoseconds, long, short) => {
  expect([formatDuration(nanoseconds), formatDurationShort(nanoseconds)]).toEqual([long, short]);
  expect(parseDuration(short)).toEqual(nanoseconds);
});
