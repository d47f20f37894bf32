import type * as z from "zod/mini";

import { NomadxError } from "../diagnostics/errors.ts";
import { answerOf, type Answer } from "../http/answer.ts";
import { blockingQuery, type BlockingReadOptions } from "../http/blocking-read.ts";
import { connectionTo, type Connection } from "../http/connection.ts";
import { checkShape } from "../http/decode.ts";
import { tokenInWords } from "../http/server-config.ts";
import { createHttpTransport, type TransportPorts } from "../http/transport.ts";
import type { ConsulConfig } from "./config.ts";
import { ConsulContext, ConsulPackage, type CallLimits } from "./package-client.ts";
import { consulRefusal } from "./refusal.ts";
import { consulNames } from "./agent-names.ts";

/** The options of every read of Consul's API. With `index` it is a blocking query, unless the endpoint knows none. */
export interface ConsulReadOptions extends BlockingReadOptions {
  /** Instead of the configured one. */
  readonly datacenter?: string | undefined;
  /** The leader has to make sure that it still is one. */
  readonly consistent?: boolean | undefined;
  /** Sort by the network's distance from this node; `_agent` is the agent that is asked. */
  readonly near?: string | undefined;
  /** An expression such as `ServiceMeta.env == "prod"`. */
  readonly filter?: string | undefined;
  /** Ends the request; it then throws the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  /** For the whole answer, further attempts included, in milliseconds. @default 30000, more for blocking queries */
  readonly timeoutMs?: number | undefined;
}

/** Options that every call of the `consul` package takes, also those that its own types (2.0.1) do not know. */
interface PackageOptions {
  readonly ctx: ConsulContext;
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

/** One read: the call of the `consul` package that makes it, and what has to come back. */
interface ConsulCall<T> {
  readonly schema: z.ZodMiniType<T>;
  readonly send: (client: ConsulPackage, options: PackageOptions) => Promise<unknown>;
}

/** The one way to Consul's HTTP API. */
export interface ConsulTransport {
  /** Where requests go, without credentials. */
  readonly address: string;
  /**
   * Sends a read and checks what comes back. It is tried again when that may help, unless it is a blocking query: after a
   * restart of the server its index may be meaningless, and only who repeats it can start over.
   * @throws {NomadxError} `unreachable`, `tls`, `timeout`, `permission`, `not-found`, `refused`, `protocol`; `usage` for
   *   what the API has no path for, such as a service without a name
   */
  read<T>(call: ConsulCall<T>, options?: ConsulReadOptions): Promise<Answer<T>>;
  /** Closes the connections that are kept open for further requests. */
  close(): void;
}

const TIMEOUT_MS = 30_000;

/**
 * Consul's API by the `consul` package, over the one way out to a server. The token and the basic-auth password go into
 * headers and nowhere else.
 * @throws {NomadxError} `tls` for certificate files that cannot be used, `usage` for a token that is no header value
 */
export function createConsulTransport(config: ConsulConfig, ports: TransportPorts = {}): ConsulTransport {
  const http = createHttpTransport(connectionFor(config), consulNames, ports);
  const client = new ConsulPackage(http, (answer) =>
    consulRefusal({ ...answer, sentToken: tokenInWords(config) }),
  );
  return {
    address: http.address,
    async read({ schema, send }, options = {}) {
      const ctx = new ConsulContext(limitsOf(options));
      const result = await send(client, { ...packageOptions(options, config), ctx }).catch(
        (error: unknown) => {
          throw isMisuse(error)
            ? new NomadxError("usage", `Consul's API has no path for it: ${error.message}`)
            : error;
        },
      );
      const { answer } = ctx;
      if (answer === undefined) throw new NomadxError("usage", "The consul package has sent no request");
      const value: unknown = Array.isArray(result) ? result[1] : undefined;
      return answerOf(checkShape(schema, value, answer.call), answer.headers, consulNames.product);
    },
    close: () => http.close(),
  };
}

/** As to Nomad, and what scopes requests in Consul Enterprise. */
function connectionFor(config: ConsulConfig): Connection {
  const { namespace, partition } = config;
  const connection = connectionTo(config, consulNames);
  const scope = {
    ...(namespace !== undefined && { "x-consul-namespace": namespace }),
    ...(partition !== undefined && { "x-consul-partition": partition }),
  };
  return { ...connection, headers: { ...connection.headers, ...scope } };
}

/** Whether the package refuses to make the request at all. */
function isMisuse(error: unknown): error is Error {
  return error instanceof Error && "isValidation" in error;
}

function limitsOf(options: ConsulReadOptions): CallLimits {
  const blocking = blockingQuery(options);
  return {
    signal: options.signal,
    waits: blocking !== undefined,
    timeoutMs: options.timeoutMs ?? blocking?.timeoutMs ?? TIMEOUT_MS,
  };
}

function packageOptions(options: ConsulReadOptions, config: ConsulConfig): Omit<PackageOptions, "ctx"> {
  const { stale, consistent, near, filter } = options;
  const blocking = blockingQuery(options);
  const datacenter = options.datacenter ?? config.datacenter;
  return {
    ...(datacenter !== undefined && { dc: datacenter }),
    ...(blocking !== undefined && { index: String(blocking.index), wait: blocking.wait }),
    ...(stale === true && { stale }),
    ...(consistent === true && { consistent }),
    ...(near !== undefined && { near }),
    ...(filter !== undefined && { filter }),
  };
}
