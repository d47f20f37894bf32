import type { NomadxError } from "../diagnostics/errors.ts";
import { answerTooLarge, callTimeout, gatewayFailure } from "./call-failure.ts";
import { systemClock, type Clock } from "./clock.ts";
import type { Connection } from "./connection.ts";
import { connectionFailure, networkError, type NetworkError } from "./connection-failure.ts";
import type { Wire, WireAnswer } from "./got-wire.ts";
import {
  MAX_ANSWER_BYTES,
  type HttpAnswer,
  type HttpCall,
  type HttpRequest,
  type HttpStream,
  type StreamRequest,
  type WholeRequest,
} from "./http-request.ts";
import { limitCall, type CallLimit } from "./limit-call.ts";
import { eitherSignal } from "./on-abort.ts";
import { readBody } from "./read-body.ts";
import { DEFAULT_RETRY, retryDelay, type RetryPolicy } from "./retry.ts";
import { isHtml, textCleaner, type Cleaner } from "./server-text.ts";
import type { ServerNames } from "./server-names.ts";

/**
 * The one way out to a server: where it is, how it is trusted, what goes with every request, what is tried again, and
 * what an answer may cost in time and size. It knows no product's API: what an answer means, its caller says.
 */
export interface HttpTransport {
  /** Where requests go, without credentials. */
  readonly address: string;
  /** Makes the server's text fit to be shown. */
  readonly clean: Cleaner;
  /**
   * Sends a request and reads the whole answer, whatever its status. Reads (GET) are tried again when that may help,
   * unless they wait: only who repeats a blocking query can start it over. Writes are sent once.
   * @throws {NomadxError} `unreachable`, `tls`, `timeout`, `protocol` for half an answer or one that is too large
   */
  send(request: WholeRequest): Promise<HttpAnswer>;
  /**
   * Sends a request, once, and hands the answer over as it comes, without a limit of time or size.
   * @throws {NomadxError} as `send` does
   */
  open(request: StreamRequest): Promise<HttpStream>;
  /** Closes the connections that are kept open for further requests. */
  close(): void;
}

/** The parts of the world that a transport needs besides the network; replaced in tests. */
export interface TransportPorts {
  /** From 0 to 1, for the jitter of delays. */
  readonly random?: () => number;
  readonly retry?: RetryPolicy;
  readonly clock?: Clock;
  /** Ends every request, as its own signal does; looked at only when there is a request. */
  readonly signal?: AbortSignal;
}

/** Of an error's text, which may be a page, no more is read. */
const MAX_ERROR_BYTES = 64 * 1024;

