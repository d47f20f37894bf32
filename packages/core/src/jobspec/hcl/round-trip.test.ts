import fc from "fast-check";
import hcl2 from "hcl2-parser";
import { readFileSync, readdirSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { parseJson } from "../../units/json.ts";
import type { ApiJob } from "../api-job.ts";
import { arbitraryFullJob, arbitraryJob } from "../testing/arbitrary-job.ts";
import { anyText } from "../testing/arbitrary-json.ts";
import { arbitrarySpec } from "../testing/arbitrary-spec.ts";
import { exampleNames, loadExample } from "../testing/example-jobs.ts";
import { readSpec } from "../read-spec.ts";
import { NomadParser, hasNomad, nomadFmt } from "../testing/nomad-parser.ts";
import { normalJob } from "../testing/normal-job.ts";
import { writeHcl } from "./write-hcl.ts";

/** HCL files beside what Nomad made of them; see scripts/record-parse.js. */
const recorded = new URL("../../../../../fixtures/", import.meta.url);
const recordedNames = ["nomad/parsed", "jobs"].flatMap((folder) =>
  readdirSync(new URL(folder, recorded), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".nomad.hcl"))
    .map((name) => `${folder}/${name}`),
);

test("an independent parser reads 1,000 arbitrary jobs", { timeout: 120_000 }, () => {
  fc.assert(
    fc.property(arbitraryJob(), (job) => {
      const { text } = writeHcl(job);
      const unreadable = hcl2.parseToObject(text)[0] === null ? text : undefined;
      expect(unreadable).toBeUndefined();
    }),
    { numRuns: 1000 },
  );
});

const jobName = anyText.filter((name) => name !== "");

test(
  "1,000 arbitrary specs are in order, and an independent parser reads their HCL",
  { timeout: 120_000 },
  () => {
    fc.assert(
      fc.property(jobName, arbitrarySpec(), (name, spec) => {
        const { job, diagnostics } = readSpec(name, spec);
        expect(diagnostics).toEqual([]);
        const { text } = writeHcl(job);
        const unreadable = hcl2.parseToObject(text)[0] === null ? text : undefined;
        expect(unreadable).toBeUndefined();
      }),
      { numRuns: 1000 },
    );
  },
);

describe.skipIf(!hasNomad)("a real Nomad (needs nomad on PATH)", () => {
  let nomad: NomadParser;
  beforeAll(async () => {
    nomad = await NomadParser.start();
  });
  afterAll(() => nomad.stop());

  async function expectSameJob(job: ApiJob): Promise<void> {
    const { text, diagnostics } = writeHcl(job);
    expect(diagnostics).toEqual([]);
    // The text goes along to be shown with a difference.
    expect({ text, job: normalJob(await nomad.parse(text)) }).toEqual({ text, job: normalJob(job) });
  }

  test("reads 1,000 arbitrary jobs back as they were", { timeout: 120_000 }, () =>
    fc.assert(fc.asyncProperty(arbitraryJob(), expectSameJob), { numRuns: 1000 }),
  );

  test("reads 1,000 arbitrary specs as they were meant", { timeout: 120_000 }, () =>
    fc.assert(
      fc.asyncProperty(jobName, arbitrarySpec(), (name, spec) => expectSameJob(readSpec(name, spec).job)),
      { numRuns: 1000 },
    ),
  );

  test("reads jobs with everything in them back as they were", { timeout: 120_000 }, () =>
    fc.assert(fc.asyncProperty(arbitraryFullJob(), expectSameJob), { numRuns: 20 }),
  );

  test("formats nothing in them", { timeout: 120_000 }, () => {
    const texts = fc.sample(arbitraryJob(), 300).map((job) => writeHcl(job).text);
    expect(nomadFmt(texts.join("\n")).split("\n")).toEqual(texts.join("\n").split("\n"));
  });

  test.each(exampleNames)("reads jobs/%s.ts back as it was", async (name) => {
    await expectSameJob(await loadExample(name));
  });

  test.each(recordedNames)("still answers %s as recorded, and formats nothing in it", async (name) => {
    const hcl = readFileSync(new URL(name, recorded), "utf8");
    const answer = readFileSync(new URL(name.replace(/\.nomad\.hcl$/, ".json"), recorded), "utf8");
    expect(await nomad.parse(hcl)).toEqual(parseJson(answer));
    expect(nomadFmt(hcl)).toBe(hcl);
  });

  test("composes texts, with escapes as without", async () => {
    const texts = ['"e\u0301"', String.raw`"e\u0301"`, String.raw`base64decode("ZcyB")`];
    const entries = texts.map((text, index) => `    k${index} = ${text}`).join("\n");
    expect(await nomad.parse(`job "j" {\n  meta {\n${entries}\n  }\n}\n`)).toMatchObject({
      Meta: { k0: "\u00e9", k1: "\u00e9", k2: "\u00e9" },
    });
  });
});
