import { expect, test } from "vitest";

import { namedZone } from "./named-zone.ts";
import { timeZoneNames } from "./time-zone-names.ts";

test.each(["UTC", "CET", "Europe/Amsterdam", "America/Argentina/Buenos_Aires", "Etc/GMT+2", "US/Pacific"])(
  "%s is a time zone",
  (name) => {
    expect(timeZoneNames().has(name)).toBe(true);
  },
);

test.each(["", "europe/amsterdam", "GMT+2", "+02:00", "Local", "Europe", "Europe/Amsterdam "])(
  "%j is none",
  (name) => {
    expect(timeZoneNames().has(name)).toBe(false);
  },
);

test("the JavaScript engine knows each but the one that says that nothing was set", () => {
  const names = [...timeZoneNames()];
  expect(names.length).toBeGreaterThan(590);
  expect(names.filter((name) => namedZone(name) === undefined)).toStrictEqual(["Factory"]);
});
