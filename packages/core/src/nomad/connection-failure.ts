import { NomadxError, type ErrorCode, type FailedRequest } from "../diagnostics/errors.ts";

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
export function connectionFailure(failed: FailedConnection): NomadxError {
  const [code, message, help] = judge(failed);
  const cause = { name: failed.name, code: failed.code, message: failed.message };
  return new NomadxError(code, message, { cause, help, request: failed.request });
}

type Judgement = readonly [code: ErrorCode, message: string, help: string];

const OTHER_ADDRESS = "Set NOMAD_ADDR to the address of a running Nomad agent.";

function judge({ code, message, answered, request, address, timeoutMs }: FailedConnection): Judgement {
  const call = `${request.method} ${new URL(request.url).pathname}`;
  const tlsHelp = helpForTls(code);
  if (tlsHelp !== undefined) {
    return ["tls", `No secure connection to ${address}: ${reasonOf(message) || code}`, tlsHelp];
  }
  if (code === "ETIMEDOUT" && !answered && !/awaiting 'socket'/.test(message)) {
    return ["unreachable", `No Nomad agent answers at ${address} (${message})`, OTHER_ADDRESS];
  }
  if (code === "ETIMEDOUT") {
    return [
      "timeout",
      `Nomad did not answer ${call} within ${timeoutMs / 1_000} s`,
      "The server may be overloaded.",
    ];
  }
  if (answered) {
    return ["protocol", `The answer to ${call} broke off (${message || code})`, after(request)];
  }
  if (code.startsWith("HPE_")) {
    return ["protocol", `What answers at ${address} does not speak HTTP (${message})`, OTHER_ADDRESS];
  }
  if (code === "ECONNRESET" || code === "EPIPE") {
    return ["unreachable", `The server closed the connection without an answer to ${call}`, after(request)];
  }
  return ["unreachable", `No Nomad agent answers at ${address} (${code})`, OTHER_ADDRESS];
}

function after({ method }: FailedRequest): string {
  return method === "GET"
    ? "Try again. If it stays so: does NOMAD_ADDR name the HTTP port of a Nomad agent?"
    : "It may have been carried out all the same: look before you send it again.";
}

/** What helps against a failed TLS handshake; `undefined` when `code` is of another kind. */
function helpForTls(code: string): string | undefined {
  if (code === "ERR_TLS_CERT_ALTNAME_INVALID" || code === "HOSTNAME_MISMATCH") {
    return "Set NOMAD_TLS_SERVER_NAME to a name that the certificate carries, such as server.global.nomad.";
  }
  if (/^(?:DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|INVALID_CA|CERT_UNTRUSTED|CERT_SIGNATURE)/.test(code)) {
    return "Set NOMAD_CACERT to a file with the authority that signed the server's certificate.";
  }
  if (/ALERT_(?:CERTIFICATE|BAD_CERTIFICATE|UNKNOWN_CA|HANDSHAKE_FAILURE|NO_CERTIFICATE)/.test(code)) {
    return "The server wants a client certificate that it trusts: set NOMAD_CLIENT_CERT and NOMAD_CLIENT_KEY.";
  }
  if (
    code === "ERR_SSL_WRONG_VERSION_NUMBER" ||
    code === "ERR_SSL_PACKET_LENGTH_TOO_LONG" ||
    code === "EPROTO"
  ) {
    return "The server may speak plain HTTP: then write http:// in NOMAD_ADDR.";
  }
  if (/^(?:CERT_|CRL_|ERR_TLS_|ERR_SSL_|ERR_OSSL_|INVALID_PURPOSE|PATH_LENGTH)/.test(code)) {
    return "Check the certificates in NOMAD_CACERT and NOMAD_CLIENT_CERT, and the one of the server.";
  }
  return undefined;
}

/** OpenSSL's own words: `tlsv13 alert certificate required` of `80..:error:0A..:SSL routines:f:tlsv13 ...:file.c:1:` */
function reasonOf(message: string): string {
  return /error:[\dA-F]+:[^:]*:[^:]*:([^:]+)/.exec(message)?.[1] ?? message;
}
