import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { regexpChecker } from "../../node/regexp-checker.ts";
import { parseJson, stringifyJson } from "../../units/json.ts";
import type { ApiJob } from "../api-job.ts";
import { readApiText } from "../json/read-api-text.ts";
import { saysSame, serverItems } from "../server-text.ts";
import { hasNomad, NomadParser } from "../testing/nomad-parser.ts";
import { arbitraryMutatedJob } from "./testing/arbitrary-mutated-job.ts";
import { richJobs } from "./testing/rich-jobs.ts";
import { validateJob } from "./validate-job.ts";

/** How many jobs are compared; 3,000 take five minutes. */
const pairs = Number(process.env["NOMADX_PAIRS"] ?? 150);

/** Repeats a run; by default each compares other jobs. */
const seed = process.env["NOMADX_SEED"] === undefined ? undefined : Number(process.env["NOMADX_SEED"]);

/** A server as `NomadParser` starts it. */
const server = {
  enterprise: false,
  region: "global",
  otherRegions: [],
  vault: false,
  memoryOversubscription: false,
  namespaces: { default: {} },
  nodePools: ["default", "all"],
  maxPriority: 100,
  maxCount: 50_000,
};

describe.skipIf(!hasNomad)("verdicts of a real Nomad (needs nomad on PATH)", () => {
  let nomad: NomadParser;
  let regexpProblem: (pattern: string) => string | undefined;
  let count = 0;
  beforeAll(async () => {
    [nomad, regexpProblem] = await Promise.all([NomadParser.start(), regexpChecker()]);
  });
  afterAll(() => nomad.stop());

  test.each(richJobs.map((job) => [job.ID, job]))("%s is taken by both", async (_, job) => {
    expect(await difference(job)).toBeUndefined();
    expect(oursOf(job).filter(({ severity }) => severity === "error")).toEqual([]);
  });

  test(`of ${pairs} jobs they are ours`, { timeout: 60_000 + pairs * 1000 }, async () => {
    const differences: string[] = [];
    for (const job of fc.sample(arbitraryMutatedJob(), {
      numRuns: pairs,
      ...(seed !== undefined && { seed }),
    })) {
      const found = await difference(job);
      if (found !== undefined) differences.push(`${found}\n${stringifyJson(job)}`);
    }
    expect(differences).toEqual([]);
  });

  /** Where the server and we differ: in the verdict, or in one of its warnings. */
  async function difference(given: ApiJob): Promise<string | undefined> {
    // Another ID each time, so that no job is an update of another.
    const job = isPlain(given.ID) ? { ...given, ID: `${given.ID}-${count++}` } : given;
    const ours = oursOf(job);
    const errors = ours.filter(({ severity, keys = [] }) => severity === "error" && !keys.includes("Config"));
    const { accepted, text, warnings } = await register(job);
    const told = errors.map(({ code, path, serverText }) => `${code} ${path} ${serverText}`).join("; ");
    if (accepted && errors.length > 0) return `accepted, and ours says ${told}`;
    if (!accepted && errors.length === 0) return `refused, and ours says nothing: ${text}`;
    const missing = accepted
      ? serverItems(warnings).filter(
          (item) => !ours.some(({ serverText = "-" }) => saysSame(item, serverText)),
        )
      : [];
    return missing.length === 0
      ? undefined
      : `no such warning: ${missing.map((item) => item.text).join("; ")}`;
  }

  function oursOf(job: ApiJob) {
    const read = readApiText({ file: "job.json", text: stringifyJson({ Job: job }) });
    return [...read.diagnostics, ...validateJob(read.job, { server, prior: null, regexpProblem })];
  }

  async function register(job: ApiJob): Promise<{ accepted: boolean; text: string; warnings: string }> {
    let response: Response;
    try {
      response = await fetch(`${nomad.address}/v1/jobs`, {
        method: "POST",
        body: stringifyJson({ Job: job }),
      });
    } catch {
      // The server's handler has crashed.
      return { accepted: false, text: "no answer", warnings: "" };
    }
    const text = await response.text();
    // A verdict is given before Consul is told of gateways, which is not there.
    if (text.startsWith("Put ")) return { accepted: true, text, warnings: "" };
    if (!response.ok) return { accepted: false, text, warnings: "" };
    const { Warnings } = parseJson(text) as { Warnings: string };
    return { accepted: true, text, warnings: Warnings };
  }
});

function isPlain(id: string | null | undefined): id is string {
  return typeof id === "string" && /^[\w-]+$/.test(id);
}
