import { opensslReason } from "../../diagnostics/openssl-reason.ts";
import type { FailureCode, ProbeFailure } from "./probe-answer.ts";
import { endpointOf, type Endpoint } from "./probe-request.ts";

/** How far a probe has come: what it waits for. */
export type Stage = "connection" | "handshake" | "answer";

/** Reads an error of Node's as the reason for having no answer. */
export function failureOf(error: unknown, stage: Stage, endpoint: Endpoint): ProbeFailure {
  const { code, message } = partsOf(error);
  const where = endpointOf(endpoint);
  const [kind, text] = judge({ code, message, stage, where });
  return { kind: "failed", code: kind, message: text };
}

/** The reason when the time was up or the caller gave up. */
export function giveUp(
  code: "timeout" | "aborted",
  { stage, timeoutMs, endpoint }: { stage: Stage; timeoutMs: number; endpoint: Endpoint },
): ProbeFailure {
  const where = endpointOf(endpoint);
  if (code === "aborted") return { kind: "failed", code, message: `The request to ${where} was given up` };
  const missing = { connection: "connection to", handshake: "TLS handshake with", answer: "answer from" };
  return { kind: "failed", code, message: `No ${missing[stage]} ${where} within ${timeoutMs} ms` };
}

/** The reason when the server closed the connection in good order, but too early. */
export function closedBy(endpoint: Endpoint, stage: Stage, received = ""): ProbeFailure {
  const when = {
    connection: "before it was used",
    handshake: "during the TLS handshake",
    answer: received === "" ? "without an answer" : "before the answer was whole",
  };
  return {
    kind: "failed",
    code: "reset",
    message: `${endpointOf(endpoint)} closed the connection ${when[stage]}`,
    ...(received !== "" && { received }),
  };
}

/** The reason when something else came than what was asked for. */
export function malformedAnswer(endpoint: Endpoint, what: string): ProbeFailure {
  return { kind: "failed", code: "protocol", message: `${endpointOf(endpoint)} ${what}` };
}

interface Failed {
  readonly code: string;
  readonly message: string;
  readonly stage: Stage;
  readonly where: string;
}

function judge({ code, message, stage, where }: Failed): readonly [FailureCode, string] {
  if (/\bgetaddrinfo\b/.test(message)) return ["dns", `The host of ${where} has no address (${code})`];
  if (code === "ECONNREFUSED") return ["refused", `Nothing listens at ${where}`];
  if (code === "ETIMEDOUT") return ["timeout", `No connection to ${where}: the system gave up`];
  if (code === "ECONNRESET" || code === "EPIPE") {
    const when = stage === "handshake" ? "during the TLS handshake" : "without a whole answer";
    return ["reset", `${where} closed the connection ${when}`];
  }
  // https://nodejs.org/api/errors.html: the codes of llhttp and of nghttp2.
  if (/^(?:HPE_|ERR_HTTP)/.test(code)) return ["protocol", `${where} sent a malformed answer: ${message}`];
  if (stage === "handshake" || /^(?:ERR_SSL_|ERR_OSSL_|ERR_TLS_|EPROTO)/.test(code)) {
    return ["tls", `No secure connection to ${where}: ${opensslReason(message) || code}`];
  }
  if (stage === "connection") return ["unreachable", `There is no network route to ${where} (${code})`];
  return ["protocol", `The connection to ${where} broke: ${message || code}`];
}

function partsOf(error: unknown): { readonly code: string; readonly message: string } {
  if (!(error instanceof Error)) return { code: "", message: String(error) };
  const code = "code" in error && typeof error.code === "string" ? error.code : error.name;
  // Of several addresses each has failed: Node tells of the first by the code, and puts all in `errors`.
  return { code, message: error.message };
}
