import type { Layer } from "./layer.ts";
import type { ServicePromise } from "./service-promise.ts";
import type { VerifyFinding } from "./verify-finding.ts";

/** What is wrong with a service in one layer; `job` and `keys` where it is another one of the same name. */
export type ServiceProblem = Pick<VerifyFinding, "kind" | "severity" | "message" | "help"> &
  Partial<Pick<VerifyFinding, "job" | "keys">>;

/** The finding for a problem of a promised service: it points to the service in its job. */
export function serviceFinding(
  layer: Layer,
  { name, service }: ServicePromise,
  problem: ServiceProblem,
): VerifyFinding {
  return { layer, service: name, job: service.job, keys: service.keys, ...problem };
}
