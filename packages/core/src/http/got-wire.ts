import type { ClientRequest } from "node:http";

import got, { type OptionsInit, type Response } from "got";

import { createAgents } from "./agents.ts";
import type { Headers } from "./answer.ts";
import type { Connection } from "./connection.ts";
import type { Method } from "./http-request.ts";

/** One attempt at a request, as it goes out. */
interface WireRequest {
  readonly method: Method;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
  /** Whether it may hold its connection for long. */
  readonly waits: boolean;
  readonly signal: AbortSignal;
  /** Longest time without a byte, in milliseconds. */
  readonly silenceMs: number | undefined;
  /** Called when the request has got its connection. */
  readonly onBegin: () => void;
}

/** The beginning of an answer; its body is unpacked as it is read. */
export interface WireAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: AsyncIterable<Uint8Array>;
}

/** Requests to one server over connections that stay open. */
export interface Wire {
  /** Sends a request, once. Throws Node's or got's own errors, as the body does. */
  open(request: WireRequest): Promise<WireAnswer>;
  close(): void;
}

const CONNECT_MS = 10_000;
const CONNECT_LIMITS = { lookup: CONNECT_MS, connect: CONNECT_MS, secureConnect: CONNECT_MS };

/**
 * Requests by got, which knows redirects, compression and the limits of connecting. What is tried again, and what an
 * answer may cost, is decided by who calls. This module is loaded with the first request: importing a client does not
 * load got.
 */
export function createWire(connection: Connection): Wire {
  const agents = createAgents(connection);
  const client = got.extend(settingsOf(connection));
  return {
    async open({ method, url, headers, body, waits, signal, silenceMs, onBegin }) {
      const stream = client.stream(url, {
        method,
        headers,
        // Without one got waits for somebody to write it.
        ...(method !== "GET" && { body: body ?? "" }),
        agent: waits ? agents.waiting : agents.ordinary,
        timeout: { ...CONNECT_LIMITS, ...(silenceMs !== undefined && { socket: silenceMs }) },
        signal,
      });
      stream.on("request", (sent: ClientRequest) => sent.once("socket", onBegin));
      const response = new Promise<Response>((resolve, reject) => {
        stream.once("response", resolve);
        // It stays, as nobody else listens between the headers and the first read. Who reads gets the error, too.
        stream.on("error", reject);
      });
      const { statusCode, headers: answered } = await response;
      return { status: statusCode, headers: answered, body: stream };
    },
    close: () => agents.close(),
  };
}

function settingsOf({ base, headers, followsRedirects }: Connection): OptionsInit {
  const { origin } = new URL(base);
  // From another process on this machine, an answer comes faster as it is than compressed.
  const isLocal = /^http:\/\/(127\.|localhost\b|\[::1\])/.test(origin);
  return {
    headers: { ...headers, ...(isLocal && { "accept-encoding": "identity" }) },
    throwHttpErrors: false,
    retry: { limit: 0 },
    maxRedirects: 5,
    // A token is for this server only, and a write must arrive as the write it was.
    followRedirect: ({ headers: { location = "" }, url, statusCode, request }) =>
      followsRedirects &&
      URL.canParse(location, url) &&
      new URL(location, url).origin === origin &&
      (request.options.method === "GET" || statusCode === 307 || statusCode === 308),
  };
}
