import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { expect, test } from "vitest";

import { goodJob, jobJson } from "./job-files.ts";
import { directoryOf, nomadx } from "./nomadx.ts";

const hcl = `job "web" {
  group "web" {
    task "server" {
      driver = "mock_driver"

      config {
        run_for = "1h"
      }
    }
  }
}
`;

test("two runs give the same bytes, in both formats", async () => {
  const dir = directoryOf({ "b.json": jobJson("b"), "jobs/a.ts": goodJob });
  for (const format of ["hcl", "json"]) {
    const args = ["render", "b.json", "jobs", "--format", format];
    const first = await nomadx(args, { dir });
    expect(first.stderr).toBe("");
    expect(first.stdout).not.toBe("");
    expect(await nomadx(args, { dir })).toEqual(first);
  }
});

test("standard output is the HCL and nothing else", async () => {
  const dir = directoryOf({ "web.ts": `console.log("from the file");\n${goodJob}` });
  expect(await nomadx(["render", "web.ts"], { dir })).toEqual({
    code: 0,
    stdout: hcl,
    stderr: "from the file\n",
  });
});

test("standard input, directories and patterns are read as files are", async () => {
  const dir = directoryOf({ "jobs/web.ts": goodJob });
  const outcomes = await Promise.all([
    nomadx(["render", "jobs"], { dir }),
    nomadx(["render", "jobs/**/*.ts"], { dir }),
    nomadx(["render", "-", "--stdin-filename", "web.ts"], { dir, stdin: goodJob }),
  ]);
  expect(outcomes).toEqual(outcomes.map(() => ({ code: 0, stdout: hcl, stderr: "" })));
  const json = await nomadx(["render", "-", "--format", "json"], { dir, stdin: jobJson("web") });
  expect(JSON.parse(json.stdout)).toEqual({ Job: JSON.parse(jobJson("web")) });
});

test("--out writes a whole file for each job, also where an ID has a slash", async () => {
  const dir = directoryOf({ "a.json": jobJson("team/a"), "web.ts": goodJob });
  const { code, stdout, stderr } = await nomadx(["render", ".", "--out", "out/hcl"], { dir });
  expect({ code, stdout }).toEqual({ code: 0, stdout: "" });
  expect(stderr).toBe("wrote out/hcl/team_a.nomad.hcl\nwrote out/hcl/web.nomad.hcl\n");
  expect(readdirSync(join(dir, "out/hcl"))).toEqual(["team_a.nomad.hcl", "web.nomad.hcl"]);
  expect(readFileSync(join(dir, "out/hcl/web.nomad.hcl"), "utf8")).toBe(hcl);
});

test("two jobs that would become one file are refused before anything is written", async () => {
  const dir = directoryOf({ "a.json": jobJson("team/a"), "b.json": jobJson("team_a") });
  const { code, stderr } = await nomadx(["render", ".", "--out", "out"], { dir });
  expect(stderr).toBe("error: Two jobs would be written to out/team_a.nomad.hcl\n");
  expect(code).toBe(64);
  expect(readdirSync(dir)).toEqual(["a.json", "b.json"]);
});

test("an --out that is a file is refused", async () => {
  const dir = directoryOf({ "web.ts": goodJob });
  writeFileSync(join(dir, "taken"), "");
  const { code, stderr } = await nomadx(["render", "web.ts", "--out", "taken"], { dir });
  expect(stderr).toMatch(/^error: Cannot write to taken: /);
  expect(code).toBe(64);
});
