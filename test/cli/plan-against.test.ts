import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { expect, onTestFinished, test } from "vitest";

import { jobJson } from "./job-files.ts";
import { directoryOf, nomadx, start } from "./nomadx.ts";

const hcl = (image: string, password: string): string => `job "hcl" {
  group "web" {
    count = 3
    task "server" {
      driver = "docker"
      config {
        image = "${image}"
      }
      env {
        DB_PASSWORD = "${password}"
      }
    }
  }
}
`;

const script = (id: string): string =>
  `import { shared } from "../lib/shared.ts";
export default shared("${id}");
`;

const shared = (count: number): string =>
  `import { job } from "@nomadx/core";
const task = { t: { driver: "raw_exec", config: { command: "/bin/x" } } } as const;
export const shared = (id: string) => job(id, { group: { web: { count: ${count}, task } } });
`;

/** A repository with a commit, of which the files have changed since. */
function repository(): string {
  const dir = directoryOf({
    "jobs/same.json": jobJson("same"),
    "jobs/gone.json": jobJson("gone"),
    "jobs/hcl.nomad": hcl("web:1", "first-password"),
    "jobs/script.ts": script("script"),
    "lib/shared.ts": shared(1),
  });
  commit(dir);
  rmSync(join(dir, "jobs/gone.json"));
  writeFileSync(join(dir, "jobs/new.json"), jobJson("new"));
  writeFileSync(join(dir, "jobs/hcl.nomad"), hcl("web:2", "second-password"));
  // Only what the job file imports has changed.
  writeFileSync(join(dir, "lib/shared.ts"), shared(2));
  return dir;
}

/** Commits all files of a new repository. */
function commit(dir: string): void {
  const git = (...args: readonly string[]): void =>
    void execFileSync("git", ["-c", "user.name=t", "-c", "user.email=t@localhost", ...args], {
      cwd: dir,
      stdio: "pipe",
    });
  git("init", "--quiet", "--initial-branch=main");
  git("add", ".");
  git("commit", "--quiet", "--message=first");
}

/** The copies of commits in a folder for temporary files. */
const copiesIn = (folder: string): readonly string[] =>
  readdirSync(folder).filter((name) => name.startsWith("nomadx-git-"));

test("a folder is planned against a commit: new, changed, removed and unchanged jobs", async () => {
  const dir = repository();
  const folder = directoryOf({});
  const { code, stdout, stderr } = await nomadx(
    ["plan", "jobs", "--against", "git:main", "--detailed-exitcode"],
    { dir, env: { TMPDIR: folder } },
  );
  expect([code, stderr]).toEqual([2, ""]);
  expect(stdout).toContain('+/- Job: "hcl"\n+/- Task Group: "web" (1 create/destroy update, 2 ignore)\n');
  expect(stdout).toContain('+/- image: "web:1" => "web:2"');
  expect(stdout).toContain("+/- Env[DB_PASSWORD]: (sensitive, before) => (sensitive, after)");
  expect(stdout).toContain('+ Job: "new"');
  expect(stdout).toContain('- Job: "gone"\n- Task Group: "web" (1 destroy)\n');
  expect(stdout).toContain('+/- Job: "script"\n+/- Task Group: "web" (1 create, 1 in-place update)\n');
  expect(stdout).not.toContain('Job: "same"');
  expect(stdout).toMatch(
    /\nPlan: 4 jobs to change \(1 new, 1 removed\), 1 unchanged: .*\nCompared with the jobs of git:main: no server was asked and nothing was scheduled\.\n$/,
  );
  // Nothing is left of the copy, and the repository is as it was.
  expect(copiesIn(folder)).toEqual([]);
  expect(execFileSync("git", ["status", "--short"], { cwd: dir, encoding: "utf8" })).toBe(
    " D jobs/gone.json\n M jobs/hcl.nomad\n M lib/shared.ts\n?? jobs/new.json\n",
  );
});

test.each(["text", "json", "markdown", "github"])("no byte of a password is in %s", async (format) => {
  const args = format === "json" ? ["--json"] : format === "text" ? [] : ["--format", format];
  const { stdout, stderr } = await nomadx(["plan", "jobs", "--against", "git:main", ...args], {
    dir: repository(),
  });
  expect(stdout + stderr).not.toMatch(/first-password|second-password/);
  // Its change was shown, then.
  expect(stdout).toContain("(sensitive, after)");
});

test("as a comment on a pull request: totals, a table, and each difference folded, with its marks in the first column", async () => {
  const args = ["plan", "jobs", "--against", "git:main", "--format", "markdown"];
  const { stdout } = await nomadx(args, { dir: repository() });
  expect(stdout).toContain("**Plan: 4 jobs to change (1 new, 1 removed), 1 unchanged: ");
  expect(stdout).toContain(
    "| `hcl` | `default` | changed | 3 create/destroy update (1 at once) | `jobs/hcl.nomad` |\n",
  );
  expect(stdout).toContain("| `gone` | `default` | removed | 1 destroy | `git:main:jobs/gone.json` |\n");
  expect(stdout).toContain('<details><summary>hcl</summary>\n\n```diff\n!   Job: "hcl"\n');
  expect(stdout).toContain('!         image: "web:1" => "web:2"\n');
  expect(stdout).not.toContain("<summary>same");
});

