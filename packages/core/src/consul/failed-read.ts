import { NomadxError, type FailedRequest } from "../diagnostics/errors.ts";
import { connectionFailure } from "../http/connection-failure.ts";
import { notJson } from "../http/decode.ts";
import type { Cleaner } from "../http/server-text.ts";
import { consulRefusal } from "./refusal.ts";
import { readMessage } from "./response.ts";
import { consulWords } from "./words.ts";

/** A read that failed, as far as its error has to tell of it. */
export interface FailedRead {
  readonly request: FailedRequest;
  readonly timeoutMs: number;
  /** The agent's address as it was configured. */
  readonly address: string;
  readonly hasToken: boolean;
  readonly clean: Cleaner;
}

/**
 * The error for what the `consul` package has thrown. That itself is not handed on: it refers to the request, and so to
 * the token.
 */
export function readFailure(error: unknown, read: FailedRead): unknown {
  if (error instanceof NomadxError || !(error instanceof Error)) return error;
  const { timeoutMs, address, hasToken, clean } = read;
  const response = "response" in error ? readMessage(error.response) : undefined;
  const request = { ...read.request, ...(response !== undefined && { status: response.status }) };
  if (response !== undefined && (response.status < 200 || response.status > 299)) {
    const { status, text, location } = response;
    return consulRefusal({ status, text, request: { ...request, text: clean(location ?? text) }, hasToken });
  }
  if (error instanceof SyntaxError || "isCodec" in error) {
    return notJson(response?.text ?? "", { request, clean, words: consulWords });
  }
  const isTimeout = "isTimeout" in error;
  const failed = {
    name: error.name,
    code: isTimeout ? "ETIMEDOUT" : codeOf(error),
    // As got words it; the connection may stand, or may not.
    message: isTimeout ? "Timeout awaiting 'socket'" : clean(error.message),
    answered: response !== undefined,
    request,
    address,
    timeoutMs,
  };
  return connectionFailure(failed, consulWords);
}

/** The code of an error of Node's, such as `ECONNREFUSED`; "" where it has none. */
export function codeOf(error: unknown): string {
  return typeof error === "object" && error !== null && "code" in error ? String(error.code) : "";
}
