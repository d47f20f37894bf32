import type { KeyPath } from "../../jobspec/key-path.ts";

/**
 * `critical`: hurts services other than the author's. `error`: the route does not do what it says. `warning`: probably a
 * surprise. `info`: worth knowing.
 */
export type LintSeverity = "critical" | "error" | "warning" | "info";

/** What a lint looks at. */
export type LintScope = "tag" | "service" | "table" | "listeners" | "fabio" | "overrides" | "live";

/**
 * How Fabio's behaviour is known.
 *
 * - `L`: seen on Fabio 1.7.3 itself, with Consul 1.8.7 or the static registry
 * - `V`: seen on 1.6.0
 * - `C`: read in Fabio's code
 * - `D`: reported by others; `D/V`: the part that could be tried was seen
 */
export type LintEvidence = "L" | "V" | "C" | "D/V";

/** A: stops all updates. B: the route never matches. C: it does something else. D: listeners and Fabio's job. */
export type LintSection = "A" | "B" | "C" | "D";

/** What is known of a lint, whatever it finds. */
export interface LintFacts {
  readonly severity: LintSeverity;
  readonly scope: readonly LintScope[];
  /** What it looks for. */
  readonly title: string;
  /** What Fabio does then. */
  readonly doc: string;
  /** The way out. */
  readonly fix: string;
  readonly evidence: LintEvidence;
}

/** One of Fabio's traps. */
export interface Lint extends LintFacts {
  readonly id: string;
  readonly section: LintSection;
}

/** Where something was written, as far as the input tells. */
export interface LintPlace {
  readonly service?: string;
  readonly job?: string;
  /** Steps into the `ApiJob` of that name. */
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

/** What a check has found. */
export interface Hit {
  readonly place: LintPlace;
  readonly message: string;
  /** In place of that of the lint. */
  readonly fix?: string;
  /** In place of that of the lint. */
  readonly severity?: LintSeverity;
}
