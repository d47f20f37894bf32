import type { Finding } from "./finding.ts";
import { jobRuleCodes } from "./job-rule-codes.ts";
import { readingCodes } from "./reading-codes.ts";

/**
 * One problem in something the user wrote: an `error` or a `warning`, with a code of this table. Every one is reported in a
 * single run, none is thrown one at a time.
 */
export type Diagnostic = Finding<DiagnosticCode>;

/**
 * All diagnostic codes. NX1xx: reading files. NX2xx: the structure of a job. NX3xx: the meaning of a job.
 * NX5xx: the syntax of HCL. NX2xxx: the rules of Nomad about jobs.
 */
export type DiagnosticCode = keyof typeof diagnosticCodes;

/** The meaning of each code; `docs/errors.md` is checked against this table. */
export const diagnosticCodes = {
  ...readingCodes,
  ...jobRuleCodes,
} as const;
