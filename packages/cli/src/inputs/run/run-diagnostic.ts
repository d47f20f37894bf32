import type { Diagnostic } from "@nomadx/core";
import type { StoredModule } from "./module-cache.ts";
import type { Sources } from "../files/sources.ts";
import { userFrames } from "./stack-frames.ts";

/**
 * Returns the diagnostic of `error`, thrown by the job file `file` while it ran, for the file's author: the place in
 * the user's own code that led to it and the error's text, without the stack. `bundle` is what ran in place of the
 * file.
 */
export function runDiagnostic(
  file: string,
  error: unknown,
  bundle: StoredModule | undefined,
  sources: Sources,
): Diagnostic {
  const [frame] = userFrames(error, bundle);
  const [summary = "", ...detail] = errorText(error).split("\n");
  const help = errorHelp(error);
  return {
    severity: "error",
    code: "NX105",
    summary,
    ...(detail.length === 0 ? {} : { detail: detail.join("\n").trim() }),
    source: frame === undefined ? sources.whole(file) : sources.rangeOf(frame),
    ...(help === undefined ? {} : { help }),
  };
}

/** Whether modules could not be put together, before any of them ran. */
export function isLinkError(error: unknown): boolean {
  if (error instanceof SyntaxError) return true;
  return LINK_ERRORS.has(errorCode(error) ?? "");
}

const LINK_ERRORS: ReadonlySet<string> = new Set([
  "ERR_IMPORT_ASSERTION_TYPE_MISSING",
  "ERR_IMPORT_ATTRIBUTE_MISSING",
  "ERR_MODULE_NOT_FOUND",
  "ERR_PACKAGE_PATH_NOT_EXPORTED",
  "ERR_REQUIRE_ESM",
  "ERR_UNKNOWN_FILE_EXTENSION",
  "ERR_UNSUPPORTED_DIR_IMPORT",
]);

/** Node's code of `error`, such as `ERR_MODULE_NOT_FOUND`. */
export function errorCode(error: unknown): string | undefined {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;
}

/** Says what is wrong with an import of `name`. */
export function noSuchExport(name: string): string {
  return `The imported module has no export named ${JSON.stringify(name)}`;
}

function errorText(error: unknown): string {
  if (!(error instanceof Error)) return `The job file threw ${thrownText(error)}`;
  // The file without the export is named by its URL; the place shows which import it is.
  const missing = /^The requested module '.*' does not provide an export named '(.*)'$/.exec(
    error.message,
  )?.[1];
  if (missing !== undefined) return noSuchExport(missing);
  const name = error.name === "Error" || error.name === "NomadxError" ? "" : `${error.name}: `;
  const cause = error.cause instanceof Error ? `\nCaused by ${errorText(error.cause)}` : "";
  return `${name}${error.message === "" ? "The job file threw an error without a text" : error.message}${cause}`;
}

/** Of an object nothing is shown: it may hold anything. */
function thrownText(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value);
  return typeof value === "object" && value !== null ? "an object" : String(value);
}

function errorHelp(error: unknown): string | undefined {
  return error instanceof Error && "help" in error && typeof error.help === "string" ? error.help : undefined;
}
