import { readFile } from "node:fs/promises";

import type { Diagnostic } from "@nomadx/core";
import { decodeHcl, formatHcl } from "@nomadx/core/hcl";
import type { UpgradeChange } from "@nomadx/core/jobspec/hcl";

/** A text before and after. */
export interface FormattedFile {
  /** The name that it goes by. */
  readonly file: string;
  readonly before: string;
  /** `undefined` where nothing can be made of it. */
  readonly after: string | undefined;
  readonly diagnostics: readonly Diagnostic[];
  /** Parts of HCL 1 that were written anew. */
  readonly changes: readonly UpgradeChange[];
}

/** How texts are treated that HCL 1 took and HCL 2 refuses. */
export type OldHcl = "refuse" | "upgrade";

/** Reads a file and formats it; nothing is written. */
export async function formatFile(file: string, absolute: string, old: OldHcl): Promise<FormattedFile> {
  try {
    return await formatBytes(file, await readFile(absolute), old);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const summary = `${JSON.stringify(file)} cannot be read: ${reason.replace(/, (?:open|read) .*$/, "")}`;
    return {
      file,
      before: "",
      after: undefined,
      changes: [],
      diagnostics: [{ severity: "error", code: "NX101", summary }],
    };
  }
}

/** Formats what a file holds: bytes that are no text are a syntax error, and lost by nobody. */
export async function formatBytes(file: string, bytes: Uint8Array, old: OldHcl): Promise<FormattedFile> {
  const before = decodeHcl(bytes);
  if (old === "upgrade") {
    const { upgradeHcl } = await import("@nomadx/core/jobspec/hcl");
    const { text, changes } = upgradeHcl(before, file);
    const { text: after, diagnostics } = formatHcl(text, file);
    if (after !== undefined) return { file, before, after, diagnostics, changes };
  }
  const { text: after, diagnostics } = formatHcl(before, file);
  if (diagnostics.length === 0) return { file, before, after, diagnostics, changes: [] };
  const { explainErrors } = await import("@nomadx/core/jobspec/hcl");
  return { file, before, after, diagnostics: explainErrors(before, file, diagnostics), changes: [] };
}
