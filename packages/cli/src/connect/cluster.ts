import type { NomadxConfig } from "@nomadx/core";
import type { NomadClient, NomadConfig } from "@nomadx/core/nomad";

import { listensLocally } from "./listens-locally.ts";

/** The parsed values of `clusterFlags`. */
export interface ClusterFlagValues {
  readonly address?: string | undefined;
  readonly region?: string | undefined;
  readonly namespace?: string | undefined;
  readonly token?: string | undefined;
  readonly "ca-cert"?: string | undefined;
  readonly "ca-path"?: string | undefined;
  readonly "client-cert"?: string | undefined;
  readonly "client-key"?: string | undefined;
  readonly "tls-server-name"?: string | undefined;
  readonly "tls-skip-verify"?: boolean | undefined;
}

/** The cluster that a command talks to. */
export interface Cluster {
  readonly client: NomadClient;
  readonly config: NomadConfig;
}

/**
 * The cluster that flags, `NOMAD_*` variables, the configuration `file` or Nomad's default address name. Nothing is sent yet.
 * @throws {NomadxError} `usage`, `tls`
 */
export async function openCluster(flags: ClusterFlagValues, file?: NomadxConfig): Promise<Cluster> {
  const { createNomadClient, nomadConfigFromEnv } = await import("@nomadx/core/nomad");
  const settings = {
    address: flags.address,
    region: flags.region,
    namespace: flags.namespace,
    token: flags.token,
    caCert: flags["ca-cert"],
    caPath: flags["ca-path"],
    clientCert: flags["client-cert"],
    clientKey: flags["client-key"],
    tlsServerName: flags["tls-server-name"],
    tlsSkipVerify: flags["tls-skip-verify"],
  };
  const config = nomadConfigFromEnv(process.env, settings, file?.nomad);
  return { client: createNomadClient(config), config };
}

/**
 * The cluster, or nothing where no one named an address and no agent listens at the default one. A named address is
 * taken at its word: if it does not answer, the first request says so.
 */
export async function openClusterIfAny(
  flags: ClusterFlagValues,
  file?: NomadxConfig,
): Promise<Cluster | undefined> {
  const isNamed = Boolean(flags.address || process.env["NOMAD_ADDR"] || file?.nomad?.address);
  return isNamed || (await listensLocally(4646)) ? openCluster(flags, file) : undefined;
}
