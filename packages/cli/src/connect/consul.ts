import type { NomadxConfig } from "@nomadx/core";
import type { ConsulClient, ConsulConfig } from "@nomadx/core/consul";

import { listensLocally } from "./listens-locally.ts";

/** The parsed values of `consulFlags`. */
export interface ConsulFlagValues {
  readonly "consul-address"?: string | undefined;
  readonly "consul-datacenter"?: string | undefined;
  readonly "consul-namespace"?: string | undefined;
  readonly "consul-partition"?: string | undefined;
  readonly "consul-token"?: string | undefined;
  readonly "consul-token-file"?: string | undefined;
  readonly "consul-ca-cert"?: string | undefined;
  readonly "consul-ca-path"?: string | undefined;
  readonly "consul-client-cert"?: string | undefined;
  readonly "consul-client-key"?: string | undefined;
  readonly "consul-tls-server-name"?: string | undefined;
}

/** The Consul that a command talks to. */
export interface ConsulConnection {
  readonly client: ConsulClient;
  readonly config: ConsulConfig;
}

/**
 * The Consul that flags, `CONSUL_*` variables, the configuration `file` or Consul's default address name. Nothing is sent
 * yet.
 * @throws {NomadxError} `usage`, `tls`
 */
export async function openConsul(flags: ConsulFlagValues, file?: NomadxConfig): Promise<ConsulConnection> {
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
  const config = consulConfigFromEnv(process.env, settings, file?.consul);
  return { client: createConsulClient(config), config };
}

/**
 * The Consul, or nothing where no one named an address and no agent listens at the default one. A named address is taken
 * at its word: if it does not answer, the first request says so.
 */
export async function openConsulIfAny(
  flags: ConsulFlagValues,
  file?: NomadxConfig,
): Promise<ConsulConnection | undefined> {
  const isNamed = Boolean(
    flags["consul-address"] || process.env["CONSUL_HTTP_ADDR"] || file?.consul?.address,
  );
  return isNamed || (await listensLocally(8500)) ? openConsul(flags, file) : undefined;
}
