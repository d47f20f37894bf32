import type { VariableValues } from "@nomadx/core/jobspec/hcl";
import type { Context } from "../../command/context.ts";
import type { Locator } from "../locate/locate.ts";
import type { SourceKind } from "../files/source-kind.ts";
import type { Sources } from "../files/sources.ts";

/** The surroundings in which job files are loaded. */
export interface InputContext {
  /** Absolute path that relative arguments start from, and that diagnostics show files relative to. */
  readonly cwd: string;
  /** The environment; job files that export a function get a copy. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The values that are given for the variables of job files. */
  readonly values: VariableValues;
  /** The version of nomadx. */
  readonly version: string;
  /** The namespace of jobs that name none. @default "default" */
  readonly namespace?: string;
  /** Reads standard input to its end, for the argument `-`. */
  readonly readStdinBytes: () => Promise<Uint8Array>;
  /** Runs code of the user's, which Ctrl-C ends at once, with the process. */
  readonly endingAtOnce: Context["endingAtOnce"];
  /** The name of standard input; its extension says what it holds. */
  readonly stdinFilename?: string;
}

/** One file to load. */
export interface Input {
  /** Absolute path; of standard input, the one that it goes by. */
  readonly path: string;
  readonly kind: SourceKind;
  /** Whether the user named this very file, as opposed to a directory or a pattern that it was found by. */
  readonly isNamed: boolean;
  /** The text, where it is not that of the file. */
  readonly text?: string;
}

/** The state that the loaders of all kinds of files share in a run. */
export interface Loading {
  readonly context: InputContext;
  readonly sources: Sources;
  readonly locator: Locator;
}
