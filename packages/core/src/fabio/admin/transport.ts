import { NomadxError, type ErrorCode } from "../../diagnostics/errors.ts";
import { MAX_CONNECTIONS, USER_AGENT } from "../../http/connection.ts";
import type { HttpAnswer, HttpCall } from "../../http/http-request.ts";
import type { ServerNames } from "../../http/server-names.ts";
import { createHttpTransport, type TransportPorts } from "../../http/transport.ts";

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
  readonly call: HttpCall;
}

/** One way to the admin API of one Fabio. */
export interface AdminTransport {
  /** Without credentials and path. */
  readonly address: string;
  /**
   * Sends a request; a read again where its connection breaks. A redirect is an error: that is how Fabio answers to paths
   * it does not know.
   * @throws {NomadxError} `unreachable`, `tls`, `permission`, `not-found`, `conflict`, `refused`, `protocol`
   */
  send(method: "GET" | "PUT", path: string, options?: SendOptions): Promise<AdminResponse>;
}

/** The options of a request. */
interface SendOptions {
  readonly body?: string;
  readonly signal?: AbortSignal | undefined;
  /** Not behind `ui.path`. */
  readonly atRoot?: boolean;
}

const TIMEOUT_MS = 10_000;

const fabioNames: ServerNames = { product: "Fabio", server: "Fabio", address: "FABIO_ADDR" };

/**
 * Fabio's admin API over the one way out to a server.
 * @throws {NomadxError} `usage` for an address that is no URL of a server
 */
export function createAdminTransport(
  connection: AdminConnection,
  ports: TransportPorts = {},
): AdminTransport {
  const { basePath = "", timeoutMs = TIMEOUT_MS, ca } = connection;
  const address = originOf(connection.address);
  const base = basePath.replace(/\/+$/, "");
  const http = createHttpTransport(
    {
      ...{ address, base: address, headers: USER_AGENT, secrets: [], limits: MAX_CONNECTIONS },
      ...(address.startsWith("https:") && { tls: { verify: true, ...(ca !== undefined && { ca: [ca] }) } }),
      // It is asked whether it is alive, and a table may be asked of several of which one is away.
      isExpected: false,
      followsRedirects: false,
    },
    fabioNames,
    ports,
  );
  return {
    address,
    async send(method, path, { body, signal, atRoot = false } = {}) {
      const answer = await http
        .send({
          ...{ method, path: `${atRoot ? "" : base}${path}`, signal, timeoutMs },
          ...(body !== undefined && { body, headers: { "content-type": "application/json" } }),
        })
        .catch((error: unknown) => {
          throw asAway(error);
        });
      if (answer.status !== 200) throw refusal(answer);
      return answer;
    },
  };
}

/** A Fabio answers from memory: one that does not in time is as good as not there. */
function asAway(error: unknown): unknown {
  // Another `timeout` is the reason of the caller's signal.
  if (!(error instanceof NomadxError) || error.code !== "timeout" || error.request === undefined)
    return error;
  const { message, request, help } = error;
  return new NomadxError("unreachable", message, {
    ...{ cause: error, request },
    ...(help !== undefined && { help }),
  });
}

function originOf(address: string): string {
  const text = /^[a-z]+:\/\//i.test(address) ? address : `http://${address}`;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol) || url.username !== "" || url.password !== "") {
    throw new NomadxError("usage", "The address of a Fabio's admin API is http(s)://host:port");
  }
  return url.origin;
}

function refusal({ status, call: { request } }: HttpAnswer): NomadxError {
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
