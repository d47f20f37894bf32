import { spawnSync } from "node:child_process";
import { join } from "node:path";

import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { hasNomad, NomadParser } from "../../packages/core/src/jobspec/testing/nomad-parser.ts";
import { goodJob, jobJson } from "./job-files.ts";
import { directoryOf, nomadx } from "./nomadx.ts";

const hcl = `variable "count" {
  type    = number
  default = 1
}

job "shop/web" {
  group "web" {
    count = var.count

    task "server" {
      driver = "mock_driver"

      config {
        run_for = "1h"
      }
    }
  }
}
`;

describe.skipIf(!hasNomad)("a real Nomad (needs nomad on PATH)", () => {
  let nomad: NomadParser;
  beforeAll(async () => {
    nomad = await NomadParser.start();
  });
  afterAll(() => nomad.stop());

  test("reads HCL, with variables", async () => {
    const around = { dir: directoryOf({ "web.nomad.hcl": hcl }), address: nomad.address };
    const plain = await nomadx(["render", "web.nomad.hcl"], around);
    expect(plain.stdout).toContain("count = 1\n");
    const given = await nomadx(["render", "web.nomad.hcl", "--var", "count=3"], around);
    expect(given.stdout).toContain("count = 3\n");
    const env = { NOMAD_VAR_count: "4" };
    const fromEnv = await nomadx(["render", "-"], { ...around, env, stdin: hcl });
    expect(fromEnv.stdout).toContain("count = 4\n");
  });

  test("says where HCL is wrong", async () => {
    const dir = directoryOf({ "web.nomad.hcl": hcl.replace("mock_driver", "mock_driver\n") });
    const { code, stderr } = await nomadx(["plan", "web.nomad.hcl"], { dir, address: nomad.address });
    expect(stderr).toMatch(/^error\[NX\d+\] web\.nomad\.hcl:11:28: /);
    expect(code).toBe(3);
  });

  test("takes the JSON that is rendered for `nomad job run -json`", async () => {
    const dir = directoryOf({ "web.ts": goodJob });
    const json = await nomadx(["render", "web.ts", "--format", "json"], { dir });
    const args = ["job", "plan", "-json", "-address", nomad.address, "-"];
    const { status, stdout, stderr } = spawnSync("nomad", args, { input: json.stdout, encoding: "utf8" });
    expect(stderr).toBe("");
    expect(stdout).toContain('+ Job: "web"');
    expect(status).toBe(1); // there are changes
  });

  test("plans, takes and stops a job, whatever is in its ID", async () => {
    const dir = directoryOf({ "web.json": jobJson("shop/web?1#%2F"), "next.nomad.hcl": hcl });
    const around = { dir, address: nomad.address };
    const first = await nomadx(["plan", "."], around);
    expect(first.stdout).toContain("Plan: 2 jobs to change (2 new): ");
    const run = await nomadx(["run", ".", "--detach"], around);
    expect(run.stderr).toContain('submitted job "shop/web?1#%2F", evaluation ');
    expect(run.code).toBe(0);
    const second = await nomadx(["plan", join(dir, "web.json"), "--detailed-exitcode"], around);
    expect(second.code).toBe(0);
    const status = await nomadx(["status", "shop/web?1#%2F"], around);
    expect(status.stdout).toMatch(/^ID +shop\/web\?1#%2F\n/);
    const conflict = await nomadx(["run", "web.json", "--check-index", "0"], around);
    expect(conflict.code).toBe(6);
    const stop = await nomadx(["stop", "shop/web", "shop/web?1#%2F", "--purge", "--yes", "--detach"], around);
    expect(stop.code).toBe(0);
    expect(await nomadx(["status"], around)).toMatchObject({ stdout: "No jobs.\n" });
  });

  test("refuses a job in its own words, which validate gives with the file", async () => {
    const dir = directoryOf({ "bad.json": jobJson("bad", { Priority: 101 }), "good.ts": goodJob });
    const around = { dir, address: nomad.address };
    const validate = await nomadx(["validate", "."], around);
    // Offline that is a warning: servers may be told to allow more.
    expect(validate.stderr).toContain("error[NX2906] bad.json:1:90: The priority is out of range\n");
    expect(validate.code).toBe(3);
    const run = await nomadx(["run", "."], around);
    expect(run.stderr).toContain(
      'bad.json: Nomad refused job "bad": job priority must be between [1, 100]\n',
    );
    expect(run.code).toBe(1);
    expect(await nomadx(["status"], around)).toMatchObject({ stdout: "No jobs.\n" });
  });
});
