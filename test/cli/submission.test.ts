import { writeFileSync } from "node:fs";
import { join } from "node:path";

import { expect, test } from "vitest";

import { planOfNewJob, startNomad, takeJob } from "../../packages/core/src/dev/testing/scripted-nomad.ts";
import { jobJson } from "./job-files.ts";
import { directoryOf, nomadx } from "./nomadx.ts";

const scripts = { "PUT /v1/jobs": takeJob(""), "PUT /v1/job/*/plan": planOfNewJob };

/** The sources that a run has submitted. */
async function submitted(
  files: Readonly<Record<string, string>>,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<unknown[]> {
  const { address, requests } = await startNomad(scripts);
  const { code } = await nomadx(["run", "--detach", ...args], { dir: directoryOf(files), address, env });
  expect(code).toBe(0);
  return requests.filter(({ url }) => url === "/v1/jobs").map(({ body }) => JSON.parse(body).Submission);
}

const hcl = `# a comment
variable "image" { type = string }
variable "tags" {
  type    = list(string)
  default = []
}
variable "db_password" { type = string }
variable "n" { type = number }
job "web" {
  group "web" {
    count = var.n
    task "server" {
      driver = "docker"
      config { image = var.image }
      env { DB_PASSWORD = var.db_password }
      meta { t = join(",", var.tags) }
    }
  }
}
`;

// `nomad job run` 2.0.5 submits the same, but for the password and NOMAD_VAR_other.
test("HCL is submitted as it is, with the values of its variables as Nomad sorts them", async () => {
  const files = { "web.nomad.hcl": hcl, "a.vars": "n = 2\n", "b.vars": 'image = "file"' };
  const values = ["--var", 'tags=["a","b"]', "--var", "db_password=hunter22", "--var", "image=x y&z"];
  const args = ["web.nomad.hcl", "--var-file", "a.vars", "--var-file", "b.vars", ...values];
  expect(await submitted(files, args, { NOMAD_VAR_image: "env", NOMAD_VAR_other: "zzz" })).toEqual([
    {
      Source: hcl,
      Format: "hcl2",
      VariableFlags: { image: "x y&z", db_password: "(sensitive)" },
      Variables: 'n = 2\n\nimage = "file"\n\ntags = ["a","b"]',
    },
  ]);
});

test("JSON is submitted as it is, unless there is a secret in it", async () => {
  const json = jobJson("web");
  expect(await submitted({ "web.json": json }, ["web.json"])).toEqual([
    { Source: json, Format: "json", Variables: "" },
  ]);
  const withToken = JSON.stringify({ Job: { ...JSON.parse(json), Meta: { api_token: "t0ken" } } });
  const [source] = await submitted({ "web.json": withToken }, ["web.json"]);
  expect(source).toMatchObject({ Format: "json" });
  expect(JSON.stringify(source)).toContain('\\"api_token\\": \\"(sensitive)\\"');
  expect(JSON.stringify(source)).not.toContain("t0ken");
});

test("of a job in TypeScript the HCL is submitted that render writes", async () => {
  const ts = `import { job, secret } from "@nomadx/core";
export default job("web", { group: { web: { task: { server: { driver: "exec", config: { command: "/bin/x" },
  env: { URL: secret("postgres://app@db"), ORDINARY: "a" } } } } } });
`;
  const files = { "web.ts": ts };
  const { stdout } = await nomadx(["render", "web.ts"], { dir: directoryOf(files) });
  expect(stdout).toContain('URL      = "(sensitive)"');
  expect(await submitted(files, ["web.ts"])).toEqual([{ Source: stdout, Format: "hcl2", Variables: "" }]);
});

test("a saved plan submits the source that its job was planned from", async () => {
  const dir = directoryOf({ "web.nomad.hcl": hcl });
  const { address, requests } = await startNomad(scripts);
  const values = ["--var", "n=1", "--var", "db_password=hunter22", "--var", "image=x"];
  await nomadx(["plan", "web.nomad.hcl", ...values, "--out", "plan.json"], { dir, address });
  writeFileSync(join(dir, "web.nomad.hcl"), "changed since");
  expect(await nomadx(["run", "plan.json", "--detach"], { dir, address })).toMatchObject({ code: 0 });
  const sent = requests.filter(({ url }) => url === "/v1/jobs").map(({ body }) => JSON.parse(body));
  expect(sent).toMatchObject([
    { Submission: { Source: hcl, VariableFlags: { n: "1", db_password: "(sensitive)", image: "x" } } },
  ]);
});
