import { NomadxError, type ErrorCode, type FailedRequest } from "../diagnostics/errors.ts";
import type { HttpCall } from "./http-request.ts";

/** Why a call failed. */
interface Failure {
  readonly code: ErrorCode;
  readonly message: string;
  readonly help?: string | undefined;
  readonly cause?: unknown;
  /** Whether the server may have got the request. @default true */
  readonly mayHaveArrived?: boolean;
}

/** The error for a failed call. Of a write that may have arrived it says that nobody knows whether it was done. */
export function callFailure(failure: Failure, { sent, request }: HttpCall): NomadxError {
  const { code, message, cause, mayHaveArrived = true } = failure;
  const isUncertain = mayHaveArrived && changesSomething(sent);
  const help = [isUncertain ? UNCERTAIN : "", failure.help ?? ""]
    .filter((sentence) => sentence !== "")
    .join(" ");
  return new NomadxError(code, message, {
    request: { ...request, ...(isUncertain && { uncertain: true }) },
    ...(cause !== undefined && { cause }),
    ...(help !== "" && { help }),
  });
}

const UNCERTAIN = "It may have been carried out anyway: check before you send it again.";

/** Whether sending it twice could do something twice. */
export function changesSomething({ method, isDryRun = false }: HttpCall["sent"]): boolean {
  return method !== "GET" && !isDryRun;
}

/** A request in a message: `GET /v1/jobs`. */
export function nameOf({ method, url }: FailedRequest): string {
  return `${method} ${new URL(url).pathname}`;
}

/** The error for a call that took too long; the connection itself stood. */
export function callTimeout(timeoutMs: number, call: HttpCall): NomadxError {
  const { product } = call.names;
  const what = nameOf(call.request);
  const limit = `${timeoutMs / 1_000} s`;
  const message =
    call.request.status === undefined
      ? `${product} did not answer ${what} within ${limit}`
      : `${product}'s answer to ${what} was not complete within ${limit}`;
  return callFailure({ code: "timeout", message, help: "The server may be overloaded." }, call);
}

/** The error for an answer that does not end where a sensible one would have ended. */
export function answerTooLarge(maxBytes: number, call: HttpCall): NomadxError {
  const { address, server } = call.names;
  const size = `${Math.round(maxBytes / 1024 / 1024)} MiB`;
  const message = `The answer to ${nameOf(call.request)} is larger than ${size}, and was not read to its end`;
  return callFailure({ code: "protocol", message, help: `Does ${address} name a ${server}?` }, call);
}

/** The error for an answer of a proxy that has got none itself: 502, 504. */
export function gatewayFailure(call: HttpCall): NomadxError {
  const { product, address } = call.names;
  const { status, text } = call.request;
  const message = `A proxy in front of ${product} got no answer to ${nameOf(call.request)} (${text || `status ${status}`})`;
  return callFailure(
    { code: "unreachable", message, help: `Does ${product} run at the address in ${address}?` },
    call,
  );
}
