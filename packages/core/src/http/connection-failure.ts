import { NomadxError, type ErrorCode, type FailedRequest } from "../diagnostics/errors.ts";
import { opensslReason } from "../diagnostics/openssl-reason.ts";
import type { ServerWords } from "./server-words.ts";

/** As much of a failed connection as is needed to explain it. */
export interface FailedConnection {
  readonly name: string;
  /** Node's, OpenSSL's or got's code: `ECONNREFUSED`, `CERT_HAS_EXPIRED`. */
  readonly code: string;
  /** Fit to be shown. */
  readonly message: string;
  /** The answer had begun. */
  readonly answered: boolean;
  readonly request: FailedRequest;
  /** The agent's address as it was configured. */
  readonly address: string;
  /** How long was waited, for timeouts, in milliseconds. */
  readonly timeoutMs: number;
}

/** The error for a request that got no answer, or half of one. */
export function connectionFailure(failed: FailedConnection, words: ServerWords): NomadxError {
  const [code, message, help] = judge(failed, words);
  const cause = { name: failed.name, code: failed.code, message: failed.message };
  return new NomadxError(code, message, { cause, help, request: failed.request });
}

type Judgement = readonly [code: ErrorCode, message: string, help: string];

function judge(failed: FailedConnection, words: ServerWords): Judgement {
  const { code, message, answered, request, address, timeoutMs } = failed;
  const { product } = words;
  const otherAddress = `Set ${words.address} to the address of a running ${product} agent.`;
  const call = `${request.method} ${new URL(request.url).pathname}`;
  const tlsHelp = helpForTls(code, words);
  if (tlsHelp !== undefined) {
    return ["tls", `No secure connection to ${address}: ${opensslReason(message) || code}`, tlsHelp];
  }
  if (code === "ETIMEDOUT" && !answered && !/awaiting 'socket'/.test(message)) {
    return ["unreachable", `No ${product} agent answers at ${address} (${message})`, otherAddress];
  }
  if (code === "ETIMEDOUT") {
    return [
      "timeout",
      `${product} did not answer ${call} within ${timeoutMs / 1_000} s`,
      "The server may be overloaded.",
    ];
  }
  if (answered) {
    return ["protocol", `The answer to ${call} broke off (${message || code})`, after(request, words)];
  }
  if (code.startsWith("HPE_")) {
    return ["protocol", `What answers at ${address} does not speak HTTP (${message})`, otherAddress];
  }
  if (code === "ECONNRESET" || code === "EPIPE") {
    return [
      "unreachable",
      `The server closed the connection without an answer to ${call}`,
      after(request, words),
    ];
  }
  return ["unreachable", `No ${product} agent answers at ${address} (${code})`, otherAddress];
}

function after({ method }: FailedRequest, { product, address }: ServerWords): string {
  return method === "GET"
    ? `Try again. If it stays so: does ${address} name the HTTP port of a ${product} agent?`
    : "It may have been carried out all the same: look before you send it again.";
}

/** What helps against a failed TLS handshake; `undefined` when `code` is of another kind. */
function helpForTls(code: string, words: ServerWords): string | undefined {
  if (code === "ERR_TLS_CERT_ALTNAME_INVALID" || code === "HOSTNAME_MISMATCH") {
    return `Set ${words.tlsServerName} to a name that the certificate carries, such as ${words.usualServerName}.`;
  }
  if (/^(?:DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|INVALID_CA|CERT_UNTRUSTED|CERT_SIGNATURE)/.test(code)) {
    return `Set ${words.caCert} to a file with the authority that signed the server's certificate.`;
  }
  if (/ALERT_(?:CERTIFICATE|BAD_CERTIFICATE|UNKNOWN_CA|HANDSHAKE_FAILURE|NO_CERTIFICATE)/.test(code)) {
    return `The server wants a client certificate that it trusts: set ${words.clientCert} and ${words.clientKey}.`;
  }
  if (
    code === "ERR_SSL_WRONG_VERSION_NUMBER" ||
    code === "ERR_SSL_PACKET_LENGTH_TOO_LONG" ||
    code === "EPROTO"
  ) {
    return `The server may speak plain HTTP: then write http:// in ${words.address}.`;
  }
  if (/^(?:CERT_|CRL_|ERR_TLS_|ERR_SSL_|ERR_OSSL_|INVALID_PURPOSE|PATH_LENGTH)/.test(code)) {
    return `Check the certificates in ${words.caCert} and ${words.clientCert}, and the one of the server.`;
  }
  return undefined;
}
