import type { Severity } from "../../diagnostics/finding.ts";
import type { KeyPath } from "../../jobspec/key-path.ts";

/** The objects that a lint looks at. */
export type LintScope = "tag" | "service" | "table" | "listeners" | "fabio" | "overrides" | "live";

/**
 * How Fabio's behaviour is known.
 *
 * - `seen-1.7.3`: seen on that release, with Consul 1.8.7 or the static registry
 * - `read-in-code`: read in Fabio's code
 * - `reported`: reported by others; the part that could be tried was seen
 */
export type LintEvidence = "seen-1.7.3" | "read-in-code" | "reported";

/**
 * The consequences that a lint warns of.
 *
 * - `poison`: one tag or key hurts the routes of everybody
 * - `unmatched`: the route never matches
 * - `surprising`: the route exists and does something else
 * - `setup`: a mistake in listeners, settings or the job that runs Fabio
 */
export type LintFamily = "poison" | "unmatched" | "surprising" | "setup";

/** The facts about a lint, whatever it finds. */
export interface LintFacts {
  readonly severity: Severity;
  readonly scope: readonly LintScope[];
  /** The fault it looks for. */
  readonly title: string;
  /** The reaction of Fabio. */
  readonly doc: string;
  /** The way out. */
  readonly fix: string;
  readonly evidence: LintEvidence;
}

/** One of Fabio's traps. */
export interface Lint extends LintFacts {
  readonly id: string;
  readonly family: LintFamily;
}

/** Where something was written, as far as the input tells. */
export interface LintPlace {
  readonly service?: string;
  readonly job?: string;
  /** As in a finding. */
  readonly jobId?: string;
  readonly namespace?: string;
  /** Steps into that `ApiJob`. */
  readonly keys?: KeyPath;
  readonly tag?: string;
  /** Host and path, or port. */
  readonly route?: string;
  /** Line of the route commands, counted from 1. */
  readonly line?: number;
  /** Consul key of a manual override. */
  readonly key?: string;
  /** Name of a setting of Fabio. */
  readonly setting?: string;
}

/** One fault that a check has found. */
export interface Hit {
  readonly place: LintPlace;
  readonly message: string;
  /** In place of that of the lint. */
  readonly fix?: string;
  /** In place of that of the lint. */
  readonly severity?: Severity;
}
