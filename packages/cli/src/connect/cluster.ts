import type { NomadxConfig } from "@nomadx/core";
import type { NomadClient, NomadConfig } from "@nomadx/core/nomad";

import type { Context } from "../command/context.ts";
import type { clusterFlags } from "../flags/cluster-flags.ts";
import type { FlagValues } from "../flags/flag-values.ts";
import { readConfigFile } from "./config-file.ts";
import { keepCredentials } from "./keep-credentials.ts";
import { listensLocally } from "./listens-locally.ts";

/** The parsed values of `clusterFlags`. */
export type ClusterFlagValues = Partial<FlagValues<typeof clusterFlags>>;

/** The cluster that a command talks to. */
export interface Cluster {
  readonly client: NomadClient;
  readonly config: NomadConfig;
}

/** The part of a command's context that decides which server it talks to. */
export type ConnectContext = Pick<Context, "cwd" | "env" | "version" | "terminal">;

/**
 * The cluster that flags, `NOMAD_*` variables, the configuration file or Nomad's default address name. Nothing is sent yet.
 * @throws {NomadxError} `usage`, `tls`; `invalid` for a configuration file that cannot be used
 */
export async function openCluster(flags: ClusterFlagValues, context: ConnectContext): Promise<Cluster> {
  return openAs(flags, await readConfigFile(context), context);
}

async function openAs(
  flags: ClusterFlagValues,
  file: NomadxConfig | undefined,
  context: ConnectContext,
): Promise<Cluster> {
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
  const config = nomadConfigFromEnv(context.env, settings, file?.nomad);
  keepCredentials(config, context.terminal);
  return { client: createNomadClient(config), config };
}

/**
 * The cluster, or nothing where no one named an address and no agent listens at the default one. A named address is
 * taken at its word: if it does not answer, the first request says so.
 */
export async function openClusterIfAny(
  flags: ClusterFlagValues,
  context: ConnectContext,
): Promise<Cluster | undefined> {
  const file = await readConfigFile(context);
  const isNamed = Boolean(flags.address || context.env["NOMAD_ADDR"] || file?.nomad?.address);
  return isNamed || (await listensLocally(4646)) ? openAs(flags, file, context) : undefined;
}
