import fc from "fast-check";
import hcl2 from "hcl2-parser";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import type { ApiJob } from "../api-job.ts";
import { arbitraryFullJob, arbitraryJob } from "../testing/arbitrary-job.ts";
import { NomadParser, hasNomad, nomadFmt } from "../testing/nomad-parser.ts";
import { normalJob } from "../testing/normal-job.ts";
import { writeHcl } from "./write-hcl.ts";

test("an independent parser reads 1,000 arbitrary jobs", { timeout: 120_000 }, () => {
  fc.assert(
    fc.property(arbitraryJob(), (job) => {
      const { text } = writeHcl(job);
      expect(hcl2.parseToObject(text)[0], text).not.toBeNull();
    }),
    { numRuns: 1000 },
  );
});

describe.skipIf(!hasNomad)("a real Nomad (needs nomad on PATH)", () => {
  let nomad: NomadParser;
  beforeAll(async () => {
    nomad = await NomadParser.start();
  });
  afterAll(() => nomad.stop());

  async function expectSameJob(job: ApiJob): Promise<void> {
    const { text, diagnostics } = writeHcl(job);
    expect(diagnostics).toEqual([]);
    const parsed = await nomad.parse(text);
    expect(typeof parsed, `${String(parsed)}\n${text}`).toBe("object");
    expect(normalJob(parsed), text).toEqual(normalJob(job));
  }

  test("reads 1,000 arbitrary jobs back as they were", { timeout: 120_000 }, () =>
    fc.assert(fc.asyncProperty(arbitraryJob(), expectSameJob), { numRuns: 1000 }),
  );

  test("reads jobs with everything in them back as they were", { timeout: 120_000 }, () =>
    fc.assert(fc.asyncProperty(arbitraryFullJob(), expectSameJob), { numRuns: 20 }),
  );

  test("formats nothing in them", { timeout: 120_000 }, () => {
    const file = fc
      .sample(fc.oneof(arbitraryJob()), 300)
      .map((job) => writeHcl(job).text)
      .join("\n");
    expect(nomadFmt(file).split("\n")).toEqual(file.split("\n"));
  });
});
