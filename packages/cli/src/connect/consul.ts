import type { NomadxConfig } from "@nomadx/core";
import type { ConsulClient, ConsulConfig } from "@nomadx/core/consul";

import type { consulFlags } from "../flags/consul-flags.ts";
import type { FlagValues } from "../flags/flag-values.ts";
import type { ConnectContext } from "./cluster.ts";
import { readConfigFile } from "./config-file.ts";
import { keepCredentials } from "./keep-credentials.ts";
import { listensLocally } from "./listens-locally.ts";

/** The parsed values of `consulFlags`. */
export type ConsulFlagValues = Partial<FlagValues<typeof consulFlags>>;

/** The Consul that a command talks to. */
export interface ConsulConnection {
  readonly client: ConsulClient;
  readonly config: ConsulConfig;
}

/**
 * The Consul that flags, `CONSUL_*` variables, the configuration file or Consul's default address name. Nothing is sent
 * yet.
 * @throws {NomadxError} `usage`, `tls`; `invalid` for a configuration file that cannot be used
 */
export async function openConsul(
  flags: ConsulFlagValues,
  context: ConnectContext,
): Promise<ConsulConnection> {
  return openAs(flags, await readConfigFile(context), context);
}

async function openAs(
  flags: ConsulFlagValues,
  file: NomadxConfig | undefined,
  context: ConnectContext,
): Promise<ConsulConnection> {
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
  const config = consulConfigFromEnv(context.env, settings, file?.consul);
  keepCredentials(config, context.terminal);
  return { client: createConsulClient(config), config };
}

/**
 * The Consul, or nothing where no one named an address and no agent listens at the default one. A named address is taken
 * at its word: if it does not answer, the first request says so.
 */
export async function openConsulIfAny(
  flags: ConsulFlagValues,
  context: ConnectContext,
): Promise<ConsulConnection | undefined> {
  const file = await readConfigFile(context);
  const isNamed = Boolean(
    flags["consul-address"] || context.env["CONSUL_HTTP_ADDR"] || file?.consul?.address,
  );
  return isNamed || (await listensLocally(8500)) ? openAs(flags, file, context) : undefined;
}
