import { NomadxError } from "../diagnostics/errors.ts";
import { parseHttpAuth, type HttpAuth } from "../http/http-auth.ts";
import type { TlsConfig } from "../http/tls-files.ts";
import { parseGoBool } from "../units/go-bool.ts";

/** Everything that decides how a Nomad agent is reached. Plain data; certificates are named, not read. */
export interface NomadConfig {
  /** `http://host:port`, `https://host:port` or `unix:///path`; without path and credentials. */
  readonly address: string;
  readonly addressSource: AddressSource;
  /** Sent as query parameter on every request that does not name its own. */
  readonly region?: string | undefined;
  /** Sent as query parameter on every request that does not name its own; `*` is all, where lists allow it. */
  readonly namespace?: string | undefined;
  /** The secret ID of an ACL token. */
  readonly token?: string | undefined;
  readonly httpAuth?: HttpAuth | undefined;
  readonly tls?: TlsConfig | undefined;
}

/** Who named the address. Nobody did: `default`, and a silent agent is no mistake of the user's. */
export type AddressSource = "flag" | "env" | "config" | "default";

/** What flags or a configuration file say; an empty text is as good as none. */
export interface ConnectionSettings {
  readonly address?: string | undefined;
  readonly region?: string | undefined;
  readonly namespace?: string | undefined;
  readonly token?: string | undefined;
  readonly caCert?: string | undefined;
  readonly caPath?: string | undefined;
  readonly clientCert?: string | undefined;
  readonly clientKey?: string | undefined;
  readonly tlsServerName?: string | undefined;
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
  env: Readonly<Record<string, string | undefined>>,
  flags: ConnectionSettings = {},
  file: ConnectionSettings = {},
): NomadConfig {
  const choose = (flag: string | undefined, variable: string, setting: string | undefined) =>
    flag || env[variable] || setting || undefined;
  const [addressText, addressSource] = chooseAddress(flags.address, env["NOMAD_ADDR"], file.address);
  const { address, httpAuth } = parseAddress(addressText);
  const clientCert = choose(flags.clientCert, "NOMAD_CLIENT_CERT", file.clientCert);
  const clientKey = choose(flags.clientKey, "NOMAD_CLIENT_KEY", file.clientKey);
  if ((clientCert === undefined) !== (clientKey === undefined)) {
    throw new NomadxError("usage", "A client certificate and its key belong together, and only one is set", {
      help: `Set ${clientCert === undefined ? "NOMAD_CLIENT_CERT" : "NOMAD_CLIENT_KEY"} too, or neither.`,
    });
  }
  return {
    address,
    addressSource,
    region: choose(flags.region, "NOMAD_REGION", file.region),
    namespace: choose(flags.namespace, "NOMAD_NAMESPACE", file.namespace),
    token: choose(flags.token, "NOMAD_TOKEN", file.token),
    httpAuth: httpAuth ?? parseHttpAuth(env["NOMAD_HTTP_AUTH"]),
    tls: {
      caCert: choose(flags.caCert, "NOMAD_CACERT", file.caCert),
      caPath: choose(flags.caPath, "NOMAD_CAPATH", file.caPath),
      clientCert,
      clientKey,
      serverName: choose(flags.tlsServerName, "NOMAD_TLS_SERVER_NAME", file.tlsServerName),
      // As in Nomad, the flag can only switch it on.
      skipVerify:
        flags.tlsSkipVerify || (parseGoBool(env["NOMAD_SKIP_VERIFY"]) ?? file.tlsSkipVerify ?? false),
    },
  };
}

function chooseAddress(
  flag: string | undefined,
  variable: string | undefined,
  setting: string | undefined,
): readonly [string, AddressSource] {
  if (flag) return [flag, "flag"];
  if (variable) return [variable, "env"];
  return setting ? [setting, "config"] : [DEFAULT_ADDRESS, "default"];
}

function parseAddress(text: string): Pick<NomadConfig, "address" | "httpAuth"> {
  const socket = /^unix:\/\/(\/[^?#]+)/.exec(text)?.[1];
  if (socket !== undefined) return { address: `unix://${socket}`, httpAuth: undefined };
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text)) throw notAnAddress(text);
  const url = new URL(text);
  // Nomad's client ignores a path in the address.
  const address = `${url.protocol}//${url.host}`;
  if (url.username === "" && url.password === "") return { address, httpAuth: undefined };
  try {
    const [username, password] = [decodeURIComponent(url.username), decodeURIComponent(url.password)];
    return { address, httpAuth: { username, password } };
  } catch {
    // "%" without two hexadecimal digits after it
    throw notAnAddress(text);
  }
}

function notAnAddress(text: string): NomadxError {
  // What stands before an "@" may be a password.
  const shown = text.replace(/^.*@/s, "(credentials)@");
  return new NomadxError("usage", `${JSON.stringify(shown)} is not the address of a Nomad agent`, {
    help: /^[\w.-]+:\d+$/.test(text)
      ? `Did you mean "http://${text}"?`
      : 'Write it as "http://host:4646", "https://host:4646" or "unix:///path/to/socket".',
  });
}
