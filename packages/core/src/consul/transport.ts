import { EventEmitter, setMaxListeners } from "node:events";

import Consul from "consul";
import type * as z from "zod/mini";

import { NomadxError, type FailedRequest } from "../diagnostics/errors.ts";
import { answerOf, type Answer } from "../http/answer.ts";
import { systemClock, type Clock } from "../http/clock.ts";
import { prepareConnection, type Connection } from "../http/connection.ts";
import { checkShape, notJson } from "../http/decode.ts";
import { DEFAULT_RETRY, retryDelay, type RetryPolicy } from "../http/retry.ts";
import { textCleaner } from "../http/server-text.ts";
import type { Uint } from "../units/uint.ts";
import { failBrokenAnswers } from "./broken-answers.ts";
import type { ConsulConfig } from "./config.ts";
import { codeOf, readFailure } from "./failed-read.ts";
import { readResponse, textOf } from "./response.ts";
import { consulWords } from "./words.ts";

/** What every read of Consul's API takes. With `index` it is a blocking query, unless the endpoint knows none. */
export interface ConsulReadOptions {
  /** Instead of the configured one. */
  readonly datacenter?: string | undefined;
  /** Answer as soon as the data's index is higher than this one. 0 answers at once. */
  readonly index?: Uint | undefined;
  /** How long the server waits for that, in milliseconds; it waits up to a sixteenth longer. @default 300000 */
  readonly waitMs?: number | undefined;
  /** Any server may answer, also one that is behind its leader. */
  readonly stale?: boolean | undefined;
  /** The leader has to make sure that it still is one. */
  readonly consistent?: boolean | undefined;
  /** Sort by the network's distance from this node; `_agent` is the agent that is asked. */
  readonly near?: string | undefined;
  /** An expression such as `ServiceMeta.env == "prod"`. */
  readonly filter?: string | undefined;
  /** Ends the request; it then throws the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  /** For the whole answer, in milliseconds. @default 30000, more for blocking queries */
  readonly timeoutMs?: number | undefined;
}

/** Options that every call of the `consul` package takes, also those that its own types (2.0.1) do not know. */
interface PackageOptions {
  readonly ctx: EventEmitter;
  readonly timeout: number;
  /** Never set: the token is in a header. By it TypeScript recognises options. */
  readonly token?: string;
  readonly dc?: string;
  readonly index?: string;
  readonly wait?: string;
  readonly stale?: boolean;
  readonly consistent?: boolean;
  readonly near?: string;
  readonly filter?: string;
}

/** One read: the path for messages, and the call of the `consul` package that makes it. */
interface ConsulCall<T> {
  readonly path: string;
  readonly schema: z.ZodMiniType<T>;
  readonly send: (client: Consul, options: PackageOptions) => Promise<unknown>;
}

/** The one way to Consul's HTTP API. */
export interface ConsulTransport {
  /** Where requests go, without credentials. */
  readonly address: string;
  /**
   * Sends a read and checks what comes back. It is tried again when that may help, unless it is a blocking query: after a
   * restart of the server its index may be meaningless, and only who repeats it can start over.
   * @throws {NomadxError} `unreachable`, `tls`, `timeout`, `permission`, `not-found`, `refused`, `protocol`
   */
  read<T>(call: ConsulCall<T>, options?: ConsulReadOptions): Promise<Answer<T>>;
  /** Closes the connections that are kept open for further requests. */
  close(): void;
}

/** What a transport needs from the world besides the network; replaced in tests. */
export interface ConsulTransportPorts {
  /** From 0 to 1, for the jitter of delays. */
  readonly random?: () => number;
  readonly retry?: RetryPolicy;
  readonly clock?: Clock;
}

const TIMEOUT_MS = 30_000;
const DEFAULT_WAIT_MS = 300_000;
const WAIT_MARGIN_MS = 10_000;

/**
 * A transport over the `consul` package and keep-alive connections. The token and the basic-auth password go into
 * headers and nowhere else.
 * @throws {NomadxError} `tls` for certificate files that cannot be used, `usage` for a token that is no header value
 */
