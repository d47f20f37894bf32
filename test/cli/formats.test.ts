import { readFileSync } from "node:fs";

import { describe, expect, test } from "vitest";

import { recordedFlow } from "../../packages/core/src/dev/testing/recorded-flow.ts";
import { refuse, startNomad } from "../../packages/core/src/dev/testing/scripted-nomad.ts";
import { documentFails, documentMistakes } from "./document-checks.ts";
import { jobJson } from "./job-files.ts";
import { directoryOf, isObject, nomadx } from "./nomadx.ts";

const formats = ["github", "junit", "markdown", "sarif"] as const;

const good = JSON.stringify({
  ID: "web",
  Datacenters: ["dc1"],
  TaskGroups: [{ Name: "web", Tasks: [{ Name: "t", Driver: "raw_exec", Config: { command: "/bin/x" } }] }],
});
const files = {
  "web.json": good,
  "old.json": good.replace('"ID":"web"', '"ID":"old","Cuont":1'),
  "web.nomad":
    'job "web" {\n  group "web" {\n    task "web" {\n      driver = "mock_driver"\n    }\n  }\n}\n',
  "bad.nomad": 'job "bad" {\n  cuont = \n}\n',
  "a %,b|`c`<.json": '{"ID": "bad", "Srevice\\u001b[2J::error::]]>": 1}',
  "table.txt": "route add web web.test/ http://10.0.0.1:80/\nroute weight gone web.test/ weight 0.5\n",
};
const bad = "a %,b|`c`<.json";
const nobody = "127.0.0.1:1";

/** Every command, with and without something to complain about: its arguments, and the exit code. */
const commands: readonly (readonly [code: number, id: string, ...args: readonly string[]])[] = [
  [0, "explain", "NX206"],
  [64, "explain", "NX000"],
  [0, "validate", "web.json"],
  [0, "validate", "web.json", "old.json"],
  [3, "validate", "web.json", bad],
  [3, "validate", "none.json"],
  [64, "validate", "web.json", "--adress", "x"],
  [0, "render", "web.json"],
  [3, "render", bad],
  [0, "fmt", "web.nomad"],
  [3, "fmt", "web.nomad", "bad.nomad"],
  [0, "import", "web.nomad", "--out", "-"],
  [3, "import", "bad.nomad", "--out", "-"],
  [0, "plan", "web.json"],
  [2, "plan", "web.json", "--detailed-exitcode"],
  [3, "plan", bad],
  [0, "plan", "web.json", "--against", "web.json"],
  [64, "plan", "web.json", "--against", "git:none"],
  [0, "diff", "web.json", "web.nomad"],
  [3, "diff", "web.json", "none.json"],
  [1, "plan", "web.json", "--address", `http://${nobody}`],
  [3, "run", bad],
  [1, "run", "web.json"],
  [1, "status"],
  [1, "stop", "web"],
  [1, "nodes", "--address", `http://${nobody}`],
  [1, "services", "--consul-address", nobody],
  [64, "services", "--watch", "--consul-address", nobody],
  [1, "resolve", "web", "--server", nobody],
  [0, "fabio:job"],
  [64, "fabio:job", "--flag", "nonsense"],
  [0, "schema"],
  [0, "schema", "--format", "hcl-json"],
  [0, "routes", "web.json"],
  [0, "routes", "--table", "table.txt"],
  [3, "routes", bad],
  [1, "routes:match", "http://other.test/", "--table", "table.txt"],
  [0, "routes:match", "http://web.test/", "--table", "table.txt"],
  [0, "routes:diff", "web.json", "--table", "table.txt"],
  [0, "routes:lint", "web.json"],
  [3, "routes:lint", "--table", "table.txt"],
  [1, "routes:why", "web", "web.json"],
  [1, "routes:verify", "web.json", "--fabio", nobody],
  [7, "verify", "web.json", "--layers", "consul", "--consul-address", nobody],
  [1, "routes:override:list", "--fabio", nobody],
  [1, "routes:override:set", "table.txt", "--fabio", nobody],
  [1, "routes:override:rm", "--key", "", "--fabio", nobody],
];

test("the table has every command", () => {
  const manifest: unknown = JSON.parse(
    readFileSync(new URL("../../packages/cli/oclif.manifest.json", import.meta.url), "utf8"),
  );
  const known = isObject(manifest) && isObject(manifest["commands"]) ? Object.keys(manifest["commands"]) : [];
  expect(new Set(commands.map(([, id]) => id))).toEqual(new Set(known));
});

