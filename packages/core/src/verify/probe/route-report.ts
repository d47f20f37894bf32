import type { Complaint } from "./complaint.ts";

/** A complaint, and how many answers gave cause for it. */
export interface CountedComplaint extends Complaint {
  readonly count: number;
}

/** The answer of an instance that was asked directly. */
export interface DirectReport {
  readonly id: string;
  /** Empty when the instance answers as expected. */
  readonly complaints: readonly CountedComplaint[];
}

/**
 * The result of repeated requests through Fabio.
 *
 * `identified` says how it is known which instance has answered:
 * - `by-answer`: their answers differ. `seen` are those that were recognised.
 * - `by-chance`: they do not, or nobody could ask them directly. After enough requests that a service answered all of,
 *   all instances are `seen`; otherwise nobody knows which, and all are `unseen`. See `chanceOfMiss`.
 * - `single`: there is one, and what answers through Fabio does not contradict its being that one.
 */
export interface RouteReport {
  /** Requests through Fabio. */
  readonly attempts: number;
  readonly identified: "by-answer" | "by-chance" | "single";
  readonly seen: readonly string[];
  readonly unseen: readonly string[];
  /** With `by-chance`: at most how likely it is that an instance of an equal share got none of the answered requests. */
  readonly chanceOfMiss?: number;
  /** About answers through Fabio, the most frequent first. */
  readonly complaints: readonly CountedComplaint[];
  /** In the order of the instances; empty when they were not asked. */
  readonly direct: readonly DirectReport[];
  /** Answers of a service in which no instance could be recognised, though those that answer directly could have been. */
  readonly unrecognised: number;
  /**
   * How many of these certainly come from somewhere else: another service answers for the route. Claimed only when the
   * instances name themselves in a header, or when every direct answer, before and after, was the same each time.
   */
  readonly foreign: number;
  /**
   * Why it ended: all were seen, or with `by-chance` asked often enough (`complete`), the number of requests
   * (`attempts`) or the time (`time`) was used up, no service answered at all (`no-answer`, after 10 requests), or the
   * caller's signal (`aborted`).
   */
  readonly ended: "complete" | "attempts" | "time" | "no-answer" | "aborted";
}
