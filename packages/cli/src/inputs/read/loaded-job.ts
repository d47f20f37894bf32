import type { Diagnostic } from "@nomadx/core";
import type { ApiJob } from "@nomadx/core/jobspec";
import type { JobOrigin } from "../locate/locate.ts";
import type { SubmittedVariables } from "./submitted-variables.ts";
import type { SourceKind } from "../files/source-kind.ts";

/** A job and where it comes from. */
export interface LoadedJob {
  /** The file's name as diagnostics show it. */
  readonly file: string;
  readonly kind: SourceKind;
  readonly job: ApiJob;
  /** Values marked with `secret()`, to be kept out of every output. */
  readonly secrets: readonly string[];
  /** The spec as the author of a TypeScript job wrote it. */
  readonly spec?: { readonly name: string; readonly spec: unknown };
  /** The text as the author of a JSON or HCL job wrote it. */
  readonly text?: string;
  /** The values that the variables of an HCL job were given, as Nomad keeps them with the job. */
  readonly variables?: SubmittedVariables;
  /** Leads from diagnostics about the job to places in the file. */
  readonly origin: JobOrigin;
}

/** The result of reading one file. */
export interface LoadedFile {
  readonly jobs: readonly LoadedJob[];
  readonly diagnostics: readonly Diagnostic[];
  /** Names of the variables that the file declares or has asked for; `"all"` where it takes any. */
  readonly takenVars?: readonly string[] | "all";
}
