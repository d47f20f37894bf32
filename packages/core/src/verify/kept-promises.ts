import { fitsMany } from "../services/fits.ts";
import type { ServicePromise } from "./service-promise.ts";

/** An instance that Nomad has registered, in Consul or with itself. */
export interface RegisteredId {
  readonly id: string;
  /** Its name in the catalog. */
  readonly service: string;
}

/**
 * Those of some services of the same name that an instance can be of: where there are several, such as one for each of two
 * ports, its ID tells which.
 */
export function keptPromises(
  registered: RegisteredId,
  promises: readonly ServicePromise[],
): readonly ServicePromise[] {
  if (promises.length === 1 && promises.every(({ name }) => !fitsMany(name))) return promises;
  return promises.filter((promise) => hasIdOf(promise, registered));
}

/** @see hashicorp/nomad client/serviceregistration/id.go MakeAllocServiceID, workload.go Name (2.0.5) */
function hasIdOf({ service }: ServicePromise, { id, service: name }: RegisteredId): boolean {
  const { group, task, portLabel, sidecar } = service;
  // Consul makes its own ID from that of the service, whose port is not known here.
  if (sidecar !== undefined) return true;
  return id.endsWith(`-${task ?? `group-${group}`}-${name}-${portLabel}`);
}