describe.each(commands.map((row) => ({ row, name: row.slice(1).join(" ") })))("$name", ({ row }) => {
  const [code, id, ...rest] = row;
  test("stdout is a document of its format alone, in which a failure is one", async () => {
    const flag = ["render", "fabio:job", "schema"].includes(id) ? "--report" : "--format";
    const dir = directoryOf(files);
    const runs = formats.map(async (format) => {
      const run = await nomadx([...id.split(":"), ...rest, flag, format], { dir });
      return {
        format,
        code: run.code,
        mistakes: documentMistakes[format](run.stdout.replace(/\n$/, "")),
        fails: documentFails[format](run.stdout),
        // The findings are in the document, and not told a second time.
        told: /(?:error|warning)(?:\[|:)/.test(run.stderr),
        hasControls: /\p{Cc}/u.test(run.stdout.replaceAll("\n", "")),
      };
    });
    const isFailure = code !== 0 && code !== 2;
    expect(await Promise.all(runs)).toEqual(
      formats.map((format) => ({
        format,
        code,
        mistakes: [],
        fails: isFailure,
        told: false,
        hasControls: false,
      })),
    );
  });
});

test("what cannot be reached by a command is told in the format, too", async () => {
  const { code, stdout } = await nomadx(["plna", "--format", "github"]);
  expect(stdout).toBe("::error title=usage::There is no command plna%0ADid you mean plan?\n");
  expect(code).toBe(64);
});

test("a place is escaped as each format asks for", async () => {
  const dir = directoryOf(files);
  const [github, junit, markdown, sarif] = await Promise.all(
    formats.map(async (format) => (await nomadx(["validate", bad, "--format", format], { dir })).stdout),
  );
  expect(github).toContain('file=a %25%2Cb|`c`<.json,line=1,col=15,title=NX201::"Srevice[2J::error::]]>" is');
  expect(junit).toContain('name="a %,b|`c`&lt;.json"');
  expect(junit).toContain("&quot;Srevice[2J::error::]]&gt;&quot; is");
  expect(markdown).toContain("| ``a %,b\\|`c`<.json:1`` |");
  expect(sarif).toContain('"uri": "a%20%25%2Cb%7C%60c%60%3C.json"');
  expect(sarif).toContain('"startColumn": 15');
});

test("a warning is no failure, and does not hide what the command answers", async () => {
  const run = await nomadx(["validate", "old.json", "--format", "junit"], { dir: directoryOf(files) });
  expect(run.stdout).toContain('<testsuites tests="1" failures="0">');
  expect(run.stdout).toContain("old.json:1: warning NX201: &quot;Cuont&quot; is not a field of Nomad's Job");
  expect(run.stdout).toContain("<system-out>old.json: job &quot;old&quot; is valid</system-out>");
});

test("a job that is refused is a failure of its file, and the others are none", async () => {
  const { address } = await startNomad({
    "PUT /v1/job/*/plan": refuse(500, "1 error occurred:\n\t* job priority must be between [1, 100]"),
  });
  const args = ["plan", "web.json", "old.json", "--format", "github"];
  const { stdout, code } = await nomadx(args, { dir: directoryOf(files), address });
  expect(stdout).toContain(
    '::error file=web.json,line=1,col=7,title=NX301::Nomad refused job "web": job priority must be between [1, 100]',
  );
  expect(code).toBe(1);
});

test("a deployment that fails is a failure of its job, with its evidence", async () => {
  const { jobId, scripts, contents } = recordedFlow("service-failure");
  const { address } = await startNomad(scripts, contents);
  const dir = directoryOf({ "job.json": jobJson(jobId) });
  const { code, stdout } = await nomadx(["run", "job.json", "--format", "junit"], { dir, address });
  expect(stdout).toContain('<testsuites tests="1" failures="1">');
  expect(stdout).toMatch(/<failure message="failed \(version 0\): [^"]*" type="unhealthy">/);
  expect(stdout).toMatch(/exit code \d+/);
  expect(code).toBe(4);
});

test("a file beside the working directory, and standard input, which is no file", async () => {
  const dir = directoryOf({ ...files, "in/x": "" });
  const args = ["validate", `../${bad}`, "--format", "sarif"];
  const { stdout } = await nomadx(args, { dir: `${dir}/in` });
  expect(stdout).toContain(`"uri": "file://${dir}/a%20%25,b%7C%60c%60%3C.json"`);
  const stdin = await nomadx(["validate", "-", "--format", "github"], { stdin: '{"ID":"x"}' });
  expect(stdin.stdout).toMatch(/^::error title=NX\d+::/);
});
