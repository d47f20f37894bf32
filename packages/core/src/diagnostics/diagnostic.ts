import type { SourceRange } from "../text/position.ts";

/**
 * `error`: the input cannot be used. `warning`: it can, but probably does not do what its author meant.
 */
export type Severity = "error" | "warning";

/** One problem in something the user wrote. Every one is reported in a single run, none is thrown one at a time. */
export interface Diagnostic {
  readonly severity: Severity;
  /** Stable identifier, listed in `docs/errors.md`. */
  readonly code: DiagnosticCode;
  /** A short phrase without a period: what is wrong. */
  readonly summary: string;
  /** Whole sentences: what was received, what is allowed. */
  readonly detail?: string;
  /** Where in the job, in the words of the spelling the user wrote: `group.web.task.server.driver`. */
  readonly path?: string;
  /** The same place as steps into the value that was read; the last one may be a key that should not be there. */
  readonly keys?: readonly (string | number)[];
  /** Whether `keys` means the key itself or the value behind it. */
  readonly at?: "key" | "value";
  /** Where in the file. */
  readonly source?: SourceRange;
  /** The way out: `Did you mean "http"?` */
  readonly help?: string;
}

/**
 * All diagnostic codes. NX1xx: reading files. NX2xx: the structure of a job. NX3xx: the meaning of a job. NX4xx: routes.
 */
export type DiagnosticCode = keyof typeof diagnosticCodes;

/** What each code stands for; `docs/errors.md` is checked against this table. */
export const diagnosticCodes = {
  NX101: "The file cannot be read",
  NX102: "No file matches",
  NX103: "The file type is not supported",
  NX104: "Syntax error",
  NX105: "The job file failed while it ran",
  NX106: "The file exports no job",
  NX107: "HCL can only be read with a Nomad server",
  NX108: "The server refused the HCL",
  NX201: "Unknown attribute or block",
  NX202: "Missing required attribute",
  NX203: "Wrong type",
  NX204: "Not a duration",
  NX205: "Not one of the allowed values",
  NX206: "Unknown port label",
  NX207: "Duplicate name",
  NX208: "Attributes exclude each other",
  NX209: "Empty job, group or label",
  NX210: "Deprecated attribute",
  NX211: "HCL cannot express it",
  NX212: "HCL changes the value",
  NX301: "Nomad refuses the job",
  NX302: "Nomad warns about the job",
  NX401: "Fabio will not do what a tag or setting says",
  NX402: "Fabio will probably surprise",
} as const;
