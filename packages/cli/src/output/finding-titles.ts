import { diagnosticCodes } from "@nomadx/core";
import { lints } from "@nomadx/core/fabio";
import { verifyFindings } from "@nomadx/core/verify";

import { commandFindings } from "./command-findings.ts";

const titles: ReadonlyMap<string, string> = new Map([
  ...lints.map(({ id, title }) => [id, title] as const),
  ...Object.entries(verifyFindings),
  ...Object.entries(diagnosticCodes),
  ...Object.entries(commandFindings),
]);

/** The meaning of a code; the code of an error stands for itself. */
export function titleOf(code: string): string {
  // Those of `verify` begin with the layer that was asked.
  return titles.get(code) ?? titles.get(code.replace(/^.*\//, "")) ?? code;
}
