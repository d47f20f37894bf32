import { readFile } from "node:fs/promises";

import type { Diagnostic } from "@nomadx/core";
import { decodeHcl, formatHcl } from "@nomadx/core/hcl";

/** A text before and after. */
export interface FormattedFile {
  /** The name that it goes by. */
  readonly file: string;
  readonly before: string;
  /** `undefined` where nothing can be made of it. */
  readonly after: string | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads a file and formats it; nothing is written. */
export async function formatFile(file: string, absolute: string): Promise<FormattedFile> {
  try {
    return formatBytes(file, await readFile(absolute));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const summary = `${JSON.stringify(file)} cannot be read: ${reason.replace(/, (?:open|read) .*$/, "")}`;
    return {
      file,
      before: "",
      after: undefined,
      diagnostics: [{ severity: "error", code: "NX101", summary }],
    };
  }
}

/** Formats what a file holds: bytes that are no text are a syntax error, and lost by nobody. */
export function formatBytes(file: string, bytes: Uint8Array): FormattedFile {
  const before = decodeHcl(bytes);
  const { text: after, diagnostics } = formatHcl(before, file);
  return { file, before, after, diagnostics };
}
