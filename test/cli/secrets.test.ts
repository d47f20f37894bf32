import { expect, test } from "vitest";

import {
  jobIn,
  planOfNewJob,
  refuse,
  startNomad,
  takeJob,
  type Script,
} from "../../packages/core/src/dev/testing/scripted-nomad.ts";
import { directoryOf, nomadx } from "./nomadx.ts";

const marked = "value-from-secret";
const keyed = "value-of-a-telling-key";
const token = "70ken-70ken-70ken";

const text = `import { job, secret } from "@nomadx/core";

export default job("web", {
  meta: { owner: secret("${marked}") },
  group: {
    web: {
      task: {
        server: {
          driver: "mock_driver",
          config: { run_for: "1h" },
          env: { DB_PASSWORD: "${keyed}", DEPLOYED_WITH: process.env.NOMAD_TOKEN },
        },
      },
    },
  },
});
`;

const commands = [
  ["render", "web.ts"],
  ["render", "web.ts", "--format", "json"],
  ["validate", "web.ts"],
  ["plan", "web.ts", "--verbose"],
  ["run", "web.ts", "--detach"],
  ["status", "web"],
];

/** A job as the server has it: with all values in clear. */
const stored = {
  ...{ ID: "web", Name: "web", Namespace: "default", Type: "service", Status: "running", Version: 0 },
  ...{ Meta: { token }, SubmitTime: 1, CreateIndex: 1, ModifyIndex: 1, JobModifyIndex: 1 },
  TaskGroups: [{ Name: "web", Tasks: [{ Name: "server", Driver: "x", Env: { DB_PASSWORD: keyed } }] }],
};

const field = (Name: string, New: string) => ({ Type: "Added", Name, Old: "", New, Annotations: null });

const plan: Script = (request) => {
  const answer = Object(planOfNewJob(request));
  const Fields = [field("Meta[owner]", marked), field("Env[DB_PASSWORD]", keyed), field("Meta[x]", token)];
  return { ...answer, Diff: { ...answer.Diff, Fields } };
};

test.each(commands.flatMap((args) => [{ args }, { args: [...args, "--json"] }]))(
  "$args shows no secret",
  async ({ args }) => {
    const server = await startNomad({
      "PUT /v1/job/*/plan": plan,
      "PUT /v1/jobs": takeJob(""),
      "PUT /v1/validate/job": () => ({
        DriverConfigValidated: true,
        Warnings: `1 warning:\n\n* odd value ${marked}`,
      }),
      "GET /v1/jobs": () => [stored],
      "GET /v1/job/*": () => stored,
      "GET /v1/job/*/summary": () => ({ JobID: "web", Summary: {}, CreateIndex: 1, ModifyIndex: 1 }),
      "GET /v1/job/*/deployment": () => null,
      "GET /v1/job/*/allocations": () => [],
      "GET /v1/job/*/evaluations": () => [],
    });
    const { code, stdout, stderr } = await nomadx(args, {
      dir: directoryOf({ "web.ts": text }),
      address: server.address,
      env: { NOMAD_TOKEN: token },
    });
    expect({ code, stderr }).toMatchObject({ code: 0 });
    expect(stdout + stderr).toContain("web");
    for (const secret of [marked, keyed, token]) expect(stdout + stderr).not.toContain(secret);
  },
);

test.each(["plan", "run", "validate"])(
  "an error of %s that repeats a secret does not tell it",
  async (command) => {
    const says = refuse(500, `cannot use ${marked} and ${JSON.stringify(token)}`);
    const { address } = await startNomad({
      "PUT /v1/job/*/plan": says,
      "PUT /v1/jobs": says,
      "PUT /v1/validate/job": says,
    });
    const around = { dir: directoryOf({ "web.ts": text }), address, env: { NOMAD_TOKEN: token } };
    for (const flags of [[], ["--json"], ["--debug"], ["--json", "--debug"]]) {
      const outcome = await nomadx([command, "web.ts", ...flags], around);
      expect(outcome.code).toBe(1);
      expect(JSON.stringify(outcome)).toContain("cannot use");
      for (const secret of [marked, token]) expect(JSON.stringify(outcome)).not.toContain(secret);
    }
  },
);

test("a line that is shown for a mistake in it hides its secrets", async () => {
  const line = `job("web", { meta: { a: secret("${marked}") }, cuont: 1, group: {} })`;
  const dir = directoryOf({
    "web.ts": `import { job, secret } from "@nomadx/core";\nexport default ${line};\n`,
  });
  const { code, stderr } = await nomadx(["render", "web.ts"], { dir });
  expect(stderr).toContain("web.ts:2:");
  expect(stderr).not.toContain(marked);
  expect(code).toBe(3);
});

