import { expect, test } from "vitest";

import {
  planOfNewJob,
  refuse,
  startNomad,
  type Scripts,
} from "../../packages/core/src/dev/testing/scripted-nomad.ts";
import { runInProcess } from "./in-process.ts";
import { jobJson } from "./job-files.ts";
import { directoryOf } from "./nomadx.ts";

const words = "word ".repeat(4_000).trim();
const warning = { Warnings: `1 warning:\n\n* ${words}` };
const verdict = { DriverConfigValidated: true, ValidationErrors: [], Error: "", Warnings: "" };
const taken = { EvalID: "", EvalCreateIndex: 7, JobModifyIndex: 7 };
const plan: Scripts = { "PUT /v1/job/*/plan": planOfNewJob };

test.each<[string, readonly string[], Scripts]>([
  [
    "a warning of a plan",
    ["plan"],
    { "PUT /v1/job/*/plan": (request) => ({ ...planOfNewJob(request), ...warning }) },
  ],
  ["a refusal of a plan", ["plan"], { "PUT /v1/job/*/plan": refuse(500, words) }],
  [
    "a refusal of lines",
    ["plan"],
    { "PUT /v1/job/*/plan": refuse(500, `2 errors occurred:\n\t* ${words}\n\t* b`) },
  ],
  [
    "a warning of a registration",
    ["run", "--detach"],
    { ...plan, "PUT /v1/jobs": () => ({ ...taken, ...warning }) },
  ],
  ["a refusal of a registration", ["run", "--detach"], { ...plan, "PUT /v1/jobs": refuse(400, words) }],
  ["a warning of a validation", ["validate"], { "PUT /v1/validate/job": () => ({ ...verdict, ...warning }) }],
  [
    "an error of a validation",
    ["validate"],
    { "PUT /v1/validate/job": () => ({ ...verdict, ValidationErrors: [words] }) },
  ],
])(
  "people are shown the first of %s of 20,000 characters, and where the rest is",
  async (_, args, scripts) => {
    const { address } = await startNomad(scripts);
    const [command = "", ...flags] = args;
    const around = { dir: directoryOf({ "web.json": jobJson("web") }), address, words: [command] };
    const told = await runInProcess({ ...around, args: ["web.json", ...flags] });
    const shown = told.stdout + told.stderr;
    expect(shown).toMatch(/word… \(cut after \d{4} of \d{5} characters; --json shows all\)/);
    expect(shown.length).toBeLessThan(9_500);
    const json = await runInProcess({ ...around, args: ["web.json", ...flags, "--json"] });
    expect(json.stdout).toContain(words);
    const document = await runInProcess({ ...around, args: ["web.json", ...flags, "--format", "markdown"] });
    expect(document.stdout).toContain("--json shows all");
  },
);

test("of an error's text that is longer than 64 KiB, it is said that it goes on", async () => {
  const { address } = await startNomad({ "PUT /v1/job/*/plan": refuse(500, "word ".repeat(20_000)) });
  const around = { dir: directoryOf({ "web.json": jobJson("web") }), address };
  const { stdout } = await runInProcess({ ...around, words: ["plan"], args: ["web.json", "--json"] });
  expect(stdout).toContain("… (the server's text goes on after 64 KiB)");
});