test("a comment has no more characters than GitHub takes, and says whose differences are left out", async () => {
  const long = Object.fromEntries(Array.from({ length: 200 }, (_, key) => [`KEY_${key}`, "x".repeat(900)]));
  const group = (Env: object): object => ({
    Name: "web",
    Tasks: [{ Name: "t", Driver: "raw_exec", Config: { command: "/bin/x" }, Env }],
  });
  const dir = directoryOf({
    "old.json": jobJson("web", { TaskGroups: [group({})] }),
    "new.json": jobJson("web", { TaskGroups: [group(long)] }),
  });
  const { stdout } = await nomadx(["diff", "old.json", "new.json", "--format", "markdown"], { dir });
  expect(stdout.length).toBeLessThan(65_536);
  expect(stdout).toContain("The differences of `web` are too long for a comment.");
});

test("what stands in no diff of Nomad's is shown, and counts as a change", async () => {
  const spread = { Spreads: [{ Attribute: "${node.datacenter}", Weight: 50, SpreadTarget: null }] };
  const dir = directoryOf({ "old.json": jobJson("web"), "new.json": jobJson("web", spread) });
  const { code, stdout } = await nomadx(["diff", "old.json", "new.json", "--detailed-exitcode"], { dir });
  expect(code).toBe(2);
  expect(stdout).toContain("spread.attribute");
});

test("a job in another namespace is another job", async () => {
  const dir = directoryOf({ "old.json": jobJson("web"), "new.json": jobJson("web", { Namespace: "apps" }) });
  const { stdout } = await nomadx(["diff", "old.json", "new.json"], { dir });
  expect(stdout).toContain("Plan: 2 jobs to change (1 new, 1 removed)");
});

test.each([
  [["plan", "jobs", "--against", "git:nope"], 64, 'has no commit "nope"'],
  [["plan", "jobs", "--against", "git:--help"], 64, 'has no commit "--help"'],
  [["plan", "jobs", "--against", "git:main:nowhere"], 3, '"nowhere" does not exist in the commit main'],
  [["plan", "jobs", "--against", "main"], 3, "help: A commit is written git:REF or git:REF:PATH"],
  [["plan", "jobs", "--against", "git:main", "--out", "plan.json"], 64, "cannot also be provided"],
  [["diff", "jobs", "nowhere"], 3, '"nowhere" does not exist'],
] as const)("%j ends with %i", async (args, code, text) => {
  const outcome = await nomadx([...args], { dir: repository() });
  expect(outcome.code).toBe(code);
  expect(outcome.stderr).toContain(text);
});

test("what is wrong in a commit is told of the file in the commit, not of the one that is there now", async () => {
  const dir = directoryOf({ "jobs/sub/a.nomad": 'job "a" { group "g" { count = } }\n' });
  commit(dir);
  writeFileSync(join(dir, "jobs/sub/a.nomad"), hcl("web:1", "first-password"));
  for (const args of [
    ["plan", "sub", "--against", "git:main"],
    ["diff", "git:main:jobs/sub", "sub"],
    ["diff", "git:main:./sub", "sub"],
  ]) {
    const { code, stderr } = await nomadx(args, { dir: join(dir, "jobs") });
    expect(code).toBe(3);
    expect(stderr).toContain("error[NX509] git:main:jobs/sub/a.nomad:1:11: ");
    expect(stderr).not.toContain("1 | ");
  }
});

test("a path without a dot begins at the top of the repository, which is said where there is none", async () => {
  const { code, stderr } = await nomadx(["diff", "git:main:script.ts", "script.ts"], {
    dir: join(repository(), "jobs"),
  });
  expect([code, stderr]).toEqual([
    3,
    'error: "script.ts" does not exist in the commit main\n' +
      "help: A path begins at the top of the repository; ./script.ts begins at the folder that you are in.\n",
  ]);
});

test("jobs of one name are told apart by their namespaces in Markdown", async () => {
  const dir = directoryOf({
    "old.json": jobJson("gone"),
    "new/a.json": jobJson("web"),
    "new/b.json": jobJson("web", { Namespace: "apps" }),
  });
  const { stdout } = await nomadx(["diff", "old.json", "new", "--format", "markdown"], { dir });
  expect(stdout).toContain("<summary>web</summary>");
  expect(stdout).toContain("<summary>web in apps</summary>");
});

test.each(["SIGINT", "SIGTERM", "SIGKILL"] as const)("%s leaves no copy of a commit", async (signal) => {
  const folder = directoryOf({});
  const dir = directoryOf({ "job.mjs": `process.stdout.write("begun"); while (true) {}` });
  commit(dir);
  writeFileSync(join(dir, "other.json"), jobJson("a"));
  const child = start(["diff", "git:main:job.mjs", "other.json"], { dir, env: { TMPDIR: folder } });
  // A job that never ends would outlive a test that fails.
  onTestFinished(() => void child.kill("SIGKILL"));
  await once(child.stderr ?? child, "data");
  expect(copiesIn(folder)).toHaveLength(1);
  child.kill(signal);
  await once(child, "exit");
  await expect.poll(() => copiesIn(folder), { timeout: 60_000 }).toEqual([]);
});

test("without a repository, that is said", async () => {
  const { code, stderr } = await nomadx(["plan", "a.json", "--against", "git:main"], {
    dir: directoryOf({ "a.json": jobJson("a") }),
  });
  expect(code).toBe(64);
  expect(stderr).toContain("is not in a repository of git");
});
