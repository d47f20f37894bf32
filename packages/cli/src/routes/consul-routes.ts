import type { Finding } from "@nomadx/core";
import {
  causeOf,
  consulTable,
  readConsulState,
  registrySettings,
  type ConsulOptions,
  type ConsulProblem,
  type ConsulTable,
  type FabioSettings,
  type ReadConsulState,
} from "@nomadx/core/fabio";

import type { ConsulConnection } from "../connect/consul.ts";
import { problemFinding } from "./problem-finding.ts";

/** The state of Consul that a Fabio with these settings reads, and the table that it makes of it. */
export interface ConsulRoutes extends ConsulTable {
  readonly state: ReadConsulState;
}

/**
 * The table that a Fabio has or should have, by what is in Consul.
 * @throws {NomadxError} as every read of Consul's API does
 */
export async function readConsulRoutes(
  { client }: ConsulConnection,
  settings?: FabioSettings,
  signal?: AbortSignal,
): Promise<ConsulRoutes> {
  const registry: ConsulOptions = settings === undefined ? {} : registrySettings(settings);
  const { prefix, kvPath } = registry;
  const state = await readConsulState(client, { prefix, kvPath, signal });
  return { ...consulTable(state, { datacenter: state.datacenter, ...registry }), state };
}

/** A problem as a finding, with the tag or key to blame for it. */
export function consulFinding(problem: ConsulProblem): Finding {
  const cause = causeOf(problem);
  return problemFinding(problem, cause === undefined ? {} : { cause });
}
