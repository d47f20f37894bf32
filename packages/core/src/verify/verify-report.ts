import type { Layer } from "./layer.ts";
import type { RouteProbe } from "./route-probes/run-probes.ts";
import type { VerifyFinding } from "./verify-finding.ts";

/**
 * The state of a service in a layer: it is as the job expects, it is not, the layer could not be asked, or there is nothing to tell: it
 * has nothing to do with the service, has no instance of it where that is no fault of this layer, or was not to be asked.
 */
export type LayerState = "ok" | "wrong" | "unknown" | "none";

/** One service, layer by layer. */
export interface VerifiedService {
  readonly service: string;
  readonly job: string;
  readonly layers: Readonly<Record<Layer, LayerState>>;
}

/** A service, and the layers that were asked and have no instance of it. */
export interface EmptyService {
  readonly service: string;
  readonly layers: readonly Layer[];
}

/** Whether traffic arrives, and where it does not. */
export interface VerifyReport {
  /** All layers that were asked are as the jobs expect, and at least one layer has confirmed one service. */
  readonly verified: boolean;
  /** In the order of the files. */
  readonly services: readonly VerifiedService[];
  /** In the order of the layers: the first one of a service is the cause, others may follow from it. */
  readonly findings: readonly VerifyFinding[];
  readonly probes: readonly RouteProbe[];
  /** Services with route tags to whose routes no request can be made, since no instance is to run. */
  readonly idle: readonly string[];
  /** Services of which there is no instance in layers that were asked: nothing of it could be right or wrong there. */
  readonly empty: readonly EmptyService[];
}
