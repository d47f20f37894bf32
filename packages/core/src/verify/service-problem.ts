import type { Layer } from "./layer.ts";
import type { ServicePromise } from "./service-promise.ts";
import {
  verifyFinding,
  type VerifyFinding,
  type VerifyFindingFacts,
  type VerifyFindingKind,
} from "./verify-finding.ts";

/** What is wrong with a service in one layer; `job` and `keys` where it is another one of the same name. */
export interface ServiceProblem extends VerifyFindingFacts {
  readonly kind: VerifyFindingKind;
}

/** The finding for a problem of a promised service: it points to the service in its job. */
export function serviceFinding(
  layer: Layer,
  { name, service }: ServicePromise,
  { kind, ...facts }: ServiceProblem,
): VerifyFinding {
  return verifyFinding(layer, kind, { service: name, job: service.job, keys: service.keys, ...facts });
}
