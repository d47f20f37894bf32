import type { NomadClient, NomadConfig } from "@nomadx/core/nomad";

import type { clusterFlags } from "../flags/cluster-flags.ts";
import type { FlagValues } from "../flags/flag-values.ts";
import { openAgent, openAgentIfAny, type AgentKind, type ConnectContext } from "./agent-kind.ts";

/** The parsed values of `clusterFlags`. */
export type ClusterFlagValues = Partial<FlagValues<typeof clusterFlags>>;

/** The cluster that a command talks to. */
export interface Cluster {
  readonly client: NomadClient;
  readonly config: NomadConfig;
}

const nomad: AgentKind<ClusterFlagValues, Cluster> = {
  namedAddress: (flags, file) => flags.address || file?.nomad?.address,
  addressVariable: "NOMAD_ADDR",
  defaultPort: 4646,
  async connect(flags, env, file, ports) {
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
    const config = nomadConfigFromEnv(env, settings, file?.nomad);
    return { client: createNomadClient(config, ports), config };
  },
};

/** The cluster that flags, `NOMAD_*` variables, the configuration file or Nomad's default address name; see `openAgent`. */
export function openCluster(flags: ClusterFlagValues, context: ConnectContext): Promise<Cluster> {
  return openAgent(nomad, flags, context);
}

/** The cluster, or nothing where nobody named one and none is on this machine; see `openAgentIfAny`. */
export function openClusterIfAny(
  flags: ClusterFlagValues,
  context: ConnectContext,
): Promise<Cluster | undefined> {
  return openAgentIfAny(nomad, flags, context);
}
