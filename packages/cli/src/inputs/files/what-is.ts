import { accessSync, constants, readdirSync, statSync } from "node:fs";
import path from "node:path";
import { didYouMean, type Diagnostic } from "@nomadx/core";

/** Tells what a path leads to; the reason, where it leads to something that may not be read. */
export function whatIs(file: string): "file" | "directory" | "missing" | { readonly reason: string } {
  try {
    const stats = statSync(file);
    accessSync(file, constants.R_OK);
    return stats.isDirectory() ? "directory" : "file";
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    // A file where the path has a directory.
    if (code === "ENOENT" || code === "ENOTDIR") return "missing";
    return {
      reason: error instanceof Error ? error.message.replace(/, (?:stat|access) .*$/, "") : String(error),
    };
  }
}

/** The problem of an argument that names nothing. */
export function missing(arg: string, file: string): Diagnostic {
  const near = didYouMean(path.basename(file), siblings(path.dirname(file)));
  return {
    severity: "error",
    code: "NX101",
    summary: `${JSON.stringify(arg)} does not exist`,
    ...(near === undefined
      ? {}
      : { help: `Did you mean ${JSON.stringify(path.join(path.dirname(arg), near))}?` }),
  };
}

function siblings(directory: string): readonly string[] {
  try {
    return readdirSync(directory);
  } catch {
    // No directory, no suggestion.
    return [];
  }
}

/** The problem of an argument that names something that may not be read. */
export function unreadable(arg: string, reason: string): Diagnostic {
  return { severity: "error", code: "NX101", summary: `${JSON.stringify(arg)} cannot be read: ${reason}` };
}
