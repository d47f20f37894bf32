import { expect } from "vitest";

import type { ApiJob } from "../api-job.ts";
import { writeHcl } from "../hcl/write-hcl.ts";

/** The HCL of a job, in which nothing of it is lost. */
export function hclOf(job: ApiJob): string {
  const { text, diagnostics } = writeHcl(job);
  expect(diagnostics).toEqual([]);
  return text;
}
