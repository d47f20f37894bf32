import type { SourceKind } from "./source-kind.ts";

/** The text without which a file of each kind holds no job. */
const marks: Readonly<Record<SourceKind, RegExp>> = {
  // A default export, as written or compiled; or a job that was exported in another way by mistake.
  typescript: /\bdefault\b|\bmodule\.exports\b|@nomadx\/core/,
  json: /"(?:job|taskgroups)"\s*:/i,
  hcl: /^[ \t]*job\b/m,
};

/**
 * Whether a file that was found in a folder may hold a job. It is told by its text, since other code must not be run to
 * find out: folders hold helpers, settings and data, too. One that cannot be read may.
 */
export function mayHoldJob(kind: SourceKind, text: string | undefined): boolean {
  return text === undefined || marks[kind].test(text);
}
