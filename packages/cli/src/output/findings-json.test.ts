import { expect, test } from "vitest";

import { findingsToJson } from "./findings-json.ts";

test("jobs of one name are told apart, and nothing internal is shown", () => {
  const about = { job: "web", jobId: "web-2", namespace: "prod" };
  expect(
    findingsToJson([
      { code: "fabio/missing", severity: "error", summary: "no route", ...about, keys: ["TaskGroups", 0] },
      { code: "fabio/missing", severity: "error", summary: "no route", job: "web" },
    ]),
  ).toEqual([
    { id: "fabio/missing", severity: "error", message: "no route", ...about },
    { id: "fabio/missing", severity: "error", message: "no route", job: "web" },
  ]);
});