export function createConsulTransport(
  config: ConsulConfig,
  ports: ConsulTransportPorts = {},
): ConsulTransport {
  const connection = prepareConnection(config, consulWords);
  const clean = textCleaner(connection.secrets);
  const clients = {
    ordinary: createClient(config, connection, "ordinary"),
    waiting: createClient(config, connection, "waiting"),
  };
  const { clock = systemClock, random = Math.random, retry = DEFAULT_RETRY } = ports;

  const attempt = async <T>(call: ConsulCall<T>, options: ConsulReadOptions): Promise<Answer<T>> => {
    const { signal } = options;
    signal?.throwIfAborted();
    const isWaiting = Boolean(options.index);
    const timeoutMs = options.timeoutMs ?? timeoutOf(options);
    const request: FailedRequest = { method: "GET", url: `${connection.origin}${call.path}` };
    const context = new RequestContext();
    const cancel = () => context.emit("cancel");
    signal?.addEventListener("abort", cancel, { once: true });
    try {
      const answer = await call.send(clients[isWaiting ? "waiting" : "ordinary"], {
        ...packageOptions(options, config),
        timeout: timeoutMs,
        ctx: context,
      });
      const { headers, body, status } = readResponse(answer);
      const origin = { request: { ...request, status }, clean, words: consulWords };
      // The package reads what says it is JSON. Without a body there is only the answer about a key that is missing.
      const isJson = /^application\/json\b/.test(String(headers["content-type"]));
      if (body === undefined ? status !== 404 : !isJson) throw notJson(textOf(body), origin);
      return answerOf(checkShape(call.schema, body, origin), headers, consulWords.product);
    } catch (error) {
      signal?.throwIfAborted();
      const { address, token } = config;
      throw readFailure(error, { request, timeoutMs, address, hasToken: token !== undefined, clean });
    } finally {
      signal?.removeEventListener("abort", cancel);
    }
  };

  return {
    address: config.address,
    async read(call, options = {}) {
      for (let count = 1; ; count++) {
        try {
          return await attempt(call, options);
        } catch (error) {
          const isRepeated = error instanceof NomadxError && !options.index;
          const delay = isRepeated ? delayBefore(error, count) : 0;
          if (delay === 0) throw error;
          await clock.sleep(delay, options.signal);
        }
      }
    },
    close() {
      connection.agents.ordinary.destroy();
      connection.agents.waiting.destroy();
    },
  };

  /** Milliseconds before the read is tried again; 0 for never. */
  function delayBefore({ code, request, cause }: NomadxError, count: number): number {
    const { status, text = "" } = request ?? {};
    if (code !== "unreachable" && code !== "refused") return 0;
    // Where nobody named an address there may well be no agent, and the caller waits to go on without.
    const isRefusedConnection = codeOf(cause) === "ECONNREFUSED";
    if (isRefusedConnection && config.addressSource === "default") return 0;
    if (status !== undefined && ![429, 500, 502, 503, 504].includes(status)) return 0;
    return retryDelay({ attempt: count, status, text }, retry, random);
  }
}

/** Ends a request when it emits `cancel`; the package then answers the response beside what it read. */
class RequestContext extends EventEmitter {
  readonly includeResponse = true;
}

function createClient(
  { namespace, partition }: ConsulConfig,
  { origin, agents, headers }: Connection,
  share: keyof Connection["agents"],
): Consul {
  const options = {
    baseUrl: new URL(`${origin}/v1`),
    agent: agents[share],
    headers: {
      ...headers,
      ...(namespace !== undefined && { "x-consul-namespace": namespace }),
      ...(partition !== undefined && { "x-consul-partition": partition }),
    },
  };
  return failBrokenAnswers(new Consul(options));
}

function packageOptions(
  options: ConsulReadOptions,
  config: ConsulConfig,
): Omit<PackageOptions, "ctx" | "timeout"> {
  const { index, waitMs = DEFAULT_WAIT_MS, stale, consistent, near, filter, signal } = options;
  const datacenter = options.datacenter ?? config.datacenter;
  // Any number of requests may share a signal; Node takes more than ten for a leak.
  if (signal !== undefined) setMaxListeners(0, signal);
  return {
    ...(datacenter !== undefined && { dc: datacenter }),
    ...(index !== undefined && Boolean(index) && { index: String(index), wait: `${waitMs}ms` }),
    ...(stale === true && { stale }),
    ...(consistent === true && { consistent }),
    ...(near !== undefined && { near }),
    ...(filter !== undefined && { filter }),
  };
}

/** The server adds up to a sixteenth, so that its clients do not come back all at once. */
function timeoutOf({ index, waitMs = DEFAULT_WAIT_MS }: ConsulReadOptions): number {
  return index ? (waitMs * 17) / 16 + WAIT_MARGIN_MS : TIMEOUT_MS;
}
