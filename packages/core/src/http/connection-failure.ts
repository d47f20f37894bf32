import { NomadxError, type ErrorCode } from "../diagnostics/errors.ts";
import { opensslReason } from "../diagnostics/openssl-reason.ts";
import { callFailure, changesSomething, nameOf } from "./call-failure.ts";
import type { HttpCall } from "./http-request.ts";
import type { ServerNames } from "./server-names.ts";

/** An error of the network: Node's, OpenSSL's or got's. */
export interface NetworkError {
  readonly name: string;
  /** `ECONNREFUSED`, `CERT_HAS_EXPIRED`. */
  readonly code: string;
  readonly message: string;
}

/** The network's error in an error that was thrown; `undefined` for one of another kind. */
export function networkError(error: unknown): NetworkError | undefined {
  if (!(error instanceof Error) || error instanceof NomadxError) return undefined;
  if (!("code" in error) || typeof error.code !== "string") return undefined;
  return { name: error.name, code: error.code, message: error.message };
}

/** The error for a request that got no answer, or half of one; the message of `error` has to be fit to be shown. */
export function connectionFailure({ name, code, message }: NetworkError, call: HttpCall): NomadxError {
  const cause = { name, code, message };
  return callFailure({ ...judge({ name, code, message }, call), cause }, call);
}

interface Judgement {
  readonly code: ErrorCode;
  readonly message: string;
  readonly help?: string | undefined;
  /** Whether the server may have got the request. */
  readonly mayHaveArrived: boolean;
}

/** Failures to connect: the request was not sent. */
const NOT_CONNECTED: ReadonlySet<string> = new Set([
  ...["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "EHOSTUNREACH", "ENETUNREACH", "ENOENT", "EACCES"],
]);

function judge({ code, message }: NetworkError, call: HttpCall): Judgement {
  const { sent, request, address, names } = call;
  const what = nameOf(request);
  const otherAddress = `Set ${names.address} to the address of a running ${names.server}.`;
  const again = changesSomething(sent)
    ? undefined
    : `Try again. If it stays so: does ${names.address} name the HTTP port of a ${names.server}?`;
  const help = helpForTls(code, names);
  if (help !== undefined) {
    const reason = opensslReason(message) || code;
    const text = `No secure connection to ${address}: ${reason}`;
    return { code: "tls", message: text, help, mayHaveArrived: false };
  }
  if (request.status !== undefined) {
    const text = `The answer to ${what} broke off (${message || code})`;
    return { code: "protocol", message: text, help: again, mayHaveArrived: true };
  }
  if (code.startsWith("HPE_")) {
    const text = `The server at ${address} does not speak HTTP (${message})`;
    return { code: "protocol", message: text, help: otherAddress, mayHaveArrived: true };
  }
  if (code === "ERR_TOO_MANY_REDIRECTS") {
    const text = `${what} was redirected too many times`;
    return { code: "protocol", message: text, help: otherAddress, mayHaveArrived: false };
  }
  if (code === "ECONNRESET" || code === "EPIPE") {
    const text = `The server closed the connection without an answer to ${what}`;
    return { code: "unreachable", message: text, help: again, mayHaveArrived: true };
  }
  // The code says little about what took too long.
  const reason = code === "ETIMEDOUT" ? message : code;
  const text = `No ${names.server} answers at ${address} (${reason})`;
  const isConnecting = NOT_CONNECTED.has(code) || /awaiting '(?:lookup|connect|secureConnect)'/.test(message);
  return { code: "unreachable", message: text, help: otherAddress, mayHaveArrived: !isConnecting };
}

/** The advice for a failed TLS handshake; `undefined` when `code` is of another kind. */
function helpForTls(code: string, { product, address, tls }: ServerNames): string | undefined {
  if (code === "ERR_TLS_CERT_ALTNAME_INVALID" || code === "HOSTNAME_MISMATCH") {
    return tls === undefined
      ? `Write a name that the certificate carries in ${address}.`
      : `Set ${tls.serverName} to a name that the certificate carries, such as ${tls.usualServerName}.`;
  }
  if (/^(?:DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|INVALID_CA|CERT_UNTRUSTED|CERT_SIGNATURE)/.test(code)) {
    const file = "a file with the authority that signed the server's certificate";
    return `Set ${tls === undefined ? "NODE_EXTRA_CA_CERTS" : tls.caCert} to ${file}.`;
  }
  if (/ALERT_(?:CERTIFICATE|BAD_CERTIFICATE|UNKNOWN_CA|HANDSHAKE_FAILURE|NO_CERTIFICATE)/.test(code)) {
    return tls === undefined
      ? `The server wants a client certificate, and nomadx has none for ${product}.`
      : `The server wants a client certificate that it trusts: set ${tls.clientCert} and ${tls.clientKey}.`;
  }
  if (
    code === "ERR_SSL_WRONG_VERSION_NUMBER" ||
    code === "ERR_SSL_PACKET_LENGTH_TOO_LONG" ||
    code === "EPROTO"
  ) {
    return `The server may speak plain HTTP: then write http:// in ${address}.`;
  }
  if (/^(?:CERT_|CRL_|ERR_TLS_|ERR_SSL_|ERR_OSSL_|INVALID_PURPOSE|PATH_LENGTH)/.test(code)) {
    return tls === undefined
      ? "Check the certificate of the server."
      : `Check the certificates in ${tls.caCert} and ${tls.clientCert}, and the one of the server.`;
  }
  return undefined;
}
