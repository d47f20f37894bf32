import { fits, fitsMany } from "../../services/fits.ts";
import type { NomadClient } from "../../nomad/client.ts";
import type { AllocationCheck } from "../../nomad/allocations.ts";
import type { ServiceRegistration } from "../../nomad/services.ts";
import { allocationsOf } from "./compare-with-nomad.ts";
import type { NomadState } from "./read-nomad.ts";
import type { ExpectedService } from "../expected-service.ts";

/** Nomad's entries for a service that it keeps itself. */
export interface NomadService {
  readonly expectedService: ExpectedService;
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
  expectedServices: readonly ExpectedService[],
  state: NomadState,
  signal?: AbortSignal,
): Promise<readonly NomadService[]> {
  return Promise.all(
    expectedServices.map(async (expectedService) => {
      const { name, service } = expectedService;
      const { namespace } = service;
      const running = allocationsOf(expectedService, state).filter(({ isRunning }) => isRunning);
      const [registrations, checked] = await Promise.all([
        readRegistrations(nomad, name, { namespace, signal }),
        Promise.all(
          (service.checks.length === 0 ? [] : running).map(async ({ id }) => {
            const checks = Object.values((await nomad.allocations.checks(id, { namespace, signal })).value);
            return [
              id,
              checks.filter(({ Service, Status }) => fits(name, Service) && Status === "failure"),
            ] as const;
          }),
        ),
      ]);
      return { expectedService, registrations, failing: new Map(checked) };
    }),
  );
}

/** The instances of a service, or of all whose name a client may have made of this one. */
async function readRegistrations(
  nomad: Pick<NomadClient, "services">,
  name: string,
  options: { readonly namespace: string | undefined; readonly signal: AbortSignal | undefined },
): Promise<readonly ServiceRegistration[]> {
  if (!fitsMany(name)) return (await nomad.services.read(name, options)).value;
  const listed = (await nomad.services.list(options)).value.flatMap(({ Services }) => Services);
  const names = listed.map(({ ServiceName }) => ServiceName).filter((each) => fits(name, each));
  const answers = await Promise.all(names.map((each) => nomad.services.read(each, options)));
  return answers.flatMap(({ value }) => value);
}
