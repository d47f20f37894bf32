import fc from "fast-check";
import { readFileSync, readdirSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { parseJson } from "../../units/json.ts";
import type { ApiJob } from "../api-job.ts";
import { arbitraryFullJob, arbitraryJob } from "../testing/arbitrary-job.ts";
import { arbitrarySpecJob } from "../testing/arbitrary-spec-job.ts";
import { exampleNames, loadExample } from "../testing/example-jobs.ts";
import { hclOf } from "../testing/hcl-of.ts";
import { NomadParser, hasNomad, nomadFmt } from "../testing/nomad-parser.ts";
import { normalJob } from "../canonicalize/normal-job.ts";
import { readHcl } from "./read/read-hcl.ts";
import { writeHcl } from "./write-hcl.ts";

/** HCL files beside what Nomad made of them; see scripts/record-parse.js. */
const recorded = new URL("../../../../../fixtures/", import.meta.url);
const recordedNames = ["nomad/parsed", "jobs", "examples"].flatMap((folder) =>
  readdirSync(new URL(folder, recorded), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".nomad.hcl"))
    .map((name) => `${folder}/${name}`),
);

/** Our own reader makes the same job of the HCL; an arbitrary job may have problems that are none of HCL's. */
function expectReadBack(job: ApiJob): void {
  const text = hclOf(job);
  const read = readHcl({ file: "job.nomad.hcl", text });
  // The text goes along to be shown with a difference.
  expect({ text, job: normalJob(read.job) }).toEqual({ text, job: normalJob(job) });
}

describe("what is written is read back", { timeout: 300_000 }, () => {
  test("1,000 arbitrary jobs as they were", () =>
    fc.assert(fc.property(arbitraryJob(), expectReadBack), { numRuns: 1000 }));

  test("1,000 arbitrary specs as they were meant", () =>
    fc.assert(fc.property(arbitrarySpecJob(), expectReadBack), { numRuns: 1000 }));

  test("jobs with everything in them as they were", () =>
    fc.assert(fc.property(arbitraryFullJob(), expectReadBack), { numRuns: 20 }));

  test.each(exampleNames)("%s.ts as it was", async (name) => expectReadBack(await loadExample(name)));
});

describe.skipIf(!hasNomad)("a real Nomad (needs nomad on PATH)", () => {
  let nomad: NomadParser;
  beforeAll(async () => {
    nomad = await NomadParser.start();
  });
  afterAll(() => nomad.stop());

  async function expectSameJob(job: ApiJob): Promise<void> {
    const text = hclOf(job);
    // The text goes along to be shown with a difference.
    expect({ text, job: normalJob(await nomad.parse(text)) }).toEqual({ text, job: normalJob(job) });
  }

  test("reads 1,000 arbitrary jobs back as they were", { timeout: 300_000 }, () =>
    fc.assert(fc.asyncProperty(arbitraryJob(), expectSameJob), { numRuns: 1000 }),
  );

  test("reads 1,000 arbitrary specs as they were meant", { timeout: 300_000 }, () =>
    fc.assert(fc.asyncProperty(arbitrarySpecJob(), expectSameJob), { numRuns: 1000 }),
  );

  test("reads jobs with everything in them back as they were", { timeout: 300_000 }, () =>
    fc.assert(fc.asyncProperty(arbitraryFullJob(), expectSameJob), { numRuns: 20 }),
  );

  test("formats nothing in them", { timeout: 300_000 }, () => {
    const texts = fc.sample(arbitraryJob(), 300).map((job) => writeHcl(job).text);
    expect(nomadFmt(texts.join("\n")).split("\n")).toEqual(texts.join("\n").split("\n"));
  });

  test.each(exampleNames)("reads %s.ts back as it was", async (name) => {
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
