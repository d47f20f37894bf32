import { setMaxListeners } from "node:events";
import { Agent as HttpsAgent } from "node:https";

import got, { HTTPError, RequestError, type Got, type OptionsInit } from "got";
import type * as z from "zod/mini";

import type { FailedRequest, NomadxError } from "../diagnostics/errors.ts";
import type { Uint } from "../units/uint.ts";
import { stringifyJson } from "../units/json.ts";
import { answerOf, type Answer, type Headers } from "../http/answer.ts";
import type { NomadConfig } from "./config.ts";
import { prepareConnection, type Connection } from "../http/connection.ts";
import { connectionFailure } from "../http/connection-failure.ts";
import { decode } from "../http/decode.ts";
import { textCleaner } from "../http/server-text.ts";
import { ignoreLateClose } from "./ignore-late-close.ts";
import { refusal } from "./refusal.ts";
import { DEFAULT_RETRY, retryDelay, type RetryPolicy } from "../http/retry.ts";
import { nomadWords } from "./words.ts";

/** The verbs that Nomad's API knows. */
export type Method = "GET" | "PUT" | "POST" | "DELETE";

/** Query parameters; `undefined` ones are left out. */
export type Query = Readonly<Record<string, string | Uint | boolean | undefined>>;

/** What may go with a request besides its path. */
export interface RequestOptions {
  readonly query?: Query | undefined;
  /** Sent as JSON, `bigint` as integers. */
  readonly body?: unknown;
  /** Ends the request; it then throws the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  /** Longest silence of the server, in milliseconds. @default 60000 */
  readonly timeoutMs?: number | undefined;
  /** The server is expected to hold the answer back, so other requests must not queue behind this one. */
  readonly waits?: boolean | undefined;
}

/** The one way to Nomad's HTTP API. */
export interface Transport {
  /** Where requests go, without credentials. */
  readonly address: string;
  /**
   * Sends a request and reads the JSON that comes back. Reads (GET) are tried again when that may help, writes never.
   * @throws {NomadxError} `unreachable`, `tls`, `timeout`, `permission`, `not-found`, `conflict`, `refused`, `protocol`
   */
  request<T>(
    method: Method,
    path: string,
    schema: z.ZodMiniType<T>,
    options?: RequestOptions,
  ): Promise<Answer<T>>;
  /** Reads a body as it is, decoded as UTF-8. Throws as `request` does. */
  text(path: string, options?: RequestOptions): Promise<Answer<string>>;
  /** Reads a body as it comes, without a limit in time and without further attempts. Throws as `request` does. */
  stream(path: string, options?: RequestOptions): AsyncIterable<Uint8Array>;
  /** Closes the connections that are kept open for further requests. */
  close(): void;
}

/** What a transport needs from the world besides the network; replaced in tests. */
export interface TransportPorts {
  /** From 0 to 1, for the jitter of delays. */
  readonly random?: () => number;
  readonly retry?: RetryPolicy;
}

const TIMEOUT_MS = 60_000;
const CONNECT_TIMEOUT_MS = 10_000;

/**
 * A transport over keep-alive HTTP/1.1 connections. The token and the basic-auth password go into headers and nowhere
 * else: not into errors, and not to another server when this one redirects.
 * @throws {NomadxError} `tls` for certificate files that cannot be used, `usage` for a token that is no header value
 */
export function createTransport(config: NomadConfig, ports: TransportPorts = {}): Transport {
  const connection = prepareConnection(config, nomadWords);
  const clean = textCleaner(connection.secrets);
  const client = createGot(connection, config, ports);

  const send = async (method: Method, path: string, options: RequestOptions): Promise<Sent> => {
    const url = urlOf(path, options.query, config, connection);
    const request: FailedRequest = { method, url: url.href };
    options.signal?.throwIfAborted();
    try {
      const settings = settingsOf(method, options, connection);
      const timeout = { ...settings.timeout, socket: options.timeoutMs ?? TIMEOUT_MS };
      const response = await client(url, { ...settings, timeout, responseType: "text" });
      const { statusCode: status, headers, body } = response;
      if (status < 200 || status > 299) throw refuse(response, body, request);
      return { body, headers, request: { ...request, status } };
    } catch (error) {
      options.signal?.throwIfAborted();
      throw explain(error, request, options);
    }
  };

  async function* stream(path: string, options: RequestOptions): AsyncGenerator<Uint8Array> {
    const url = urlOf(path, options.query, config, connection);
    const request: FailedRequest = { method: "GET", url: url.href };
    const settings = settingsOf("GET", { ...options, waits: true }, connection);
    options.signal?.throwIfAborted();
    try {
      yield* client.stream(url, { ...settings, throwHttpErrors: true });
    } catch (error) {
      options.signal?.throwIfAborted();
      if (error instanceof HTTPError)
        throw refuse(error.response, String(error.response.body ?? ""), request);
      throw explain(error, request, options);
    }
  }

  const refuse = (answer: Refused, text: string, request: FailedRequest): NomadxError => {
    const { statusCode: status, headers } = answer;
    const shown = status < 400 && headers.location !== undefined ? `to ${headers.location}` : text;
    const answered = { ...request, status, text: clean(shown) };
    return refusal({ status, text, request: answered, hasToken: config.token !== undefined });
  };

  const explain = (error: unknown, request: FailedRequest, options: RequestOptions): unknown => {
    if (!(error instanceof RequestError)) return error;
    const { response, name, code } = error;
    // The error itself is not handed on: it refers to the request, and so to the token.
    const failed = {
      name,
      code,
      message: clean(error.message),
      answered: response !== undefined,
      request: { ...request, ...(response !== undefined && { status: response.statusCode }) },
      address: config.address,
      timeoutMs: options.timeoutMs ?? TIMEOUT_MS,
    };
    return connectionFailure(failed, nomadWords);
  };

  return {
    address: config.address,
    async request(method, path, schema, options = {}) {
      const { body, headers, request } = await send(method, path, options);
      return answerOf(
        decode(schema, body, { request, clean, words: nomadWords }),
        headers,
        nomadWords.product,
      );
    },
    async text(path, options = {}) {
      const { body, headers } = await send("GET", path, options);
      return answerOf(body, headers, nomadWords.product);
    },
    stream: (path, options = {}) => stream(path, options),
    close() {
      connection.agents.ordinary.destroy();
      connection.agents.waiting.destroy();
    },
  };
}

