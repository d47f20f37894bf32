import type { Layer } from "./layer.ts";
import type { ExpectedService } from "./expected-service.ts";
import {
  verifyFinding,
  type VerifyFinding,
  type VerifyFindingFacts,
  type VerifyFindingKind,
} from "./verify-finding.ts";
import { jobOf } from "../services/job-of.ts";

/** A problem with a service in one layer; `job` and `keys` where it is another one of the same name. */
export interface ServiceProblem extends VerifyFindingFacts {
  readonly kind: VerifyFindingKind;
}

/** The finding for a problem of an expected service; it points to the service in its job. */
export function serviceFinding(
  layer: Layer,
  { name, service }: ExpectedService,
  { kind, ...facts }: ServiceProblem,
): VerifyFinding {
  return verifyFinding(layer, kind, { service: name, ...jobOf(service), keys: service.keys, ...facts });
}
