import { expect, test } from "vitest";

import { lintRoutes } from "./lint-routes.ts";
import { jobOf } from "./testing/inputs.ts";
import { findingToDiagnostic } from "./to-diagnostics.ts";

test("a finding becomes a problem at its tag", () => {
  const { findings } = lintRoutes(jobOf({ Tags: ["urlprefix-"] }));
  expect(findings.map(findingToDiagnostic)).toContainEqual({
    severity: "error",
    code: "NX401",
    summary: '[tag-empty] There is no route in the tag "urlprefix-"',
    detail: expect.stringContaining("rejects the whole table"),
    keys: ["TaskGroups", 0, "Services", 0, "Tags", 0],
    at: "value",
    help: "Write a route behind the prefix, or take the tag out.",
  });
});

test.each<[string, string | undefined]>([
  ["urlprefix-/ stip=/x", "NX401"],
  ["urlprefix-/ proto=ws", "NX402"],
  ["urlprefix-:7000", undefined],
])("%s", (tag, code) => {
  const [finding] = lintRoutes(jobOf({ Tags: [tag] })).findings;
  expect(finding && findingToDiagnostic(finding)?.code).toBe(code);
});
