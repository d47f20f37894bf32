import type { ConsulClient, ConsulConfig } from "@nomadx/core/consul";

import type { consulFlags } from "../flags/consul-flags.ts";
import type { FlagValues } from "../flags/flag-values.ts";
import { openAgent, openAgentIfAny, type AgentKind, type ConnectContext } from "./agent-kind.ts";

/** The parsed values of `consulFlags`. */
export type ConsulFlagValues = Partial<FlagValues<typeof consulFlags>>;

/** The Consul that a command talks to. */
export interface ConsulConnection {
  readonly client: ConsulClient;
  readonly config: ConsulConfig;
}

const consul: AgentKind<ConsulFlagValues, ConsulConnection> = {
  namedAddress: (flags, file) => flags["consul-address"] || file?.consul?.address,
  addressVariable: "CONSUL_HTTP_ADDR",
  defaultPort: 8500,
  async connect(flags, env, file, ports) {
    const { createConsulClient, consulConfigFromEnv } = await import("@nomadx/core/consul");
    const settings = {
      address: flags["consul-address"],
      datacenter: flags["consul-datacenter"],
      namespace: flags["consul-namespace"],
      partition: flags["consul-partition"],
      token: flags["consul-token"],
      tokenFile: flags["consul-token-file"],
      caCert: flags["consul-ca-cert"],
      caPath: flags["consul-ca-path"],
      clientCert: flags["consul-client-cert"],
      clientKey: flags["consul-client-key"],
      tlsServerName: flags["consul-tls-server-name"],
    };
    const config = consulConfigFromEnv(env, settings, file?.consul);
    return { client: createConsulClient(config, ports), config };
  },
};

/** The Consul that flags, `CONSUL_*` variables, the configuration file or Consul's default address name; see `openAgent`. */
export function openConsul(flags: ConsulFlagValues, context: ConnectContext): Promise<ConsulConnection> {
  return openAgent(consul, flags, context);
}

/** The Consul, or nothing where nobody named one and none is on this machine; see `openAgentIfAny`. */
export function openConsulIfAny(
  flags: ConsulFlagValues,
  context: ConnectContext,
): Promise<ConsulConnection | undefined> {
  return openAgentIfAny(consul, flags, context);
}
