import { Buffer } from "node:buffer";
import { Agent as HttpAgent } from "node:http";
import { Agent as HttpsAgent, type AgentOptions } from "node:https";

import { NomadxError } from "../diagnostics/errors.ts";
import type { HttpAuth } from "./http-auth.ts";
import type { ServerWords } from "./server-words.ts";
import { readTlsFiles, type TlsConfig, type TlsFiles } from "./tls-files.ts";

/** As much of a configuration as decides how connections are made. */
export interface ConnectionConfig {
  /** `http://…`, `https://…` or `unix:///path`. */
  readonly address: string;
  readonly token?: string | undefined;
  readonly httpAuth?: HttpAuth | undefined;
  readonly tls?: TlsConfig | undefined;
}

/**
 * A Nomad agent serves 100 connections per client address, a Consul agent 200; ordinary and waiting requests get a
 * share each.
 */
const MAX_CONNECTIONS = { ordinary: 32, waiting: 48 };

/** Where requests go and what they carry, worked out from the configuration. */
export interface Connection {
  /** `http://127.0.0.1` for a socket, as the servers' own clients do it. */
  readonly origin: string;
  /** Agents of their own for requests that the server holds back, so that no other request queues behind them. */
  readonly agents: { readonly ordinary: HttpAgent | HttpsAgent; readonly waiting: HttpAgent | HttpsAgent };
  readonly headers: Readonly<Record<string, string>>;
  /** What must not be shown, wherever it turns up. */
  readonly secrets: readonly (string | undefined)[];
  /** Only for https. */
  readonly tls: (TlsFiles & { readonly serverName?: string; readonly verify: boolean }) | undefined;
}

/**
 * Prepares connections; opens none. Reads the certificate files where the address is https.
 * @throws {NomadxError} `tls` for files that cannot be used, `usage` for a token that is no header value
 */
export function prepareConnection(config: ConnectionConfig, words: ServerWords): Connection {
  const { address, token, httpAuth, tls: tlsConfig = {} } = config;
  const socketPath = address.startsWith("unix://") ? address.slice("unix://".length) : undefined;
  const origin = socketPath === undefined ? address : "http://127.0.0.1";
  const secure = origin.startsWith("https:");
  const credentials = httpAuth && encodeBase64(`${httpAuth.username}:${httpAuth.password}`);
  const tls = secure
    ? {
        ...readTlsFiles(tlsConfig, words),
        ...(tlsConfig.serverName !== undefined && { serverName: tlsConfig.serverName }),
        verify: tlsConfig.skipVerify !== true,
      }
    : undefined;
  const makeAgent = (maxSockets: number): HttpAgent | HttpsAgent => {
    if (tls !== undefined) return new HttpsAgent({ keepAlive: true, maxSockets, ...agentOptions(tls) });
    return new HttpAgent({ keepAlive: true, maxSockets, ...(socketPath !== undefined && { socketPath }) });
  };
  return {
    origin,
    agents: { ordinary: makeAgent(MAX_CONNECTIONS.ordinary), waiting: makeAgent(MAX_CONNECTIONS.waiting) },
    headers: {
      "user-agent": "nomadx",
      ...(token !== undefined && {
        [`x-${words.product.toLowerCase()}-token`]: headerValue(token, words),
      }),
      ...(credentials !== undefined && { authorization: `Basic ${credentials}` }),
    },
    secrets: [token, httpAuth?.password, credentials],
    tls,
  };
}

function encodeBase64(text: string): string {
  return Buffer.from(text, "utf8").toString("base64");
}

function agentOptions(tls: NonNullable<Connection["tls"]>): AgentOptions {
  const { ca, cert, key, serverName, verify } = tls;
  return {
    minVersion: "TLSv1.2",
    rejectUnauthorized: verify,
    ...(ca !== undefined && { ca: [...ca] }),
    ...(cert !== undefined && { cert }),
    ...(key !== undefined && { key }),
    ...(serverName !== undefined && { servername: serverName }),
  };
}

function headerValue(token: string, { product, token: variable }: ServerWords): string {
  if (/^[\t\x20-\x7E]+$/.test(token)) return token;
  throw new NomadxError("usage", `The ${product} token has characters that no HTTP header can carry`, {
    help: `Look for a line break or a pasted quotation mark in ${variable}.`,
  });
}
