import type * as z from "zod/mini";

import type { Answer } from "../http/answer.ts";
import { blockingQuery, type BlockingReadOptions } from "../http/blocking-read.ts";
import type { Method } from "../http/http-request.ts";
import type { Query, Transport } from "./transport.ts";

/** The options of every call of the API. */
export interface CallOptions {
  /** Instead of the configured one. */
  readonly namespace?: string | undefined;
  /** Instead of the configured one. */
  readonly region?: string | undefined;
  /** Ends the call, which then throws the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  /** For the whole answer, further attempts included, in milliseconds. @default 60000, more for blocking queries */
  readonly timeoutMs?: number | undefined;
}

/** The options of reads. With `index` a read is a blocking query, unless the endpoint knows none. */
export interface ReadOptions extends CallOptions, BlockingReadOptions {}

/** The options of lists. */
export interface ListOptions extends ReadOptions {
  /** Only items whose ID starts so. */
  readonly prefix?: string | undefined;
  /** An expression such as `Status == "running"`. */
  readonly filter?: string | undefined;
  readonly perPage?: number | undefined;
  /** Of the page before. */
  readonly nextToken?: string | undefined;
  readonly reverse?: boolean | undefined;
}

/** Reads from `path`. */
export function read<T>(
  transport: Transport,
  path: string,
  schema: z.ZodMiniType<T>,
  options: ListOptions = {},
  query: Query = {},
): Promise<Answer<T>> {
  const blocking = blockingQuery(options);
  return transport.request("GET", path, schema, {
    query: {
      ...query,
      region: options.region,
      namespace: options.namespace,
      prefix: options.prefix,
      filter: options.filter,
      per_page: options.perPage,
      next_token: options.nextToken,
      reverse: options.reverse,
      stale: options.stale,
      ...(blocking !== undefined && { index: blocking.index, wait: blocking.wait }),
    },
    signal: options.signal,
    timeoutMs: options.timeoutMs ?? blocking?.timeoutMs,
    waits: blocking !== undefined,
  });
}

/** The parts of a request that is no read. */
interface Sent {
  readonly body?: unknown;
  readonly query?: Query;
}

/** Sends a write, once. */
export function write<T>(
  transport: Transport,
  method: Exclude<Method, "GET">,
  path: string,
  schema: z.ZodMiniType<T>,
  options: CallOptions = {},
  { body, query = {} }: Sent = {},
): Promise<Answer<T>> {
  const { namespace, region, signal, timeoutMs } = options;
  const around = { query: { ...query, namespace, region }, signal, timeoutMs };
  return transport.request(method, path, schema, { body, ...around });
}

/** Has the server judge a body without any effect. */
export function dryRun<T>(
  transport: Transport,
  path: string,
  schema: z.ZodMiniType<T>,
  options: CallOptions,
  body: unknown,
): Promise<Answer<T>> {
  const { namespace, region, signal, timeoutMs } = options;
  const around = { query: { namespace, region }, signal, timeoutMs };
  return transport.request("PUT", path, schema, { body, ...around, isDryRun: true });
}
