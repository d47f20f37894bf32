import { expect, test } from "vitest";

import { planOfNewJob, startNomad, takeJob } from "../../packages/core/src/dev/testing/scripted-nomad.ts";
import { directoryOf, linesOfJson, nomadx } from "./nomadx.ts";

const tags = ["urlprefix-a.com/", "urlprefix-/ weight=50%"];

const check = { Type: "tcp", Interval: 10_000_000_000, Timeout: 1_000_000_000 };

/** The same job in each of the languages. */
const files = {
  "web.nomad.hcl": `job "web" {
  group "web" {
    network {
      port "http" {}
    }
    service {
      name = "web"
      port = "http"
      tags = [
        "urlprefix-a.com/",
        "urlprefix-/ weight=50%",
      ]
      check {
        type     = "tcp"
        interval = "10s"
        timeout  = "1s"
      }
    }
    task "web" {
      driver = "raw_exec"
      config {
        command = "/usr/bin/web"
      }
    }
  }
}
`,
  "web.ts": `import { job } from "@nomadx/core";

export default job("web", {
  group: {
    web: {
      network: { port: { http: {} } },
      service: {
        name: "web",
        port: "http",
        tags: ${JSON.stringify(tags)},
        check: { type: "tcp", interval: "10s", timeout: "1s" },
      },
      task: { web: { driver: "raw_exec", config: { command: "/usr/bin/web" } } },
    },
  },
});
`,
  "web.json": JSON.stringify({
    ID: "web",
    Name: "web",
    TaskGroups: [
      {
        Name: "web",
        Networks: [{ DynamicPorts: [{ Label: "http" }] }],
        Services: [{ Name: "web", PortLabel: "http", Tags: tags, Checks: [check] }],
        Tasks: [{ Name: "web", Driver: "raw_exec", Config: { command: "/usr/bin/web" } }],
      },
    ],
  }),
};

const code = "tag-weight-invalid";

test.each([
  ["web.nomad.hcl", "web.nomad.hcl:11:9"],
  ["web.ts", "web.ts:10:35"],
  ["web.json", "web.json:1:175"],
])("a tag in %s that freezes every route stops validate, plan and run", async (file, place) => {
  const { address, requests } = await startNomad({
    "PUT /v1/jobs": takeJob(""),
    "PUT /v1/job/web/plan": planOfNewJob,
  });
  const around = { dir: directoryOf(files), address };
  for (const command of [["validate"], ["plan"], ["run", "--detach"]]) {
    const isOffline = command[0] === "validate";
    const outcome = await nomadx([...command, file], isOffline ? { dir: around.dir } : around);
    expect(outcome.stderr).toContain(`critical[${code}] ${place}: "50%" is not a weight`);
    expect(outcome.stderr).toContain(`--allow-lint ${code} lets it pass.`);
    expect(outcome).toMatchObject({ code: 3, stdout: "" });
  }
  expect(requests.filter(({ method }) => method === "PUT")).toEqual([]);
});

test("who knows lets it pass, in a saved plan anew", async () => {
  const { address, requests } = await startNomad({
    "PUT /v1/jobs": takeJob(""),
    "PUT /v1/job/web/plan": planOfNewJob,
  });
  const around = { dir: directoryOf(files), address };
  const planned = await nomadx(["plan", "web.ts", "--out", "plan.json", "--allow-lint", code], around);
  expect(planned.code).toBe(0);
  expect(planned.stderr).toContain(`warning[${code}] web.ts:10:35`);
  expect(planned.stdout).toContain(`nomadx run --check-index 0 --allow-lint ${code} web.ts`);
  expect(planned.stderr).toContain(`Run it with: nomadx run plan.json --allow-lint ${code}\n`);
  expect((await nomadx(["run", "plan.json", "--detach"], around)).code).toBe(3);
  expect(requests.filter(({ url }) => url === "/v1/jobs")).toEqual([]);
  const outcome = await nomadx(["run", "plan.json", "--detach", "--allow-lint", code, "--json"], around);
  expect(outcome.code).toBe(0);
  expect(linesOfJson(outcome.stdout)[0]).toMatchObject({ type: "registered", job: "web" });
});

test.each([
  ["tag-weigth-invalid", `Did you mean ${code}?`],
  ["no-check", "There are tag-empty, "],
])("--allow-lint %s is no code of a critical lint", async (given, help) => {
  const outcome = await nomadx(["validate", "web.ts", "--allow-lint", given], { dir: directoryOf(files) });
  expect(outcome.stderr).toContain(
    `--allow-lint takes the code of a critical lint, not "${given}"\nhelp: ${help}`,
  );
  expect(outcome.code).toBe(64);
});

test("the configuration says which tags Fabio reads", async () => {
  const config = `export default { fabio: { tagPrefix: "lb-, ext-" } };\n`;
  const dir = directoryOf({
    "nomadx.config.mjs": config,
    "web.json": files["web.json"],
    "ext.json": files["web.json"].replaceAll("urlprefix-", "ext-").replaceAll('"web"', '"ext"'),
  });
  expect((await nomadx(["validate", "web.json"], { dir })).code).toBe(0);
  expect((await nomadx(["validate", "ext.json"], { dir })).code).toBe(3);
});

test("a warning is told of the job that it is about, and not of its namesake in another namespace", async () => {
  const harmless = files["web.json"]
    .replace('{"ID":"web"', '{"Namespace":"a","ID":"web"')
    .replace("urlprefix-/ weight=50%", "urlprefix-b.com/");
  const dir = directoryOf({ "a.json": harmless, "b.json": files["web.json"] });
  const outcome = await nomadx(["validate", "a.json", "b.json", "--allow-lint", code, "--json"], { dir });
  expect(outcome.code).toBe(0);
  const told = JSON.parse(outcome.stdout) as {
    jobs: readonly { file: string; warnings: readonly string[] }[];
  };
  const concerned = told.jobs.filter(({ warnings }) => warnings.includes('"50%" is not a weight'));
  expect(concerned.map(({ file }) => file)).toEqual(["b.json"]);
});
