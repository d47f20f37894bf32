import type { CertificateInfo } from "./certificate-info.ts";

/** An answer over HTTP, whatever its status. */
export interface HttpAnswer {
  readonly kind: "http";
  readonly status: number;
  /** Names in lower case, in the order of their arrival; several of one name are joined with ", ". */
  readonly headers: Readonly<Record<string, string>>;
  /** At most 64 KiB of it, read as UTF-8. */
  readonly body: string;
  /** The body was longer. */
  readonly cut: boolean;
}

/** The connection was taken and kept, and what was expected came. */
export interface TcpAnswer {
  readonly kind: "tcp";
  /** The text that came until the probe had seen enough, read as UTF-8. */
  readonly received: string;
}

/** A gRPC server's answer about a service. */
export type ServingStatus = "UNKNOWN" | "SERVING" | "NOT_SERVING" | "SERVICE_UNKNOWN";

/** The server has a health service, and it answered. */
export interface GrpcHealthAnswer {
  readonly kind: "grpc-health";
  readonly serving: ServingStatus;
  /** Metadata, names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * A gRPC server answered the call with an error. 12 (UNIMPLEMENTED) is a server without a health service: traffic does
 * reach it all the same. Fabio itself answers 5 (NOT_FOUND) without a route; so does a health service that does not
 * know the service it was asked about. `headers` are those of the answer; what Fabio says itself has hardly any.
 */
export interface GrpcStatusAnswer {
  readonly kind: "grpc-status";
  readonly code: number;
  /** The server's own text. */
  readonly message: string;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * Why there was no answer.
 *
 * - `dns`: the host has no address; `refused`: nobody listens there; `unreachable`: no way to it
 * - `reset`: the connection was taken and then closed without a whole answer
 * - `tls`: no secure connection; `protocol`: what came is not what was asked for
 * - `timeout`: the time was up; `aborted`: the caller's signal
 */
export type FailureCode =
  "dns" | "refused" | "unreachable" | "reset" | "tls" | "protocol" | "timeout" | "aborted";

/** There was no answer. */
export interface ProbeFailure {
  readonly kind: "failed";
  readonly code: FailureCode;
  /** A sentence without its period; names the endpoint, nothing of what was sent. */
  readonly message: string;
  /** The text that had come until then, when that is not nothing. */
  readonly received?: string;
}

/** The outcome of one request, before it is known how long it took. */
export type ProbeOutcome = HttpAnswer | TcpAnswer | GrpcHealthAnswer | GrpcStatusAnswer | ProbeFailure;

/** The outcome of one request. */
export type ProbeAnswer = ProbeOutcome & {
  /** From the first packet to the last, in milliseconds. */
  readonly tookMs: number;
  /** There as soon as the server has shown one, whatever came after that. */
  readonly certificate?: CertificateInfo;
};
