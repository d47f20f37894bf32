import type { AllocationStub } from "../allocations.ts";
import type { Outcome, OutcomeKind } from "./outcome.ts";
import type { BlockedGroup } from "./placement.ts";

/** The stage of a following that has not ended. */
export type Phase =
  | "evaluating"
  | "blocked"
  | "deploying"
  | "paused"
  | "awaiting-promotion"
  | "reverting"
  | "starting"
  | "running"
  | "stopping";

/** The meaning of a view: it goes on, or it has ended. */
export type Verdict = OpenVerdict | { readonly kind: "end"; readonly outcome: Ending };

/** It goes on. */
interface OpenVerdict {
  readonly kind: "open";
  readonly phase: Phase;
  /** Groups with instances that found no node. */
  readonly blocked: readonly BlockedGroup[];
  /** Nothing on the server's side will ever end this wait: our own limit has to. */
  readonly unlimited: boolean;
  /** When it means something else without any further answer; `undefined` if time alone changes nothing. */
  readonly until?: number;
}

/** An outcome before the parts that are the same for all are filled in. */
export interface Ending extends Pick<Outcome, "kind" | "reason"> {
  readonly otherVersion?: number;
  readonly failing?: readonly AllocationStub[];
  readonly blocked?: readonly BlockedGroup[];
}

/** The wait goes on. */
export function open(
  phase: Phase,
  blocked: readonly BlockedGroup[] = [],
  unlimited = blocked.length > 0,
): Verdict {
  return { kind: "open", phase, blocked, unlimited };
}

/** It goes on until something has been seen to last. */
export function openUntil(at: number, phase: Phase): Verdict {
  return { kind: "open", phase, blocked: [], unlimited: false, until: at };
}

/** It has ended. */
export function end(kind: OutcomeKind, reason: string, more: Partial<Ending> = {}): Verdict {
  return { kind: "end", outcome: { kind, reason, ...more } };
}
