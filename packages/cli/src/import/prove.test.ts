import path from "node:path";

import { expect, test } from "vitest";

import { GOOD_JOB, makeProject } from "../inputs/testing/project.ts";
import { prove } from "./prove.ts";

const good = {
  ID: "web",
  Name: "web",
  TaskGroups: [{ Name: "web", Tasks: [{ Name: "server", Driver: "docker", Config: { image: "nginx:1" } }] }],
};

const different = (detail: string) => [expect.objectContaining({ code: "NX215", severity: "error", detail })];

/** The findings about a new file with this text, which has to make each of these jobs. */
async function provedBy(text: string, jobs: readonly object[]) {
  const { dir, context } = makeProject({});
  const imported = {
    ...({ file: "web.hcl", text, sameness: "api", notes: [], placeOf: () => undefined } as const),
    proofs: jobs.map((job) => ({ job, vars: {} })),
  };
  return prove(imported, path.join(dir, "web.ts"), context);
}

test("the same job is proved", async () => {
  expect(await provedBy(GOOD_JOB, [good])).toEqual([]);
});

test("another job is not", async () => {
  expect(await provedBy(GOOD_JOB.replace("nginx:1", "nginx:2"), [good])).toEqual(
    different('It has to be "nginx:1", and would be "nginx:2".'),
  );
});

test("nothing is proved where there is nothing to compare", async () => {
  expect(await provedBy(GOOD_JOB, [])).toEqual(
    different("There is no value of its variables to prove it for."),
  );
  expect(await provedBy("export default [];", [good])).not.toEqual([]);
});

test("a file with a second job is another one", async () => {
  const two =
    GOOD_JOB.replace("export default ", "const web = ") +
    '\nexport default [web, job("other", { group: {} })];\n';
  expect(await provedBy(two, [good])).not.toEqual([]);
});
