import type { Finding } from "./finding.ts";
import { hclJsonCodes, hclSyntaxCodes } from "./hcl-syntax-codes.ts";
import { hclValueCodes } from "./hcl-value-codes.ts";
import { jobRuleCodes } from "./job-rule-codes.ts";

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
  NX101: "The file cannot be read",
  NX102: "No file matches",
  NX103: "The file type is not supported",
  NX104: "Syntax error",
  NX105: "The job file failed while it ran",
  NX106: "The file exports no job",
  NX107: "A template of another tool, not a job file",
  NX110: "Variable without a value",
  NX111: "Value for an undeclared variable",
  NX112: "Invalid declaration of a variable",
  NX113: "Invalid value of a variable",
  NX114: "Value refused by the variable's own rule",
  NX121: "Wrong number of labels",
  NX122: "Invalid dynamic block",
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
  NX213: "TypeScript has no equal",
  NX214: "A value stands for an expression",
  NX215: "The job would be another one",
  NX216: "Number out of range",
  NX217: "Nomad ignores or changes it",
  NX218: "Registered, but it cannot run",
  NX301: "Nomad refuses the job",
  NX302: "Nomad warns about the job",
  ...hclSyntaxCodes,
  ...hclValueCodes,
  ...hclJsonCodes,
  ...jobRuleCodes,
} as const;