interface Sent {
  readonly body: string;
  readonly headers: Headers;
  readonly request: FailedRequest;
}

interface Refused {
  readonly statusCode: number;
  readonly headers: { readonly location?: string | undefined };
}

function createGot(
  { origin, headers }: Connection,
  { addressSource }: NomadConfig,
  ports: TransportPorts,
): Got {
  const { random = Math.random, retry = DEFAULT_RETRY } = ports;
  // From another process on this machine, an answer comes faster as it is than compressed.
  const isLocal = /^http:\/\/(127\.|localhost\b|\[::1\])/.test(origin);
  return got.extend({
    headers: { ...headers, ...(isLocal && { "accept-encoding": "identity" }) },
    throwHttpErrors: false,
    maxRedirects: 5,
    // The token is for this server only, and a write must arrive as the write it was.
    followRedirect: ({ headers: { location = "" }, url, statusCode, request }) =>
      URL.canParse(location, url) &&
      new URL(location, url).origin === origin &&
      (request.options.method === "GET" || statusCode === 307 || statusCode === 308),
    retry: {
      limit: Math.max(retry.connection, retry.busy),
      methods: ["GET"],
      statusCodes: [429, 500, 502, 503, 504],
      errorCodes: [
        ...["ECONNRESET", "EPIPE", "EAI_AGAIN", "ENETUNREACH", "EHOSTUNREACH"],
        // Where nobody named an address there may well be no agent, and the caller waits to go on without.
        ...(addressSource === "default" ? [] : ["ECONNREFUSED"]),
      ],
      maxRetryAfter: 10_000,
      // `calculateDelay` is then asked only about what the lists above let through.
      enforceRetryRules: true,
      calculateDelay: ({ attemptCount, error, retryAfter }) => {
        const { statusCode, body } = error.response ?? {};
        const failed = {
          attempt: attemptCount,
          status: statusCode,
          text: typeof body === "string" ? body : "",
        };
        const delay = retryDelay(failed, retry, random);
        if (delay === 0) return 0;
        if (error.request !== undefined) ignoreLateClose(error.request);
        return Math.max(delay, retryAfter ?? 0);
      },
    },
  });
}

function urlOf(
  path: string,
  query: Query = {},
  { region, namespace }: NomadConfig,
  { origin }: Connection,
): URL {
  const url = new URL(path, origin);
  const add = (name: string, value: Query[string]) => {
    if (value !== undefined) url.searchParams.set(name, String(value));
  };
  add("region", region);
  add("namespace", namespace);
  for (const [name, value] of Object.entries(query)) add(name, value);
  return url;
}

function settingsOf(method: Method, options: RequestOptions, { agents, tls }: Connection) {
  // Any number of requests may share a signal; Node takes more than ten for a leak.
  if (options.signal !== undefined) setMaxListeners(0, options.signal);
  const agent = options.waits ? agents.waiting : agents.ordinary;
  const connect = Math.min(CONNECT_TIMEOUT_MS, options.timeoutMs ?? TIMEOUT_MS);
  return {
    method,
    // Asked in this order, plain HTTP does not have to load TLS.
    agent: tls !== undefined && agent instanceof HttpsAgent ? { https: agent } : { http: agent },
    timeout: { lookup: connect, connect, secureConnect: connect },
    // After a restart of the server the index of a blocking query may be meaningless: only who repeats it can start over.
    ...(options.waits && { retry: { limit: 0 } }),
    ...(options.signal !== undefined && { signal: options.signal }),
    ...(options.body !== undefined && {
      body: stringifyJson(options.body),
      headers: { "content-type": "application/json" },
    }),
  } satisfies OptionsInit;
}
