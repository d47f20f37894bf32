import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { describe, expect, it, test } from "vitest";

import { startNomad } from "../../packages/core/src/dev/testing/scripted-nomad.ts";
import { asStored } from "../../packages/core/src/jobspec/canonicalize/as-stored.ts";
import { readSpec } from "../../packages/core/src/jobspec/read-spec.ts";
import { jobJson } from "./job-files.ts";
import { directoryOf, nomadx } from "./nomadx.ts";

const hcl = `variable "image" {}

variable "count" {
  type    = number
  default = 2
}

# The shop.
job "shop" {
  group "web" {
    count = var.count

    task "server" {
      driver = "docker"

      config {
        image = var.image
      }
    }
  }
}
`;

const script = `import { job, type JobContext } from "@nomadx/core";
import { variables } from "@nomadx/core/variables";

export default ({ vars }: JobContext) => {
  const input = variables(vars, {
    image: { type: "string" },
    count: { type: "number", default: 2 },
  });

  // The shop.
  return job("shop", {
    group: {
      web: {
        count: input.count,
        task: {
          server: {
            driver: "docker",
            config: { image: input.image },
          },
        },
      },
    },
  });
};
`;

describe("HCL", () => {
  it("is written beside its file, and proved for given values, defaults and placeholders", async () => {
    const dir = directoryOf({ "jobs/shop.nomad.hcl": hcl });
    expect(await nomadx(["import", "jobs/shop.nomad.hcl", "--var", "count=3"], { dir })).toEqual({
      code: 0,
      stdout: "",
      stderr:
        "wrote jobs/shop.ts: the same job, proved for the given values of count and placeholders for image, which have no default; and for the defaults of its variables and placeholders for image, which have no default\n",
    });
    expect(readFileSync(join(dir, "jobs/shop.ts"), "utf8")).toBe(script);
    const both = ["jobs/shop.nomad.hcl", "jobs/shop.ts"].map((file) =>
      nomadx(["render", file, "--var", "image=web:1", "--format", "json"], { dir }),
    );
    const [before, after] = await Promise.all(both);
    expect(after?.code).toBe(0);
    expect(JSON.parse(after?.stdout ?? "")).toEqual(JSON.parse(before?.stdout ?? ""));
  });

  it("goes to stdout where it comes from stdin, or where --out says so", async () => {
    const dir = directoryOf({ "shop.nomad": hcl });
    const [fromStdin, named] = await Promise.all([
      nomadx(["import", "-", "--stdin-filename", "shop.nomad"], { dir, stdin: hcl }),
      nomadx(["import", "shop.nomad", "--out", "-", "--var", "image=web:1"], { dir }),
    ]);
    expect(fromStdin).toMatchObject({ code: 0, stdout: script });
    expect(named).toMatchObject({ code: 0, stdout: script });
    expect(existsSync(join(dir, "shop.ts"))).toBe(false);
  });

  it.each(["x", "x.nomad.hcl"])("is not written as %s, which no command reads as TypeScript", async (out) => {
    const dir = directoryOf({ "shop.nomad": hcl });
    expect(await nomadx(["import", "shop.nomad", "--out", out], { dir })).toEqual({
      code: 64,
      stdout: "",
      stderr:
        `error: --out ${out} is neither a folder nor a file in TypeScript\n` +
        `help: Write ${out}.ts for a file, ${out}/ for a new folder, or - for stdout.\n`,
    });
    expect(existsSync(join(dir, out))).toBe(false);
  });

  it("replaces no file without --force", async () => {
    const dir = directoryOf({ "shop.nomad": hcl, "shop.ts": "mine\n" });
    const refused = await nomadx(["import", "shop.nomad"], { dir });
    expect(refused).toMatchObject({ code: 64, stdout: "" });
    expect(refused.stderr).toContain("shop.ts is there already");
    expect(readFileSync(join(dir, "shop.ts"), "utf8")).toBe("mine\n");
    expect(await nomadx(["import", "shop.nomad", "--force"], { dir })).toMatchObject({ code: 0 });
    expect(readFileSync(join(dir, "shop.ts"), "utf8")).toBe(script);
  });

  it("of which one is wrong is not written at all, and the place is told", async () => {
    const wrong = hcl.replace('driver = "docker"', 'driver = "docker"\n      user   = sha256(var.image)');
    const misspelt = hcl.replace("image = var.image", 'image = var.image\n        imag  = "x"');
    const dir = directoryOf({ "good.nomad": hcl, "wrong.nomad": wrong, "misspelt.nomad": misspelt });
    const { code, stderr } = await nomadx(["import", ".", "--out", "ts"], { dir });
    expect(code).toBe(3);
    expect(stderr).toContain("error[NX213] wrong.nomad:15:16: TypeScript has no equal");
    expect(stderr).toContain(
      'error[NX201] misspelt.nomad:18:17: "imag" is not an attribute or block of config',
    );
    expect(existsSync(join(dir, "ts"))).toBe(false);
  });

  it("is told of as JSON", async () => {
    const dir = directoryOf({ "shop.nomad": hcl });
    const { code, stdout } = await nomadx(["import", "shop.nomad", "--var", "image=web:1", "--json"], {
      dir,
    });
    expect({ code, answer: JSON.parse(stdout) as unknown }).toEqual({
      code: 0,
      answer: {
        schemaVersion: 1,
        files: [
          {
            file: "shop.nomad",
            written: "shop.ts",
            sameness: "api",
            proofs: [{ values: "the given values of image", vars: ["image"] }],
          },
        ],
      },
    });
  });
});

