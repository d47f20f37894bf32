import fc from "fast-check";
import { describe, expect, test } from "vitest";

import type { ApiJob } from "../api-job.ts";
import { arbitraryFullJob, arbitraryJob } from "../testing/arbitrary-job.ts";
import { inGroup, jobWith, taskWith } from "./testing/rule-cases.ts";
import { validateJob } from "./validate-job.ts";

test(
  "a job of any shape is judged, stays as it is, and is judged the same again",
  { timeout: 60_000 },
  () => {
    fc.assert(
      fc.property(fc.oneof(arbitraryJob(), arbitraryFullJob()), (job) => {
        const before = structuredClone(job);
        const found = validateJob(job, { prior: job, server: { enterprise: false, vault: false } });
        expect(job).toEqual(before);
        expect(validateJob(job, { prior: job, server: { enterprise: false, vault: false } })).toEqual(found);
      }),
      { numRuns: 40 },
    );
  },
);

describe("a finding leads into the job that was given", () => {
  const mesh = {
    Networks: [{ Mode: "bridge" }],
    EphemeralDisk: { SizeMB: 15 },
    Tasks: [taskWith({ LogConfig: { MaxFiles: 1, MaxFileSizeMB: 1 } })],
  };
  const sidecar = {
    Name: "api",
    PortLabel: "80",
    Connect: { SidecarService: {}, SidecarTask: { KillTimeout: -1 } },
  };

  test.each<[string, ApiJob, string]>([
    [
      "policies of the job",
      inGroup({ Update: { Canary: 1 } }, { Update: { MaxParallel: -1 } }),
      "Update.MaxParallel",
    ],
    ["policies of the group", inGroup({ Update: { MaxParallel: -1 } }), "TaskGroups[0].Update.MaxParallel"],
    [
      "a task that Nomad adds",
      inGroup({ ...mesh, Services: [sidecar] }),
      "TaskGroups[0].Services[0].Connect.SidecarTask.KillTimeout",
    ],
    [
      "what is not there",
      jobWith({ TaskGroups: [{ Name: "a", Tasks: [{ Name: "t" }] }] }),
      "TaskGroups[0].Tasks[0].Driver",
    ],
  ])("of %s", (_, job, path) => {
    expect(validateJob(job).map((finding) => finding.path)).toContain(path);
  });
});
