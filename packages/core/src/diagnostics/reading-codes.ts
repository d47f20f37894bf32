import { hclJsonCodes, hclSyntaxCodes } from "./hcl-syntax-codes.ts";
import { hclValueCodes } from "./hcl-value-codes.ts";

/** A code of reading a job. */
export type ReadingCode = keyof typeof readingCodes;

/**
 * The meaning of the codes of reading a job: all but those of Nomad's rules, so that who bundles a reader of HCL gets no
 * sentence about a rule that it does not ask.
 */
export const readingCodes = {
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
  NX219: "The file shows a secret",
  NX301: "Nomad refuses the job",
  NX302: "Nomad warns about the job",
  ...hclSyntaxCodes,
  ...hclValueCodes,
  ...hclJsonCodes,
} as const;
