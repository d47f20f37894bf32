import type { Diagnostic, SourceRange } from "@nomadx/core";
import type { ApiJob, KeyPath } from "@nomadx/core/jobspec";

/** A job in TypeScript that has not been proved to be the same yet. */
export interface ImportedFile {
  /** How messages call the source. */
  readonly file: string;
  /** The source of the job file in TypeScript. */
  readonly text: string;
  /** The jobs that it has to make. */
  readonly proofs: readonly Proof[];
  /** Whether the API's JSON has to be the same, or what a server keeps of it. */
  readonly sameness: "api" | "stored";
  /** Warnings of what is written otherwise. */
  readonly notes: readonly Diagnostic[];
  /** Where steps into the job lead in the source. */
  readonly placeOf: (keys: KeyPath) => SourceRange | undefined;
}

/** A job that the file in TypeScript has to make. */
export interface Proof {
  readonly job: ApiJob;
  /** Values of its variables. */
  readonly vars: Readonly<Record<string, string>>;
  /** The values, in words: `the defaults of its variables`; none where it has no variables. */
  readonly values?: string;
}
