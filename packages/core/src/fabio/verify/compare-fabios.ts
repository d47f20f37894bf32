import type { FabioSettings } from "../config/fabio-settings.ts";
import type { ConsulOptions } from "../consul/consul-lines.ts";
import type { ConsulState } from "../consul/consul-state.ts";
import { registrySettings } from "../consul/registry-settings.ts";
import type { JobRoutes } from "../jobs/job-routes.ts";
import type { RouteTable } from "../table/route-table.ts";
import { compareTables, type NamedTable } from "./compare-tables.ts";
import { compareWithJobs, type CompareOptions } from "./compare-with-jobs.ts";
import { compareWithRegistry } from "./compare-with-registry.ts";
import { mismatch, type Mismatch } from "./mismatch.ts";
import { jobOf } from "../../services/job-of.ts";

/** One running Fabio beside what it should have. */
export interface ComparedFabio {
  /** Of its admin API. */
  readonly address: string;
  readonly table: RouteTable;
  /** Absent where it keeps its configuration to itself. */
  readonly settings?: FabioSettings;
  /** The routes that this Fabio makes of the jobs: see `routesForFabio`. */
  readonly routes: JobRoutes;
  /** The state of the Consul that it reads; absent where that is not known. */
  readonly consul?: ConsulState & Pick<ConsulOptions, "datacenter">;
}

/**
 * Where each of some Fabios has not what it should: against the jobs, against Consul, and against the first one that reads
 * the same tags. Each is judged by its own settings.
 * @returns the mismatches of each, in the order of `fabios`
 */
export function compareFabios(
  fabios: readonly ComparedFabio[],
  options: CompareOptions = {},
): readonly (readonly Mismatch[])[] {
  const firsts = new Map<string | undefined, NamedTable>();
  return fabios.map(({ address, table, settings, routes, consul }) => {
    const here = { name: address, table };
    const registry: ConsulOptions = settings === undefined ? {} : registrySettings(settings);
    const first = firsts.get(registry.prefix);
    if (first === undefined) firsts.set(registry.prefix, here);
    return [
      ...unroutedServices(routes),
      ...(consul === undefined
        ? []
        : compareWithRegistry(consul, here, { ...registry, datacenter: consul.datacenter ?? "" })),
      ...compareWithJobs(routes, table, options),
      ...(first === undefined ? [] : compareTables(first, here, "disagreement")),
    ];
  });
}

/**
 * The services that the jobs already show to have no route, whatever Fabio does; a group without instances is meant to
 * have no route.
 */
function unroutedServices({ unrouted }: JobRoutes): readonly Mismatch[] {
  return unrouted
    .filter(({ reason }) => reason !== "no-instance")
    .map(({ service, message }) =>
      mismatch("unrouted", {
        service: service.name,
        ...jobOf(service),
        keys: service.keys,
        summary: `${service.name} has a route tag and no route: ${message.replace(/^It/, "it")}`,
      }),
    );
}
