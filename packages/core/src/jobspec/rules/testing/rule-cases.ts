import { expect, test } from "vitest";

import type { ApiJob } from "../../api-job.ts";
import { formatKeys } from "../../key-path.ts";
import { readApiJob } from "../../read-api.ts";
import type { BlockRules } from "../rule.ts";
import { validateJob, type ValidateOptions } from "../validate-job.ts";

type Group = NonNullable<ApiJob["TaskGroups"]>[number];
type Task = NonNullable<Group["Tasks"]>[number];

/** A job, with what else is known. */
export type RuleInput = ApiJob | (ValidateOptions & { readonly job: ApiJob });

/** Jobs that show that a rule is kept. */
export interface RuleCase {
  /** Jobs that break it, each with where it says so: the path in the API's words. */
  readonly broken: readonly (readonly [job: RuleInput, path: string])[];
  /** Jobs that nearly do. */
  readonly near: readonly [RuleInput, ...RuleInput[]];
  /** @default "error" */
  readonly severity?: "warning";
}

/** The name of a rule in a table of cases: its code, and where several share it, the field: `NX216 Canary`. */
export function ruleName({ code, field }: { readonly code: string; readonly field?: string }): string {
  return field === undefined ? code : `${code} ${field}`;
}

/** Tests each rule of a block by its row, and that there is a row for every rule. */
export function testRules(rules: BlockRules, cases: Readonly<Record<string, RuleCase>>): void {
  test(`each rule about ${rules.block.struct} has a job that breaks it and one that nearly does`, () => {
    expect(Object.keys(cases).toSorted()).toEqual([...new Set(rules.rules.map(ruleName))].toSorted());
    const empty = Object.entries(cases).filter(([, { broken }]) => broken.length === 0);
    expect(empty).toEqual([]);
  });

  test.each(Object.entries(cases))("%s", (name, { broken, near, severity = "error" }) => {
    const [code, field = ""] = name.split(" ");
    const found = (input: RuleInput): readonly [string, string][] =>
      findingsOf(input)
        .filter((finding) => finding.code === code && (finding.path ?? "").endsWith(field))
        .map((finding) => [finding.severity, finding.path ?? ""]);
    for (const [input, path] of broken) expect(found(input)).toContainEqual([severity, path]);
    for (const input of near) expect(found(input)).toEqual([]);
  });
}

function findingsOf(input: RuleInput) {
  const { job, ...options } = "job" in input ? input : { job: input };
  expect(readApiJob(job).diagnostics.filter(({ code }) => /^NX20[1345]$/.test(code))).toEqual([]);
  return validateJob(job, options).map((finding) => ({ ...finding, path: formatKeys(finding.keys ?? []) }));
}

/** A service job `shop` that nothing is wrong with, but for what `job` says. */
export function jobWith(job: ApiJob): ApiJob {
  return { ID: "shop", TaskGroups: [groupWith({})], ...job };
}

/** The same with one group, `web`. */
export function inGroup(group: Group, job: ApiJob = {}): ApiJob {
  return jobWith({ TaskGroups: [groupWith(group)], ...job });
}

/** The same with one task, `server`. */
export function inTask(task: Task, group: Group = {}, job: ApiJob = {}): ApiJob {
  return inGroup({ Tasks: [taskWith(task)], ...group }, job);
}

/** A group `web` that nothing is wrong with. */
export function groupWith(group: Group): Group {
  return { Name: "web", Tasks: [taskWith({})], ...group };
}

/** A task `server` that nothing is wrong with. */
export function taskWith(task: Task): Task {
  return { Name: "server", Driver: "docker", Config: { image: "web:1" }, ...task };
}

/** Nanoseconds. */
export const second = 1_000_000_000;
