import got, { RequestError } from "got";

import { NomadxError, type ErrorCode, type FailedRequest } from "../../diagnostics/errors.ts";

/** Where a Fabio's admin API is, and how to get there. */
export interface AdminConnection {
  /** `http://host:9998`; without a scheme it is http. */
  readonly address: string;
  /** The value of Fabio's `ui.path`. @default "" */
  readonly basePath?: string;
  /** For one request, from start to end, in milliseconds. @default 10000 */
  readonly timeoutMs?: number;
  /** Certificates in PEM that are trusted instead of the usual ones. */
  readonly ca?: string;
}

/** An answer that was no failure. */
export interface AdminResponse {
  readonly text: string;
  readonly request: FailedRequest;
}

/** One way to the admin API of one Fabio. */
export interface AdminTransport {
  /** Without credentials and path. */
  readonly address: string;
  /**
   * Sends a request, once. A redirect is an error: that is how Fabio answers to paths it does not know.
   * @throws {NomadxError} `unreachable`, `tls`, `timeout`, `permission`, `not-found`, `conflict`, `refused`
   */
  send(method: "GET" | "PUT", path: string, options?: SendOptions): Promise<AdminResponse>;
}

/** What may go with a request. */
interface SendOptions {
  readonly body?: string;
  readonly signal?: AbortSignal | undefined;
  /** Not behind `ui.path`. */
  readonly atRoot?: boolean;
}

const TIMEOUT_MS = 10_000;

/**
 * A transport over HTTP or HTTPS.
 * @throws {NomadxError} `usage` for an address that is no URL of a server
 */
export function createAdminTransport(connection: AdminConnection): AdminTransport {
  const { basePath = "", timeoutMs = TIMEOUT_MS, ca } = connection;
  const origin = originOf(connection.address);
  const base = basePath.replace(/\/+$/, "");
  return {
    address: origin,
    async send(method, path, { body, signal, atRoot = false } = {}) {
      const url = `${origin}${atRoot ? "" : base}${path}`;
      const request: FailedRequest = { method, url };
      signal?.throwIfAborted();
      const response = await got(url, {
        method,
        followRedirect: false,
        throwHttpErrors: false,
        retry: { limit: 0 },
        timeout: { request: timeoutMs },
        ...(ca !== undefined && { https: { certificateAuthority: ca } }),
        ...(body !== undefined && { body, headers: { "content-type": "application/json" } }),
        ...(signal !== undefined && { signal }),
      }).catch((error: unknown) => {
        signal?.throwIfAborted();
        throw error instanceof RequestError ? connectionError(error, request, timeoutMs) : error;
      });
      const { statusCode: status, body: text } = response;
      const answered = { ...request, status, text: text.trim() };
      if (status === 200) return { text, request: answered };
      throw refusal(status, answered);
    },
  };
}

function originOf(address: string): string {
  const text = /^[a-z]+:\/\//i.test(address) ? address : `http://${address}`;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol) || url.username !== "" || url.password !== "") {
    throw new NomadxError("usage", "The address of a Fabio's admin API is http(s)://host:port");
  }
  return url.origin;
}

function refusal(status: number, request: FailedRequest): NomadxError {
  const said = request.text === undefined || request.text === "" ? "" : `: ${request.text}`;
  const [code, message, help] = reasonOf(status, said);
  return new NomadxError(code, `Fabio at ${request.url} ${message}`, {
    request,
    ...(help !== undefined && { help }),
  });
}

function reasonOf(status: number, said: string): readonly [ErrorCode, string, string?] {
  if ((status >= 300 && status < 400) || status === 404) {
    return [
      "not-found",
      `has nothing there (${status})`,
      "Is Fabio run with -ui.path? Then give that path, too.",
    ];
  }
  if (status === 403) {
    return [
      "permission",
      "does not allow that",
      "Overrides need -ui.access=rw in Fabio's own configuration.",
    ];
  }
  if (status === 409) {
    return [
      "conflict",
      `refused the write${said}`,
      "Read the overrides again, and write with their version.",
    ];
  }
  return ["refused", `answered ${status}${said}`];
}

function connectionError(error: RequestError, request: FailedRequest, timeoutMs: number): NomadxError {
  const [code, message] = failureOf(error, timeoutMs);
  return new NomadxError(code, `Fabio at ${request.url} ${message}`, { request, cause: error });
}

function failureOf({ name, code, message }: RequestError, timeoutMs: number): readonly [ErrorCode, string] {
  if (name === "TimeoutError") return ["timeout", `did not answer within ${timeoutMs} ms`];
  const isTls = /^(?:ERR_TLS|ERR_SSL|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO|EPROTO)/.test(code);
  return isTls ? ["tls", `cannot be trusted: ${message}`] : ["unreachable", `cannot be reached: ${message}`];
}
