import { Buffer } from "node:buffer";

import { NomadxError } from "../diagnostics/errors.ts";
import type { HttpAuth } from "./http-auth.ts";
import type { ServerConfig } from "./server-config.ts";
import type { AgentNames } from "./server-names.ts";
import { readTlsFiles, type TlsFiles } from "./tls-files.ts";

/** Where requests go and what they carry. */
export interface Connection {
  /** As it was configured, without credentials. */
  readonly address: string;
  /** The text before a request's path: `http://10.0.0.1:4646`, a proxy's path with it; no slash at the end. */
  readonly base: string;
  /** A unix socket to connect to, instead of the host of `base`. */
  readonly socketPath?: string | undefined;
  /** Only for https. */
  readonly tls?: TlsSettings | undefined;
  readonly headers: Readonly<Record<string, string>>;
  /** Texts that must not be shown, wherever they turn up. */
  readonly secrets: readonly (string | undefined)[];
  readonly limits: ConnectionLimits;
  /** Whether a refused connection is a surprise, and tried again: somebody named the address. */
  readonly isExpected: boolean;
  /** Whether a redirect to another path of the same server is followed; one to another server never is. */
  readonly followsRedirects: boolean;
}

/** How a server is trusted, and what it is shown. */
export interface TlsSettings extends TlsFiles {
  /** The name that the server's certificate has to carry, if not the one in the address. */
  readonly serverName?: string | undefined;
  readonly verify: boolean;
}

/** The most connections that are open at a time; further requests wait for one to be free. */
export interface ConnectionLimits {
  readonly ordinary: number;
  /** For requests that the server holds back, and for streams. */
  readonly waiting: number;
}

/**
 * A Nomad agent serves 100 connections per client address, a Consul agent 200. A third of that leaves room for further
 * nomadx on the same machine, or behind the same gateway.
 * @see hashicorp/nomad command/agent/config.go DefaultConfig, Limits (2.0.5)
 */
export const MAX_CONNECTIONS: ConnectionLimits = { ordinary: 8, waiting: 24 };

/** The header in which every request names its sender. */
export const USER_AGENT = { "user-agent": "nomadx" } as const;

/**
 * The connection to an agent of Nomad or Consul. Opens nothing; reads the certificate files where the address is https.
 * @throws {NomadxError} `tls` for files that cannot be used, `usage` for a token that is no header value
 */
export function connectionTo(config: ServerConfig, names: AgentNames): Connection {
  const { address, addressSource, token, httpAuth } = config;
  const socketPath = address.startsWith("unix://") ? address.slice("unix://".length) : undefined;
  const credentials = httpAuth && encodeBasicAuth(httpAuth);
  return {
    address,
    // As the servers' own clients do it.
    base: socketPath === undefined ? address : "http://127.0.0.1",
    socketPath,
    tls: address.startsWith("https:") ? tlsSettings(config, names) : undefined,
    headers: {
      ...USER_AGENT,
      ...(token !== undefined && {
        [`x-${names.product.toLowerCase()}-token`]: headerValue(token, names),
      }),
      ...(credentials !== undefined && { authorization: `Basic ${credentials}` }),
    },
    secrets: [token, httpAuth?.password, credentials],
    limits: MAX_CONNECTIONS,
    // Where nobody named an address there may well be no agent, and the caller waits to go on without.
    isExpected: addressSource !== "default",
    followsRedirects: true,
  };
}

function tlsSettings({ tls = {} }: ServerConfig, names: AgentNames): TlsSettings {
  const { serverName, skipVerify } = tls;
  return { ...readTlsFiles(tls, names.tls), serverName, verify: skipVerify !== true };
}

function encodeBasicAuth({ username, password }: HttpAuth): string {
  return Buffer.from(`${username}:${password}`, "utf8").toString("base64");
}

function headerValue(token: string, { product, token: variable }: AgentNames): string {
  if (/^[\t\x20-\x7E]+$/.test(token)) return token;
  throw new NomadxError("usage", `The ${product} token has characters that no HTTP header can carry`, {
    help: `Look for a line break or a pasted quotation mark in ${variable}.`,
  });
}
