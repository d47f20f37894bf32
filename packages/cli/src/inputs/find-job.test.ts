import { expect, test } from "vitest";

import { findJob } from "./find-job.ts";

const jobs = [
  { Name: "web", ID: "web" },
  { Name: "web", ID: "web", Namespace: "prod" },
  { Name: "web", ID: "web-2", Namespace: "prod" },
  { Name: "db", ID: "db", Namespace: "prod" },
].map((job) => ({ job }));

test.each([
  [{ job: "web" }, 0],
  [{ job: "web", namespace: "prod" }, 1],
  [{ job: "web", jobId: "web-2", namespace: "prod" }, 2],
  [{ job: "web", namespace: "test" }, -1],
  [{ job: "web", jobId: "web-2" }, -1],
  // The only one of its name, whatever a check knows of it.
  [{ job: "db" }, 3],
  [{ job: "api" }, -1],
])("%j is the job with index %d", (finding, index) => {
  expect(jobs.findIndex((each) => each === findJob(jobs, finding))).toBe(index);
});
