import { readdirSync, readFileSync } from "node:fs";

import { describe, expect, test } from "vitest";

import { jobRuleCodes } from "../../diagnostics/job-rule-codes.ts";
import { allRules } from "./all-rules.ts";
import { ruleName } from "./testing/rule-cases.ts";

const folder = new URL(".", import.meta.url);
const files = readdirSync(folder);
const read = (file: string): string => readFileSync(new URL(file, folder), "utf8");

/** The names by which files export rules, and those whose rules a test goes through one by one. */
const exported = files
  .filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts"))
  .flatMap((file) => [...read(file).matchAll(/^export const (\w+Rules) = /gm)].map(([, name]) => name));
const tested = files
  .filter((file) => file.endsWith(".test.ts"))
  .flatMap((file) =>
    [...read(file).matchAll(/testRules\(\s*(?:\{ \.\.\.)?(\w+Rules)\b/g)].map(([, name]) => name),
  );

describe("every rule", () => {
  test("is asked", () => {
    expect(allRules).toHaveLength(exported.filter((name) => name !== "allRules").length);
    expect(allRules.flatMap(({ rules }) => rules).length).toBeGreaterThan(250);
  });

  test("has jobs that break it and jobs that nearly do", () => {
    // That each row has both, and that there is a row for every rule, `testRules` looks itself.
    const missing = exported.filter((name) => name !== "allRules" && !tested.includes(name));
    expect(missing).toEqual([]);
  });

  test("has a name of its own beside its block", () => {
    for (const { rules } of allRules) {
      const names = rules.map(ruleName);
      expect(new Set(names).size).toBe(names.length);
    }
  });

  test("has a code in the table of codes, and every code of the table a rule", () => {
    const used = new Set(allRules.flatMap(({ rules }) => rules.map(({ code }) => code)));
    expect(Object.keys(jobRuleCodes).filter((code) => !used.has(code as keyof typeof jobRuleCodes))).toEqual(
      [],
    );
    const shared = [...used].filter((code) => !Object.hasOwn(jobRuleCodes, code));
    expect(shared.toSorted()).toEqual(["NX202", "NX205", "NX210", "NX216"]);
  });
});