const given = `export default ({ vars }) => job("web", {
  group: { web: { task: { server: {
    driver: "raw_exec", config: { command: "/bin/a" }, env: { PIN: secret("123"), A: vars.db_password, B: vars.plain },
  } } } },
});
`;

test("a short secret, and a variable whose name looks secret, are hidden under any key", async () => {
  const dir = directoryOf({ "web.js": `import { job, secret } from "@nomadx/core";\n${given}` });
  const flags = ["web.js", "--var", "db_password=hunter22", "--var", "plain=seen"];
  for (const command of [["render"], ["plan", "--verbose"]]) {
    const { stdout } = await nomadx([...command, ...flags], { dir });
    expect(stdout).toContain("seen");
    expect(stdout).not.toMatch(/hunter22|"123"/);
  }
});

test("--show-secrets shows them to a user who asks", async () => {
  const around = { dir: directoryOf({ "web.ts": text }), env: { NOMAD_TOKEN: token } };
  const hidden = await nomadx(["render", "web.ts"], around);
  expect(hidden.stdout).toContain('owner = "(sensitive)"');
  expect(hidden.stderr).toBe(
    "warning[hidden-secrets]: Secret values are written as (sensitive)\n  help: --show-secrets writes text that can be deployed.\n",
  );
  const shown = await nomadx(["render", "web.ts", "--show-secrets"], around);
  expect(shown.stdout).toContain(`owner = "${marked}"`);
  expect(shown.stdout).toMatch(new RegExp(`DB_PASSWORD += "${keyed}"`));
  expect(shown.stderr).toBe("");
  const json = await nomadx(["render", "web.ts", "--show-secrets", "--json"], around);
  expect(json.stdout).toContain(marked);
});

test("the server gets the values themselves", async () => {
  const { address, requests } = await startNomad({ "PUT /v1/jobs": takeJob("") });
  const dir = directoryOf({ "web.ts": text });
  await nomadx(["run", "web.ts", "--detach"], { dir, address, env: { NOMAD_TOKEN: token } });
  expect(requests.map(jobIn)).toMatchObject([{ Meta: { owner: marked } }]);
  expect(requests[0]?.body).toContain(keyed);
});

function jsJob(inTask: string): string {
  return `import { job, secret } from "@nomadx/core";
export default job("a", { group: { g: { task: { t: { driver: "raw_exec", ${inTask} } } } } });
`;
}

/** Files that are not right, where a secret stands beside or in what is wrong. */
const mistakes = {
  "a.json": '{"Job":{"ID":"a","VaultToken":"hvs.CAESIJhunter","TaskGroups":[]}}',
  "b.json": '{"Job":{"ID":"b","Meta":{"a":"ghp_hunter8"},"Tokne":1}}',
  "c.js": jsJob('env: { DB_PASSWORD: "hunter2" }, kill_timeout: 30'),
  "d.js": jsJob('env: [{ DB_PASSWORD: "hunter2" }]'),
  "e.js": jsJob('env: { DB_PASSWORD: ["hunter2"] }'),
  "f.js": jsJob('env: { DB: secret("hunter2") }, kill_timeout: 30'),
  "g.js": jsJob('config: { args: ["--password", "hunter2"] }, kill_timeout: 30'),
  "h.js": jsJob('template: [{ data: "PASSWORD=hunter2", x: 1 }]'),
  "i.js": jsJob('artifact: [{ source: "https://hunter2@example.com/a", x: 1 }]'),
  "j.js": jsJob('artifact: [{ headers: { Authorization: "Bearer hunter2" }, x: 1 }]'),
  "k.js": jsJob('env: "DB_PASSWORD=hunter2"'),
};

test.for([[], ["--json"], ["--format", "sarif"], ["--format", "github"], ["--format", "markdown"]])(
  "neither the line that is shown nor the message tells the secret beside a mistake, with %j",
  async (flags) => {
    const files = Object.keys(mistakes);
    const outcome = await nomadx(["validate", ...files, ...flags], { dir: directoryOf(mistakes) });
    const shown = outcome.stdout + outcome.stderr;
    expect(files.filter((file) => !shown.includes(file))).toEqual([]);
    expect(shown).not.toContain("hunter");
  },
);
