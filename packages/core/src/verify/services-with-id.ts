import { fitsMany } from "../services/fits.ts";
import { isIdOf } from "../services/service-id.ts";
import type { ExpectedService } from "./expected-service.ts";

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
export function servicesWithId(
  registered: RegisteredId,
  expectedServices: readonly ExpectedService[],
): readonly ExpectedService[] {
  if (expectedServices.length === 1 && expectedServices.every(({ name }) => !fitsMany(name)))
    return expectedServices;
  const { id, service: name } = registered;
  return expectedServices.filter(({ service }) => isIdOf(service, { id, name }));
}
