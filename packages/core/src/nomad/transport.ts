import type * as z from "zod/mini";

import type { NomadxError } from "../diagnostics/errors.ts";
import { stringifyJson } from "../units/json.ts";
import type { Uint } from "../units/uint.ts";
import { answerOf, type Answer } from "../http/answer.ts";
import { connectionTo } from "../http/connection.ts";
import { decode } from "../http/decode.ts";
import type { HttpAnswer, Method } from "../http/http-request.ts";
import { tokenInWords } from "../http/server-config.ts";
import { createHttpTransport, isSuccess, type TransportPorts } from "../http/transport.ts";
import type { NomadConfig } from "./config.ts";
import { refusal } from "./refusal.ts";
import { nomadNames } from "./agent-names.ts";

/** Query parameters; `undefined` ones are left out. */
export type Query = Readonly<Record<string, string | Uint | boolean | undefined>>;

/** The parts of a request besides its path. */
export interface RequestOptions {
  readonly query?: Query | undefined;
  /** Sent as JSON, `bigint` as integers. */
  readonly body?: unknown;
  /** Ends the request; it then throws the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  /** For the whole answer, further attempts included, in milliseconds; streams take none. @default 60000 */
  readonly timeoutMs?: number | undefined;
  /** The largest answer, in bytes; streams have no limit. @default 64 MiB */
  readonly maxBytes?: number | undefined;
  /** The server is expected to hold the answer back, so other requests must not queue behind this one. */
  readonly waits?: boolean | undefined;
  /** Changes nothing whatever its method: whether it arrived does not matter. */
  readonly isDryRun?: boolean | undefined;
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

const TIMEOUT_MS = 60_000;

/**
 * Nomad's API over the one way out to a server. The token and the basic-auth password go into headers and nowhere else:
 * not into errors, and not to another server when this one redirects.
 * @throws {NomadxError} `tls` for certificate files that cannot be used, `usage` for a token that is no header value
 */
export function createTransport(config: NomadConfig, ports: TransportPorts = {}): Transport {
  const http = createHttpTransport(connectionTo(config, nomadNames), nomadNames, ports);

  const send = async (method: Method, path: string, options: RequestOptions): Promise<HttpAnswer> => {
    const { body, signal, timeoutMs = TIMEOUT_MS, maxBytes, waits, isDryRun } = options;
    const answer = await http.send({
      ...{
        method,
        path: pathWith(options.query, path, config),
        signal,
        timeoutMs,
        maxBytes,
        waits,
        isDryRun,
      },
      ...(body !== undefined && {
        body: stringifyJson(body),
        headers: { "content-type": "application/json" },
      }),
    });
    if (!isSuccess(answer.status)) throw refused(answer);
    return answer;
  };

  const refused = (answer: HttpAnswer): NomadxError =>
    refusal({ ...answer, sentToken: tokenInWords(config) });

  async function* stream(path: string, options: RequestOptions): AsyncGenerator<Uint8Array> {
    const { query, signal } = options;
    const opened = await http.open({
      method: "GET",
      path: pathWith(query, path, config),
      waits: true,
      signal,
    });
    if (!isSuccess(opened.status)) throw refused(await opened.rest());
    yield* opened.body;
  }

  return {
    address: http.address,
    async request(method, path, schema, options = {}) {
      const answer = await send(method, path, options);
      return answerOf(decode(schema, answer, http.clean), answer.headers, nomadNames.product);
    },
    async text(path, options = {}) {
      const { text, headers } = await send("GET", path, options);
      return answerOf(text, headers, nomadNames.product);
    },
    stream: (path, options = {}) => stream(path, options),
    close: () => http.close(),
  };
}

/** The path with its query; the configured region and namespace come first, and give way to the call's own. */
function pathWith(query: Query = {}, path: string, { region, namespace }: NomadConfig): string {
  const parameters = new URLSearchParams();
  const add = (name: string, value: Query[string]) => {
    if (value !== undefined) parameters.set(name, String(value));
  };
  add("region", region);
  add("namespace", namespace);
  for (const [name, value] of Object.entries(query)) add(name, value);
  return parameters.size === 0 ? path : `${path}?${parameters.toString()}`;
}
