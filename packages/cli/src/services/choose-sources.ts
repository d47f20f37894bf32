import { didYouMean, NomadxError } from "@nomadx/core";

import type { ConnectContext } from "../connect/agent-kind.ts";
import { openClusterIfAny, type ClusterFlagValues } from "../connect/cluster.ts";
import { openConsul, openConsulIfAny, type ConsulFlagValues } from "../connect/consul.ts";
import { consulSource } from "./consul-source.ts";
import { nomadSource } from "./nomad-source.ts";
import type { OpenedSources } from "./read-services.ts";
import type { ServiceSource } from "./service-source.ts";

/** Consul, and Nomad where there is one; Nomad alone where only that is found. */
export async function chooseSources(
  flags: ConsulFlagValues & ClusterFlagValues,
  context: ConnectContext,
): Promise<readonly ServiceSource[]> {
  const [consul, cluster] = await Promise.all([
    openConsulIfAny(flags, context),
    openClusterIfAny(flags, context),
  ]);
  if (cluster === undefined) return [await consulSource(consul ?? (await openConsul(flags, context)))];
  return [...(consul === undefined ? [] : [await consulSource(consul)]), await nomadSource(cluster)];
}

/**
 * Makes sure that there is a service of that name.
 * @throws {NomadxError} `not-found`
 */
export function assertServiceExists(name: string, { sources, names }: OpenedSources): void {
  if (names.includes(name)) return;
  const similar = didYouMean(name, names);
  const asked = sources.map(({ product }) => product).join(" and ");
  throw new NomadxError("not-found", `There is no service ${JSON.stringify(name)} in ${asked}`, {
    help:
      similar === undefined
        ? "nomadx services lists those that are registered."
        : `Did you mean ${JSON.stringify(similar)}?`,
  });
}
