import { expect, vi } from "vitest";

import { lintRoutes, type LintInput, type LintFamily, lints } from "../../packages/core/src/fabio/index.ts";

/** Asserts that the lint finds something in `bad`, and looks into `good` without finding anything. */
export function expectLint(id: string, bad: LintInput, good: LintInput): void {
  const found = (input: LintInput) => {
    const { findings, skipped } = lintRoutes(input);
    return {
      isFound: findings.some((finding) => finding.code === id),
      isSkipped: skipped.some((skip) => skip.id === id),
    };
  };
  expect({ id, bad: found(bad), good: found(good) }).toEqual({
    id,
    bad: { isFound: true, isSkipped: false },
    good: { isFound: false, isSkipped: false },
  });
}

/** The lints of a family, sorted by name. */
export function idsOf(family: LintFamily): readonly string[] {
  return lints.flatMap((lint) => (lint.family === family ? [lint.id] : [])).toSorted();
}

/** Repeats the assertion until it holds, for ten seconds at most. Tests that run side by side can use it. */
export async function until(assertion: () => void | Promise<void>): Promise<void> {
  await vi.waitFor(assertion, { timeout: 10_000, interval: 20 });
}
