import type { NomadxConfig } from "@nomadx/core";
import type { DnsResolver } from "@nomadx/core/consul/dns";
import type { FoundFabio, JobRouting } from "@nomadx/core/fabio";
import {
  layers as allLayers,
  verifyFindings,
  verifyJobs,
  type VerifiedFabio,
  type VerifyFindingKind,
  type VerifyReport,
} from "@nomadx/core/verify";

import type { Environment } from "../command/context.ts";
import type { Cluster } from "../connect/cluster.ts";
import type { ConsulConnection } from "../connect/consul.ts";
import { listensLocally } from "../connect/listens-locally.ts";
import type { FlagValues } from "../flags/flag-values.ts";
import type { verifyFlags } from "../flags/verify-flags.ts";
import {
  assertNamedOrFound,
  byAddress,
  throughConsul,
  throughNomad,
  type FindFabios,
} from "../routes/find-fabios.ts";
import { fabioAddresses, openFabio } from "../routes/live-fabio.ts";
import { readNames } from "./read-names.ts";

/** The parsed values of `verifyFlags`. */
export type VerifyFlagValues = FlagValues<typeof verifyFlags>;

/** Who is asked. A server that does not answer is a finding, also where nobody named one: then nothing is proven. */
export interface VerificationServers {
  readonly cluster: Cluster;
  /** Whether somebody named the cluster, or it answers: else no Fabio is looked for there. */
  readonly isClusterKnown: boolean;
  readonly consul: ConsulConnection;
  readonly config: NomadxConfig | undefined;
  readonly env: Environment;
}

/** Verifies once. Requests through Fabio are made last, and can be left for a later round. */
export type Verification = (
  signal: AbortSignal,
  options?: { readonly withoutProbes?: boolean },
) => Promise<VerifyReport>;

const kinds = Object.keys(verifyFindings).filter((name): name is VerifyFindingKind =>
  Object.hasOwn(verifyFindings, name),
);

/**
 * Makes ready to verify jobs again and again.
 * @throws {NomadxError} `usage`
 */
export async function openVerification(
  routing: JobRouting,
  flags: VerifyFlagValues,
  servers: VerificationServers,
): Promise<Verification> {
  const layers = readNames("layers", flags.layers, allLayers) ?? allLayers;
  const accept = readNames("accept", flags.accept, kinds) ?? [];
  const { cluster, consul, env } = servers;
  const { find, areNamed } = fabioFinder(routing, flags, servers);
  const dns = layers.includes("dns") ? await openDns(flags, consul, env) : undefined;
  const datacenter = consul.config.datacenter;
  const domain = flags["dns-domain"];
  return (signal, { withoutProbes = false } = {}) =>
    verifyJobs({
      jobs: routing.jobs,
      routing,
      layers: layers.filter((layer) => layer !== "probe" || !withoutProbes),
      nomad: cluster.client,
      consul: consul.client,
      dns,
      dnsNames: { ...(datacenter !== undefined && { datacenter }), ...(domain !== undefined && { domain }) },
      fabios: async () => openAll(await find(signal), signal),
      areFabiosNamed: areNamed,
      probe: { askDirectly: flags.direct },
      accept,
      warnings: flags.strict ? "counted" : "told",
      signal,
    });
}

/** On the machine of the Consul agent, unless somebody says otherwise. */
async function openDns(
  flags: VerifyFlagValues,
  consul: ConsulConnection,
  env: Environment,
): Promise<DnsResolver> {
  const named = flags["dns-server"] ?? (env["CONSUL_DNS_ADDR"] || undefined);
  const { createDnsResolver } = await import("@nomadx/core/consul/dns");
  const { address } = consul.config;
  const host = /^https?:/.test(address) ? new URL(address).hostname : undefined;
  const server = named ?? host;
  return createDnsResolver(server === undefined ? {} : { server });
}

/** Those that are named; else those that are found as the flag says; else those that Nomad runs, or the local one. */
function fabioFinder(
  { jobs }: JobRouting,
  flags: VerifyFlagValues,
  { cluster, isClusterKnown, consul, config, env }: VerificationServers,
): { readonly find: FindFabios; readonly areNamed: boolean } {
  assertNamedOrFound(flags);
  if (flags.find === "consul") return { find: throughConsul(consul), areNamed: false };
  if (flags.find === "nomad") return { find: throughNomad(cluster, jobs), areNamed: false };
  const isNamed = flags.fabio.length > 0 || Boolean(env["FABIO_ADDR"] || config?.fabio?.address);
  const named = byAddress(fabioAddresses(flags.fabio, env, config));
  if (isNamed || !isClusterKnown) return { find: named, areNamed: isNamed };
  const running = throughNomad(cluster, jobs);
  const find: FindFabios = async (signal) => {
    const found = await running(signal);
    return found.length === 0 && (await listensLocally(9998)) ? named(signal) : found;
  };
  return { find, areNamed: false };
}

async function openAll(
  found: readonly FoundFabio[],
  interrupted: AbortSignal,
): Promise<readonly VerifiedFabio[]> {
  return Promise.all(
    found.map(async (fabio) => ("address" in fabio ? openFabio(fabio.address, { interrupted }) : fabio)),
  );
}
