import { Buffer } from "node:buffer";
import { Agent as HttpAgent } from "node:http";
import { Agent as HttpsAgent } from "node:https";

import { NomadxError } from "../diagnostics/errors.ts";
import type { NomadConfig } from "./config.ts";
import { nomadWords } from "./words.ts";
import { readTlsFiles, type TlsFiles } from "../http/tls-files.ts";

/** A Nomad agent serves 100 connections per client address; ordinary and waiting requests get a share each. */
const MAX_CONNECTIONS = { ordinary: 32, waiting: 48 };

/** Where requests go and what they carry, worked out from the configuration. */
export interface Connection {
  /** `http://127.0.0.1` for a socket, as Nomad's own client does it. */
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
export function prepareConnection(config: NomadConfig): Connection {
  const { address, token, httpAuth, tls = {} } = config;
  const socketPath = address.startsWith("unix://") ? address.slice("unix://".length) : undefined;
  const origin = socketPath === undefined ? address : "http://127.0.0.1";
  const secure = origin.startsWith("https:");
  const credentials = httpAuth && encodeBase64(`${httpAuth.username}:${httpAuth.password}`);
  const makeAgent = (maxSockets: number): HttpAgent | HttpsAgent => {
    if (secure) return new HttpsAgent({ keepAlive: true, maxSockets });
    return new HttpAgent({ keepAlive: true, maxSockets, ...(socketPath !== undefined && { socketPath }) });
  };
  return {
    origin,
    agents: { ordinary: makeAgent(MAX_CONNECTIONS.ordinary), waiting: makeAgent(MAX_CONNECTIONS.waiting) },
    headers: {
      "user-agent": "nomadx",
      ...(token !== undefined && { "x-nomad-token": headerValue(token) }),
      ...(credentials !== undefined && { authorization: `Basic ${credentials}` }),
    },
    secrets: [token, httpAuth?.password, credentials],
    tls: secure
      ? {
          ...readTlsFiles(tls, nomadWords),
          ...(tls.serverName !== undefined && { serverName: tls.serverName }),
          verify: tls.skipVerify !== true,
        }
      : undefined,
  };
}

function encodeBase64(text: string): string {
  return Buffer.from(text, "utf8").toString("base64");
}

function headerValue(token: string): string {
  if (/^[\t\x20-\x7E]+$/.test(token)) return token;
  throw new NomadxError("usage", "The Nomad token has characters that no HTTP header can carry", {
    help: "Look for a line break or a pasted quotation mark in NOMAD_TOKEN.",
  });
}
