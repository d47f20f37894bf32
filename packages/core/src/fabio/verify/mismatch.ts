import type { Finding } from "../../diagnostics/finding.ts";
import type { JobRouteOrigin } from "../jobs/register-jobs.ts";
import { jobOf } from "../../services/job-of.ts";

/**
 * How a live table differs from the expected one.
 *
 * - `missing`: a route of a service is not there
 * - `extra`: a service has a route that the files do not give it
 * - `target-count`: fewer or more targets than instances
 * - `options`, `tags`: those of the targets differ; `target`: the protocol towards them, or where a redirect leads
 * - `share`: a service gets another part of the route's requests
 * - `unrouted`: a service has a route tag, and no Fabio will ever route to it
 * - `other-service`: a service that is not in the files shares the route
 * - `empty-table`: Fabio has no route at all
 * - `poisoned-table`: a tag or override keeps Fabio from updating its table
 * - `stale-table`: Fabio's table is not what Consul's state leads to
 * - `disagreement`: two Fabios have different tables
 */
export type MismatchKind =
  | "missing"
  | "extra"
  | "target-count"
  | "options"
  | "tags"
  | "target"
  | "share"
  | "unrouted"
  | "other-service"
  | "empty-table"
  | "poisoned-table"
  | "stale-table"
  | "disagreement";

/** Both sides of a difference in words, where there are two, and what the expected one comes from. */
export interface MismatchEvidence {
  readonly expected?: string;
  readonly actual?: string;
  /** The tag of the job file. */
  readonly origin?: JobRouteOrigin;
}

/**
 * One difference between what should be and what is. Without a `route` or `service`, all of them are meant; `keys` lead to the
 * tag in the job, or to the service where no tag is to blame.
 */
export interface Mismatch extends Finding<MismatchKind, MismatchEvidence> {
  readonly evidence: MismatchEvidence;
}

/** The facts about a difference beside its kind. */
export interface MismatchFacts
  extends
    MismatchEvidence,
    Pick<Finding, "summary" | "service" | "route" | "job" | "jobId" | "namespace" | "keys"> {}

/** A difference; that it is an error goes without saying, and the tag that it comes from tells the place. */
export function mismatch(
  kind: MismatchKind,
  { expected, actual, origin, ...facts }: MismatchFacts,
): Mismatch {
  return {
    severity: "error",
    code: kind,
    ...(origin !== undefined && { ...jobOf(origin.instance.service), keys: origin.tag.keys }),
    ...facts,
    evidence: {
      ...(expected !== undefined && { expected }),
      ...(actual !== undefined && { actual }),
      ...(origin !== undefined && { origin }),
    },
  };
}
