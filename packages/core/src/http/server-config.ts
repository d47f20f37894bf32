import { NomadxError } from "../diagnostics/errors.ts";
import type { AddressSource } from "./address.ts";
import type { HttpAuth } from "./http-auth.ts";
import type { TlsVariables } from "./server-names.ts";
import type { TlsConfig } from "./tls-files.ts";

/** The settings that decide how a Nomad or a Consul agent is reached. Plain data; certificates are named, not read. */
export interface ServerConfig {
  readonly address: string;
  readonly addressSource: AddressSource;
  readonly namespace?: string | undefined;
  /** The secret ID of an ACL token. */
  readonly token?: string | undefined;
  /** Where the token comes from, as it reads after "the token": `in NOMAD_TOKEN`, `of --token`. */
  readonly tokenSource?: string | undefined;
  readonly httpAuth?: HttpAuth | undefined;
  readonly tls?: TlsConfig | undefined;
}

/** The settings of either agent in flags or a configuration file; an empty text is as good as none. */
export interface ServerSettings {
  readonly address?: string | undefined;
  readonly namespace?: string | undefined;
  readonly token?: string | undefined;
  readonly caCert?: string | undefined;
  readonly caPath?: string | undefined;
  readonly clientCert?: string | undefined;
  readonly clientKey?: string | undefined;
  readonly tlsServerName?: string | undefined;
}

/** Environment variables, as `process.env` has them; an empty one counts as unset. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** The value of a flag, else of an environment variable, else of the configuration file. */
export function chooseFrom(env: Environment) {
  return (flag: string | undefined, variable: string, setting: string | undefined): string | undefined =>
    flag || env[variable] || setting || undefined;
}

/** A token, and where it comes from. */
export type FoundToken = Pick<ServerConfig, "token" | "tokenSource">;

/** The first of the tokens that is there, an empty one being none. */
export function firstToken(
  ...found: readonly (readonly [token: string | undefined, source: string])[]
): FoundToken {
  const [token, tokenSource] = found.find(([text]) => text) ?? [];
  return { token, tokenSource };
}

/** The token as a message calls it, at the beginning of a sentence; `undefined` where none is sent. */
export function tokenInWords({ token, tokenSource }: FoundToken): string | undefined {
  if (token === undefined) return undefined;
  return tokenSource === undefined ? "The token" : `The token ${tokenSource}`;
}

/**
 * The certificates and the name to expect; whether to check at all, each server's own variables say.
 * @throws {NomadxError} `usage` for a client certificate without its key
 */
export function tlsConfigFrom(
  env: Environment,
  flags: ServerSettings,
  file: ServerSettings,
  variables: TlsVariables,
): TlsConfig {
  const choose = chooseFrom(env);
  const clientCert = choose(flags.clientCert, variables.clientCert, file.clientCert);
  const clientKey = choose(flags.clientKey, variables.clientKey, file.clientKey);
  assertKeyPair(clientCert, clientKey, variables);
  return {
    caCert: choose(flags.caCert, variables.caCert, file.caCert),
    caPath: choose(flags.caPath, variables.caPath, file.caPath),
    clientCert,
    clientKey,
    serverName: choose(flags.tlsServerName, variables.serverName, file.tlsServerName),
  };
}

function assertKeyPair(
  clientCert: string | undefined,
  clientKey: string | undefined,
  variables: TlsVariables,
): void {
  if ((clientCert === undefined) === (clientKey === undefined)) return;
  throw new NomadxError("usage", "A client certificate and its key belong together, and only one is set", {
    help: `Set ${clientCert === undefined ? variables.clientCert : variables.clientKey} too, or neither.`,
  });
}
