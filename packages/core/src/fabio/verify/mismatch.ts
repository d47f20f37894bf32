import type { JobService } from "../../services/job-service.ts";
import type { JobRouteOrigin } from "../jobs/register-jobs.ts";

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

/** One difference between what should be and what is. */
export interface Mismatch {
  readonly kind: MismatchKind;
  /** Host and path; "" where all routes are meant. */
  readonly route: string;
  /** "" where all services are meant. */
  readonly service: string;
  /** Both sides in words, where there are two. */
  readonly expected?: string;
  readonly actual?: string;
  /** A whole sentence without a period. */
  readonly message: string;
  /** The tag of the job file that the expected side comes from. */
  readonly origin?: JobRouteOrigin;
  /** The service of the job file, where no tag of it is to blame. */
  readonly of?: JobService;
}
