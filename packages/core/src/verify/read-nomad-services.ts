import type { NomadClient } from "../nomad/client.ts";
import type { AllocationCheck } from "../nomad/allocations.ts";
import type { ServiceRegistration } from "../nomad/services.ts";
import { allocationsOf } from "./compare-with-nomad.ts";
import type { NomadState } from "./read-nomad.ts";
import type { ServicePromise } from "./service-promise.ts";

/** What Nomad says of a service that it keeps itself. */
export interface NomadService {
  readonly promise: ServicePromise;
  readonly registrations: readonly ServiceRegistration[];
  /** Checks that have failed last, by allocation. */
  readonly failing: ReadonlyMap<string, readonly AllocationCheck[]>;
}

/**
 * Reads the services with the provider `nomad`: one request a service, and one for each running allocation with checks.
 * @throws {NomadxError} as every read of Nomad's API does
 */
export async function readNomadServices(
  nomad: Pick<NomadClient, "services" | "allocations">,
  promises: readonly ServicePromise[],
  state: NomadState,
  signal?: AbortSignal,
): Promise<readonly NomadService[]> {
  return Promise.all(
    promises.map(async (promise) => {
      const { name, namespace, service } = promise;
      const running = allocationsOf(promise, state).filter(({ isRunning }) => isRunning);
      const [registrations, checked] = await Promise.all([
        nomad.services.read(name, { namespace, signal }),
        Promise.all(
          (service.checks === 0 ? [] : running).map(async ({ id }) => {
            const checks = Object.values(await nomad.allocations.checks(id, { namespace, signal }));
            return [
              id,
              checks.filter(({ Service, Status }) => Service === name && Status === "failure"),
            ] as const;
          }),
        ),
      ]);
      return { promise, registrations: registrations.value, failing: new Map(checked) };
    }),
  );
}
