import fc from "fast-check";
import { expect } from "vitest";

import type { ApiJob } from "../api-job.ts";
import { readSpec } from "../read-spec.ts";
import { anyText } from "./arbitrary-json.ts";
import { arbitrarySpec } from "./arbitrary-spec.ts";

const jobName = anyText.filter((name) => name !== "");

/** The job of any spec, in which nothing is wrong, though some of it may be a mistake. */
export function arbitrarySpecJob(): fc.Arbitrary<ApiJob> {
  return fc.tuple(jobName, arbitrarySpec()).map(([name, spec]) => {
    const { job, diagnostics } = readSpec(name, spec);
    expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
    return job;
  });
}