describe("JSON", () => {
  it("of the API is written as it is", async () => {
    const dir = directoryOf({ "web.json": jobJson("web") });
    expect(await nomadx(["import", "web.json", "--out", "-"], { dir })).toEqual({
      code: 0,
      stdout: `import { job } from "@nomadx/core";

export default job("web", {
  type: "service",
  datacenters: ["dc1"],
  group: {
    web: {
      count: 1,
      task: {
        server: {
          driver: "mock_driver",
          config: { run_for: "1h" },
        },
      },
    },
  },
});
`,
      stderr: "web.json: the same job, as a server keeps it, proved\n",
    });
  });

  it("in HCL's form is HCL", async () => {
    const json = JSON.stringify({
      variable: { n: { type: "number" } },
      job: {
        web: {
          group: { web: { count: "${var.n}", task: { t: { driver: "exec", config: { command: "x" } } } } },
        },
      },
    });
    const dir = directoryOf({ "web.json": json });
    const { code, stdout } = await nomadx(["import", "web.json", "--out", "-"], { dir });
    expect({ code, hasCount: stdout.includes("count: input.n,") }).toEqual({ code: 0, hasCount: true });
  });
});

test("a job of the cluster loses what the server added, and its secrets become variables", async () => {
  const { job } = readSpec("web", {
    datacenters: ["dc1"],
    group: {
      app: {
        count: 2,
        task: {
          server: {
            driver: "exec",
            config: { command: "/bin/server" },
            env: { DB_PASSWORD: "correct-horse", PORT: "80" },
          },
        },
      },
    },
  });
  const stored = {
    ...asStored(job),
    Status: "running",
    CreateIndex: 7,
    ModifyIndex: 9,
    JobModifyIndex: 9,
    SubmitTime: 1,
  };
  const nomad = await startNomad({
    "GET /v1/jobs": () => [{ ...stored, ID: "web", Name: "web" }],
    "GET /v1/job/*": () => stored,
  });
  const { code, stdout, stderr } = await nomadx(["import", "--from-cluster", "web"], {
    address: nomad.address,
  });
  expect({ code, stdout, stderr }).toEqual({
    code: 0,
    stdout: `import { job, secret, type JobContext } from "@nomadx/core";
import { variables } from "@nomadx/core/variables";

export default ({ vars }: JobContext) => {
  const input = variables(vars, {
    DB_PASSWORD: { type: "string" },
  });

  return job("web", {
    datacenters: ["dc1"],
    group: {
      app: {
        count: 2,
        task: {
          server: {
            driver: "exec",
            config: { command: "/bin/server" },
            env: { DB_PASSWORD: secret(input.DB_PASSWORD), PORT: "80" },
          },
        },
      },
    },
  });
};
`,
    stderr:
      "web: the same job, as a server keeps it, proved for the secrets that the cluster has, as DB_PASSWORD\n",
  });
});

test("of a job of the cluster, each place where a secret stands within a longer text is told", async () => {
  const { job } = readSpec("web", {
    datacenters: ["dc1"],
    group: {
      app: {
        task: {
          server: {
            driver: "exec",
            config: { command: "/bin/server" },
            env: { OPTIONS: "-v --password=correct-horse", PORT: "80" },
            template: [{ data: "LEVEL=info\nPASSWORD=battery-staple\n", destination: "local/x.env" }],
          },
        },
      },
    },
  });
  const stored = { ...asStored(job), CreateIndex: 7, ModifyIndex: 9, JobModifyIndex: 9, SubmitTime: 1 };
  const nomad = await startNomad({
    "GET /v1/jobs": () => [{ ...stored, ID: "web", Name: "web" }],
    "GET /v1/job/*": () => stored,
  });
  const { code, stdout, stderr } = await nomadx(["import", "--from-cluster", "web"], {
    address: nomad.address,
  });
  expect(code).toBe(0);
  expect(stdout).toContain("battery-staple");
  const warnings = stderr.match(/^warning\[NX219\].*|^ {2}in .*/gm);
  expect(warnings).toEqual([
    "warning[NX219]: web: The file shows a secret within a longer text",
    "  in Job.TaskGroups[0].Tasks[0].Env.OPTIONS",
    "warning[NX219]: web: The file shows a secret within a longer text",
    "  in Job.TaskGroups[0].Tasks[0].Templates[0].EmbeddedTmpl",
  ]);
  expect(stderr).not.toMatch(/correct-horse|battery-staple/);
});

test("nothing to import is wrong usage", async () => {
  expect(await nomadx(["import"])).toMatchObject({ code: 64 });
});
