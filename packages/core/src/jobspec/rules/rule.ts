import type { DiagnosticCode } from "../../diagnostics/diagnostic.ts";
import type { ApiJob } from "../api-job.ts";
import type { KeyPath } from "../key-path.ts";
import type { check } from "../schema/check.ts";
import type { group } from "../schema/group.ts";
import type { service } from "../schema/service.ts";
import type { task } from "../schema/task.ts";
import type { Block } from "../schema/_define.ts";
import type { Completed, CompletedJob } from "./completed-job.ts";
import type { RegisterRequest } from "./register-request.ts";
import type { ServerSetUp } from "./server-set-up.ts";

/*
 * The language that the rules of this folder are written in: one file for the rules of a block, one small function for a
 * rule. A function looks at a block of the completed job and answers what is wrong, in our words and in Nomad's; it makes
 * no text while nothing is. What every rule is called stands in diagnostics/job-rule-codes.ts.
 */

/** One thing that a rule found. */
export interface Broken {
  /** Steps from the block to what is wrong. @default the block itself */
  readonly keys?: KeyPath;
  /** Steps from the job instead, for a rule that looks at one block and blames another. */
  readonly from?: KeyPath;
  readonly at?: "key" | "value";
  /** @default "error" */
  readonly severity?: "error" | "warning";
  /** A short phrase without a period: what is wrong. */
  readonly summary: string;
  /** The value that was received, where the summary does not show it. */
  readonly received?: unknown;
  /** The values that are allowed, to follow "Allowed: ". */
  readonly allowed?: string;
  /** Whole sentences: why, and what would happen. */
  readonly detail?: string;
  /** The way out, as a sentence. */
  readonly help?: string | undefined;
  /** Nomad's own text, where a server has one: without the lines around it that say in which group or task. */
  readonly nomad?: string;
}

/** The answer of a rule: nothing where all is well. */
export type Found = Broken | readonly Broken[] | undefined | false;

/** Where a block stands, and what else a rule may ask about. */
export interface At {
  /** Steps from the job to the block. */
  readonly keys: KeyPath;
  /** Name of the struct around the block: `TaskGroup`, `Task`, `Job`. */
  readonly within: string;
  readonly job: CompletedJob;
  /** The blocks around, the block itself included; absent where there is none. */
  readonly group: Completed<typeof group> | undefined;
  readonly task: Completed<typeof task> | undefined;
  readonly service: Completed<typeof service> | undefined;
  readonly check: Completed<typeof check> | undefined;
  /** The job as it was given. */
  readonly given: ApiJob;
  /** Empty where nothing is known. */
  readonly server: ServerSetUp;
  /** Go's own verdict on a regular expression, where somebody can be asked: what is wrong with it. */
  readonly regexpProblem: ((pattern: string) => string | undefined) | undefined;
  /** The job that is registered under the same ID, where that is known; `null` where there is none. */
  readonly prior: CompletedJob | null | undefined;
  /** Its modify index; `undefined` where it is not known. */
  readonly priorIndex: bigint | null | undefined;
  /** Empty where nothing is said beside the job. */
  readonly request: RegisterRequest;
}

/** One rule about blocks of one kind. */
export interface Rule<B extends Block> {
  readonly code: DiagnosticCode;
  /** Of codes that several rules of a block share (NX202, NX205): the field that it is about. */
  readonly field?: string;
  readonly find: (block: Completed<B>, at: At) => Found;
}

/** A rule, whatever its blocks are: a walk by the schema hands it those that it is about. */
interface AnyRule extends Pick<Rule<Block>, "code" | "field"> {
  find(block: object, at: At): Found;
}

/** The rules about blocks of one kind. */
export interface BlockRules {
  readonly block: Block;
  /** Structs around the block in which Nomad asks them; absent where it asks them everywhere. */
  readonly within: readonly string[] | undefined;
  readonly rules: readonly AnyRule[];
}

/**
 * The rules about blocks of one kind: `blockRules(update, ["TaskGroup"], [{ code: "NX2110", find: (policy) => … }])`.
 * @param within the structs around the block in which Nomad asks them, where that is not everywhere
 */
export function blockRules<B extends Block>(
  block: B,
  within: readonly string[] | undefined,
  rules: readonly Rule<B>[],
): BlockRules {
  return { block, within, rules };
}
