import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { parseHcl } from "../../hcl/parse-hcl.ts";
import { asReferee, refereeReads } from "../../hcl/testing/referee.ts";
import type { ApiJob } from "../api-job.ts";
import { arbitraryJob } from "../testing/arbitrary-job.ts";
import { arbitrarySpecJob } from "../testing/arbitrary-spec-job.ts";
import { hclOf } from "../testing/hcl-of.ts";

/** An independent parser reads the same values in the HCL as ours. */
function expectRefereeAgrees(job: ApiJob): void {
  const text = hclOf(job);
  expect({ text, read: refereeReads(text) }).toEqual({ text, read: asReferee(parseHcl(text).tree, text) });
}

describe("an independent parser reads the values that ours reads", { timeout: 300_000 }, () => {
  test("in 1,000 arbitrary jobs", () =>
    fc.assert(fc.property(arbitraryJob(), expectRefereeAgrees), { numRuns: 1000 }));

  test("in 1,000 arbitrary specs, which are in order", () =>
    fc.assert(fc.property(arbitrarySpecJob(), expectRefereeAgrees), { numRuns: 1000 }));
});
