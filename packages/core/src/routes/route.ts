import type { HttpBackend, RedirectBackend, StreamBackend } from "./backend.ts";
import type { ConnectionMatch, RequestMatch, ServerNameMatch } from "./route-match.ts";

/**
 * A rule of a balancer: which requests or connections it is for, and who gets them. Fabio's table is read into such routes,
 * and what any balancer is set to can be written from them; none of its words are Fabio's.
 *
 * In a list of routes, those that take a request before others come first. A route has at least one backend.
 */
export type Route = HttpRoute | GrpcRoute | TcpRoute | TlsRoute;

/** Requests by host and path. */
export interface HttpRoute {
  readonly kind: "http";
  readonly match: RequestMatch;
  readonly backends: readonly (HttpBackend | RedirectBackend)[];
}

/** gRPC calls: HTTP/2 whose path is that of a method. */
export interface GrpcRoute {
  readonly kind: "grpc";
  readonly match: RequestMatch;
  readonly backends: readonly HttpBackend[];
}

/** Connections by the port that they come to, passed on as they are. */
export interface TcpRoute {
  readonly kind: "tcp";
  readonly match: ConnectionMatch;
  readonly backends: readonly StreamBackend[];
}

/** TLS connections by the name that the client asks for, passed on without ending TLS. */
export interface TlsRoute {
  readonly kind: "tls";
  readonly match: ServerNameMatch;
  readonly backends: readonly StreamBackend[];
}
