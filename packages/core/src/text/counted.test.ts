import { expect, test } from "vitest";

import { counted } from "./counted.ts";

test.each<[number, string, string | undefined, string]>([
  [0, "job", undefined, "0 jobs"],
  [1, "job", undefined, "1 job"],
  [2, "job", undefined, "2 jobs"],
  [1, "canary", "canaries", "1 canary"],
  [3, "canary", "canaries", "3 canaries"],
])("%d of %s (%s) is %s", (count, one, many, text) => {
  expect(counted(count, one, many)).toBe(text);
});
