import { chooseAddress, notAnAddress, splitAddress, type SplitAddress } from "../http/address.ts";
import { parseHttpAuth } from "../http/http-auth.ts";
import {
  chooseFrom,
  firstToken,
  tlsConfigFrom,
  type Environment,
  type ServerConfig,
  type ServerSettings,
} from "../http/server-config.ts";
import { parseGoBool } from "../units/go-bool.ts";
import { nomadNames } from "./agent-names.ts";

/** Everything that decides how a Nomad agent is reached. Plain data; certificates are named, not read. */
export interface NomadConfig extends ServerConfig {
  /** `http://host:port`, `https://host:port` or `unix:///path`; without path and credentials. */
  readonly address: string;
  /** Sent as query parameter on every request that does not name its own. */
  readonly region?: string | undefined;
  /** Sent as query parameter on every request that does not name its own; `*` is all, where lists allow it. */
  readonly namespace?: string | undefined;
}

/** The settings of flags or a configuration file; an empty text is as good as none. */
export interface ConnectionSettings extends ServerSettings {
  readonly region?: string | undefined;
  readonly tlsSkipVerify?: boolean | undefined;
}

/** Where Nomad's agent listens when nothing is configured. */
export const DEFAULT_ADDRESS = "http://127.0.0.1:4646";

/**
 * How to reach Nomad, from flags, else `NOMAD_*` variables, else a configuration file, else Nomad's defaults.
 * An empty variable counts as unset. Credentials in the address win over `NOMAD_HTTP_AUTH`.
 * @throws {NomadxError} `usage` for an address that is none, and for a client certificate without its key
 * @see hashicorp/nomad api/api.go DefaultConfig, command/meta.go clientConfig (2.0.5)
 */
export function nomadConfigFromEnv(
  env: Environment,
  flags: ConnectionSettings = {},
  file: ConnectionSettings = {},
): NomadConfig {
  const choose = chooseFrom(env);
  const [addressText, addressSource] = chooseAddress(
    flags.address,
    env["NOMAD_ADDR"],
    file.address,
    DEFAULT_ADDRESS,
  );
  const { address, httpAuth } = parseAddress(addressText);
  return {
    address,
    addressSource,
    region: choose(flags.region, "NOMAD_REGION", file.region),
    namespace: choose(flags.namespace, "NOMAD_NAMESPACE", file.namespace),
    ...firstToken(
      [flags.token, "of --token"],
      [env[nomadNames.token], `in ${nomadNames.token}`],
      [file.token, "of the configuration file"],
    ),
    httpAuth: httpAuth ?? parseHttpAuth(env["NOMAD_HTTP_AUTH"]),
    tls: {
      ...tlsConfigFrom(env, flags, file, nomadNames.tls),
      // As in Nomad, the flag can only switch it on.
      skipVerify:
        flags.tlsSkipVerify || (parseGoBool(env["NOMAD_SKIP_VERIFY"]) ?? file.tlsSkipVerify ?? false),
    },
  };
}

/** Nomad's client ignores a path in the address. */
function parseAddress(text: string): SplitAddress {
  const split = splitAddress(text);
  if (split === undefined) throw notAnAddress(text, nomadNames);
  return { ...split, address: split.address.replace(/^(https?:\/\/[^/]*).*$/, "$1") };
}
