import type { FailedRequest } from "../diagnostics/errors.ts";
import type { Headers } from "./answer.ts";
import type { ServerNames } from "./server-names.ts";

/** The verbs that the servers' APIs know. */
export type Method = "GET" | "PUT" | "POST" | "DELETE";

/** One request to a server, whichever it is. */
export interface HttpRequest {
  readonly method: Method;
  /** Below the server's address, escaped, with its query: `/v1/jobs?prefix=web`. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly body?: string | undefined;
  /** Changes nothing whatever its method, as a plan does: whether it arrived does not matter. */
  readonly isDryRun?: boolean | undefined;
  /** The server is expected to hold the answer back, so other requests must not queue behind this one. */
  readonly waits?: boolean | undefined;
  /** Ends the request; it then throws the signal's reason. */
  readonly signal?: AbortSignal | undefined;
}

/** A request whose whole answer is read. */
export interface WholeRequest extends HttpRequest {
  /** For all of it, further attempts and the last byte included, in milliseconds; waiting for a free connection apart. */
  readonly timeoutMs: number;
  /** The largest answer, unpacked. @default MAX_ANSWER_BYTES */
  readonly maxBytes?: number | undefined;
}

/** A request whose answer is read as it comes, as long as it comes. */
export interface StreamRequest extends HttpRequest {
  /** The longest time without a byte, in milliseconds. @default Infinity */
  readonly silenceMs?: number | undefined;
}

/** The largest answer that is taken into memory: some ten thousand allocations with all their events. */
export const MAX_ANSWER_BYTES = 64 * 1024 * 1024;

/** A server's answer, with whatever status. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: Headers;
  /** As it came. Of an error at most its first 64 KiB. */
  readonly text: string;
  /** For errors about it: its request has the status and, where that is none of success, the text, fit to be shown. */
  readonly call: HttpCall;
}

/** A call, as far as its errors have to tell of it. */
export interface HttpCall {
  readonly sent: Pick<HttpRequest, "method" | "isDryRun">;
  /** With the status, once the answer has begun. */
  readonly request: FailedRequest;
  /** The server's address as it was configured. */
  readonly address: string;
  readonly names: ServerNames;
}

/** The beginning of an answer that goes on. */
export interface HttpStream {
  readonly status: number;
  readonly headers: Headers;
  /** Ends with the answer; throws as `send` does where that breaks off. */
  readonly body: AsyncIterable<Uint8Array>;
  /** Reads the rest as an answer: what there is to do with an error. */
  readonly rest: () => Promise<HttpAnswer>;
}
