import fc from "fast-check";
import { expect, test } from "vitest";

import { normalJob } from "../../jobspec/canonicalize/normal-job.ts";
import { arbitrarySpecJob } from "../../jobspec/testing/arbitrary-spec-job.ts";
import { jobOfSource } from "../testing/job-of-source.ts";
import { writeSpec } from "./write-spec.ts";

test("arbitrary jobs are the same again", { timeout: 300_000 }, () =>
  fc.assert(
    fc.property(arbitrarySpecJob(), (job) => {
      const { text, diagnostics } = writeSpec(job);
      // Blocks of one label, with others between them: a job's secrets behind those of a task.
      fc.pre(!diagnostics.some(({ summary }) => summary === "An order that an object cannot have"));
      expect(diagnostics).toEqual([]);
      const read = jobOfSource(text);
      // The text goes along to be shown with a difference.
      expect({ text, job: normalJob(read.job) }).toEqual({ text, job: normalJob(job) });
    }),
    { numRuns: 500 },
  ),
);