/** A transport over keep-alive HTTP/1.1. It opens nothing, and loads no HTTP client, before the first request. */
export function createHttpTransport(
  connection: Connection,
  names: ServerNames,
  ports: TransportPorts = {},
): HttpTransport {
  const { random = Math.random, retry = DEFAULT_RETRY, clock = systemClock } = ports;
  const { address, base } = connection;
  const clean = textCleaner(connection.secrets);
  let wire: Promise<Wire> | undefined;

  const endedByAny = <Sent extends HttpRequest>(sent: Sent): Sent => ({
    ...sent,
    signal: eitherSignal(ports.signal, sent.signal),
  });

  const begin = async (sent: StreamRequest, limit: CallLimit): Promise<WireAnswer> => {
    wire ??= import("./got-wire.ts").then(({ createWire }) => createWire(connection));
    const { method, path, headers = {}, body, waits = false, silenceMs } = sent;
    const url = `${base}${path}`;
    const { signal, start: onBegin } = limit;
    return (await wire).open({ method, url, headers, body, waits, silenceMs, signal, onBegin });
  };

  const callOf = (sent: HttpRequest, status?: number): HttpCall => {
    const request = {
      method: sent.method,
      url: `${base}${sent.path}`,
      ...(status !== undefined && { status }),
    };
    return { sent, request, address, names };
  };

  const readWhole = async (answer: WireAnswer, call: HttpCall, maxBytes: number): Promise<HttpAnswer> => {
    const { status, headers } = answer;
    if (isSuccess(status)) {
      const { text, isCut } = await readBody(answer.body, maxBytes);
      if (isCut) throw answerTooLarge(maxBytes, call);
      return { status, headers, text, call };
    }
    const { text, isCut } = await readBody(answer.body, MAX_ERROR_BYTES);
    const { location } = headers;
    const said = clean(status < 400 && typeof location === "string" ? `to ${location}` : text);
    const shown = isCut && !isHtml(text) ? `${said}… (the server's text goes on after 64 KiB)` : said;
    return { status, headers, text, call: { ...call, request: { ...call.request, text: shown } } };
  };

  /** One attempt. What the network does to it is a value, as it may be made again. */
  const attempt = async (sent: WholeRequest, limit: CallLimit): Promise<Attempt> => {
    let call = callOf(sent);
    try {
      const answer = await begin(sent, limit);
      call = callOf(sent, answer.status);
      return { answer: await readWhole(answer, call, sent.maxBytes ?? MAX_ANSWER_BYTES) };
    } catch (error) {
      sent.signal?.throwIfAborted();
      if (limit.isUp()) throw callTimeout(sent.timeoutMs, call);
      return { call, error: shownError(error) };
    }
  };

  const shownError = (error: unknown): NetworkError => {
    const found = networkError(error);
    if (found === undefined) throw error;
    return { ...found, message: clean(found.message) };
  };

  /** Milliseconds before a request is sent again; 0 for never. */
  const delayAfter = (tried: Attempt, sent: HttpRequest, count: number): number => {
    if (sent.method !== "GET" || sent.waits) return 0;
    if ("answer" in tried) return retryDelay({ count, answer: tried.answer }, retry, random);
    const { code } = tried.error;
    if (code === "ECONNREFUSED" && !connection.isExpected) return 0;
    return retryDelay({ count, code }, retry, random);
  };

  return {
    address,
    clean,
    async send(given) {
      const sent = endedByAny(given);
      sent.signal?.throwIfAborted();
      const limit = limitCall(sent.signal, sent.timeoutMs);
      try {
        for (let count = 1; ; count++) {
          const tried = await attempt(sent, limit);
          const delay = delayAfter(tried, sent, count);
          if (delay === 0) return conclude(tried);
          // The time may be up before the next attempt; then the last one says what was wrong.
          await clock.sleep(delay, limit.signal).catch(() => sent.signal?.throwIfAborted());
          if (limit.isUp()) return conclude(tried);
        }
      } finally {
        limit.end();
      }
    },
    async open(given) {
      const sent = endedByAny(given);
      sent.signal?.throwIfAborted();
      const limit = limitCall(sent.signal, Infinity);
      const explain = (error: unknown, call: HttpCall): NomadxError => {
        sent.signal?.throwIfAborted();
        return connectionFailure(shownError(error), call);
      };
      const answer = await begin(sent, limit).catch((error: unknown) => {
        limit.end();
        throw explain(error, callOf(sent));
      });
      const call = callOf(sent, answer.status);
      const body = throughTo(answer.body, limit.end, (error) => explain(error, call));
      return {
        ...{ status: answer.status, headers: answer.headers, body },
        rest: async () => conclude({ answer: await readWhole({ ...answer, body }, call, MAX_ANSWER_BYTES) }),
      };
    },
    close() {
      void wire?.then((opened) => opened.close());
    },
  };
}

/** The outcome of one attempt. */
type Attempt = { readonly answer: HttpAnswer } | { readonly call: HttpCall; readonly error: NetworkError };

/** The outcome of an attempt after which there is no other. */
function conclude(tried: Attempt): HttpAnswer {
  if ("error" in tried) throw connectionFailure(tried.error, tried.call);
  const { answer } = tried;
  if (answer.status === 502 || answer.status === 504) {
    throw gatewayFailure(answer.call);
  }
  return answer;
}

/** The same chunks, with the errors of the network explained. */
async function* throughTo(
  body: AsyncIterable<Uint8Array>,
  onEnd: () => void,
  explain: (error: unknown) => NomadxError,
): AsyncGenerator<Uint8Array> {
  try {
    yield* body;
  } catch (error) {
    throw explain(error);
  } finally {
    onEnd();
  }
}

/** Whether a status says that what was asked for is done. */
export function isSuccess(status: number): boolean {
  return status >= 200 && status <= 299;
}
