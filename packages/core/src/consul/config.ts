import { readFileSync } from "node:fs";

import { NomadxError } from "../diagnostics/errors.ts";
import { chooseAddress, notAnAddress, splitAddress, type SplitAddress } from "../http/address.ts";
import { parseHttpAuth } from "../http/http-auth.ts";
import {
  chooseFrom,
  firstToken,
  tlsConfigFrom,
  type Environment,
  type FoundToken,
  type ServerConfig,
  type ServerSettings,
} from "../http/server-config.ts";
import { parseGoBool } from "../units/go-bool.ts";
import { consulNames } from "./agent-names.ts";

/** Everything that decides how a Consul agent is reached. Plain data; certificates are named, not read. */
export interface ConsulConfig extends ServerConfig {
  /** `http://host:port`, `https://host:port`, either with the path of a proxy in front, or `unix:///path`. */
  readonly address: string;
  /** Asked about instead of the agent's own. */
  readonly datacenter?: string | undefined;
  /** Consul Enterprise. */
  readonly namespace?: string | undefined;
  /** Consul Enterprise. */
  readonly partition?: string | undefined;
}

/** The settings of flags or a configuration file; an empty text is as good as none. */
export interface ConsulSettings extends ServerSettings {
  readonly datacenter?: string | undefined;
  readonly partition?: string | undefined;
  /** File with a token; wins over `token`, unless it is empty. */
  readonly tokenFile?: string | undefined;
}

/** Where Consul's agent listens when nothing is configured. */
export const DEFAULT_CONSUL_ADDRESS = "http://127.0.0.1:8500";

/**
 * How to reach Consul, from flags, else `CONSUL_*` variables, else a configuration file, else Consul's defaults.
 * An address may lack its scheme: then it is http, or https where `CONSUL_HTTP_SSL` is true, which also turns http://
 * into https://. Of tokens the order is: a flag's file, a flag, `CONSUL_HTTP_TOKEN_FILE`, `CONSUL_HTTP_TOKEN`. An empty
 * variable counts as unset; `CONSUL_HTTP_SSL_VERIFY` with anything that is not true switches the check off.
 * @throws {NomadxError} `usage` for an address that is none, a token file that cannot be read, and a client certificate
 *   without its key
 * @see hashicorp/consul api/api.go defaultConfig, NewClient (1.34.4)
 */
export function consulConfigFromEnv(
  env: Environment,
  flags: ConsulSettings = {},
  file: ConsulSettings = {},
): ConsulConfig {
  const choose = chooseFrom(env);
  const [text, addressSource] = chooseAddress(
    flags.address,
    env["CONSUL_HTTP_ADDR"],
    file.address,
    DEFAULT_CONSUL_ADDRESS,
  );
  const { address, httpAuth } = parseAddress(text, parseGoBool(env["CONSUL_HTTP_SSL"]) ?? false);
  const verify = env["CONSUL_HTTP_SSL_VERIFY"];
  return {
    address,
    addressSource,
    datacenter: flags.datacenter || file.datacenter || undefined,
    namespace: choose(flags.namespace, "CONSUL_NAMESPACE", file.namespace),
    partition: choose(flags.partition, "CONSUL_PARTITION", file.partition),
    ...tokenOf(env, flags, file),
    httpAuth: httpAuth ?? parseHttpAuth(env["CONSUL_HTTP_AUTH"]),
    tls: {
      ...tlsConfigFrom(env, flags, file, consulNames.tls),
      skipVerify: Boolean(verify) && parseGoBool(verify) !== true,
    },
  };
}

function tokenOf(env: Environment, flags: ConsulSettings, file: ConsulSettings): FoundToken {
  const unlessFlag = (named: string | undefined) => (flags.token ? undefined : named);
  const { token: tokenFile, tokenSource: namedBy = "" } = firstToken(
    [flags.tokenFile, "--consul-token-file"],
    [unlessFlag(env["CONSUL_HTTP_TOKEN_FILE"]), "CONSUL_HTTP_TOKEN_FILE"],
    [unlessFlag(file.tokenFile), "consul.tokenFile"],
  );
  return firstToken(
    [tokenFile && readToken(tokenFile), `in the file of ${namedBy}`],
    [flags.token, "of --consul-token"],
    [env[consulNames.token], `in ${consulNames.token}`],
    [file.token, "of the configuration file"],
  );
}

function readToken(file: string): string {
  try {
    return readFileSync(file, "utf8").trim();
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new NomadxError("usage", `The file of the Consul token cannot be read: ${reason}`, {
      help: "It is named by --consul-token-file or CONSUL_HTTP_TOKEN_FILE.",
    });
  }
}

function parseAddress(text: string, isSecure: boolean): SplitAddress {
  const whole = text.includes("://") ? text : `http://${text}`;
  const split = splitAddress(isSecure ? whole.replace(/^http:/i, "https:") : whole);
  if (split === undefined) throw notAnAddress(text, consulNames);
  return split;
}
