import { expect, test } from "vitest";

import { validateJob } from "./validate-job.ts";

/** Far more than a machine needs that is busy with other things. */
const BOUND_MS = 30_000;

test("a job of a thousand groups is judged in time, whatever is wrong with it", { timeout: BOUND_MS }, () => {
  const TaskGroups = Array.from({ length: 1000 }, (_, index) => ({
    Name: `g${index}`,
    Count: -1,
    Networks: [{ DynamicPorts: [{ Label: "http" }] }],
    Services: [{ Name: `s${index}`, PortLabel: "http", Checks: [{ Type: "http" }] }],
    Tasks: [{ Name: "t", Driver: "docker", Templates: [{}], Artifacts: [{}] }],
  }));
  const found = validateJob({ ID: "web", TaskGroups });
  const negative = found.filter(({ code, keys }) => code === "NX216" && keys?.at(-1) === "Count");
  expect(negative).toHaveLength(1000);
});
