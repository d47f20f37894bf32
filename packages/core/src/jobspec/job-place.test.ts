import { expect, it } from "vitest";

import { canonicalize } from "./canonicalize/canonicalize.ts";
import { jobIdentity, placeOfJob } from "./job-place.ts";

it.each([
  [{}, {}, "default", "global"],
  [{ Namespace: "apps", Region: "eu" }, { namespace: "ops", region: "us" }, "apps", "eu"],
  [{}, { namespace: "ops", region: "us" }, "ops", "us"],
  [{ Namespace: "", Region: null }, { namespace: "", region: undefined }, "default", "global"],
])(
  "a job with %j on a connection with %j is of namespace and region",
  (job, configured, namespace, region) => {
    expect(placeOfJob(job, configured)).toEqual({ namespace, region });
  },
);

it("says the same defaults as the API package fills in", () => {
  expect(canonicalize({ ID: "web" })).toMatchObject({ Namespace: "default", Region: "global" });
});

it.each([
  [{ ID: "web", Namespace: "default", Region: null }, true],
  [{ ID: "web", Namespace: "apps" }, false],
  [{ ID: "web", Region: "eu" }, false],
  [{ ID: "api" }, false],
])("tells %j from the job web: %j", (job, isSame) => {
  expect(jobIdentity(job) === jobIdentity({ ID: "web" })).toBe(isSame);
});
