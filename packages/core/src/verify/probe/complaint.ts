import type { FailureCode } from "./probe-answer.ts";

/**
 * The kinds of complaints about an answer.
 *
 * - a `FailureCode`: there was none
 * - `no-route`, `upstream`, `access`, `bad-request`: Fabio has answered itself, because it has no route, because it cannot
 *   reach the upstream, because a rule of the route forbids the request, or because it cannot read it
 * - `status`, `body`, `header`: the service has answered something else than was expected
 * - `certificate-name`, `certificate-expired`: the certificate does not hold for the name, or not now
 * - `not-serving`: the health service says so; `grpc-status`: the call failed
 */
export type ComplaintCode =
  | FailureCode
  | "no-route"
  | "upstream"
  | "access"
  | "bad-request"
  | "status"
  | "body"
  | "header"
  | "certificate-name"
  | "certificate-expired"
  | "not-serving"
  | "grpc-status";

/** One thing that is wrong with an answer. */
export interface Complaint {
  readonly code: ComplaintCode;
  /** A sentence without its period. Equal complaints have equal messages. */
  readonly message: string;
}
