import type { Route, Target } from "../table/route-table.ts";

/** The fate of the requests that a target gets. */
export type TargetAnswer =
  /** Passed on: over HTTP under `url` with `hostHeader`, over TCP to the address in `url`. */
  | { readonly kind: "forwarded"; readonly url: string; readonly hostHeader?: string }
  | { readonly kind: "redirected"; readonly code: number; readonly location: string }
  /** The redirect leads to where the request is already, so that the next host is tried. */
  | { readonly kind: "skipped"; readonly location: string }
  /** 403 over HTTP; connections are closed. */
  | { readonly kind: "denied" }
  /** 401 */
  | { readonly kind: "unauthorized"; readonly scheme: string };

/** A target of the route that was found. */
export interface TargetShare {
  readonly target: Target;
  /** Percent of the route's requests. */
  readonly share: number;
  readonly answer: TargetAnswer;
}

/** The route of a request, or why Fabio does not even come to look for one. */
export type Match =
  | {
      readonly kind: "route";
      readonly route: Route;
      /** `tcp`: bytes are passed on as they are. */
      readonly protocol: "http" | "grpc" | "tcp";
    }
  /** The request cannot be read: 400, or INTERNAL over gRPC. */
  | { readonly kind: "unreadable"; readonly error: string }
  /** Fabio panics: an HTTP client gets no answer, and on a gRPC listener the process ends. */
  | { readonly kind: "panic"; readonly error: string };

/** A host of the table that matches a request, and what was found there. */
export interface Candidate {
  /** As Fabio looks it up in its table. */
  readonly host: string;
  /**
   * - `chosen`: answers the request
   * - `no-path`: none of its paths matches
   * - `skipped`: its redirect leads to the URL of the request itself
   * - `no-such-host`: the host's name is spoilt while hosts are put in order, see {@link orderHosts}
   * - `not-tried`: another one was chosen before
   */
  readonly outcome: "chosen" | "no-path" | "skipped" | "no-such-host" | "not-tried";
  /** The first of its routes whose path matches. */
  readonly route?: Route;
}

/** The fate of a request, and how Fabio comes to it. */
export interface Explanation {
  /** The host that is looked for, without a default port. */
  readonly host: string;
  readonly path: string;
  /** In the order in which they are tried; the last one is always "", the routes without a host, except for TCP. */
  readonly candidates: readonly Candidate[];
  /** Absent: there is no route. */
  readonly match?: Match;
  /** Of the chosen route; else empty. */
  readonly targets: readonly TargetShare[];
  /**
   * Percent of the connections with this server name that an `https+tcp+sni` listener passes on without ending TLS.
   * Between 0 and 100 the targets of the route disagree: both happens, and what happens more often is explained.
   */
  readonly passedThrough?: number;
}
