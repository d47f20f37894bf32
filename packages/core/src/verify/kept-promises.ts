import { fitsMany } from "../services/fits.ts";
import { isIdOf } from "../services/service-id.ts";
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
  const { id, service: name } = registered;
  return promises.filter(({ service }) => isIdOf(service, { id, name }));
}
