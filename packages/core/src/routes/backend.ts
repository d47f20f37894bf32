import type { RouteOrigin } from "./route-origin.ts";

/** The fields that all backends of a route have. */
interface AnyBackend {
  readonly service: string;
  /** The part of the route's requests or connections that all its targets get, 0 to 1. */
  readonly share: number;
  /** Who may use it; absent: everybody. */
  readonly access?: AccessRules;
  /** Further tags of the service. */
  readonly tags: readonly string[];
  /** Name under which the balancer itself is to be found in the catalog, by those who look for the service. */
  readonly balancerName?: string;
  /** Where it is written: every tag, key or line that has led to it. Empty where nobody knows. */
  readonly origins: readonly RouteOrigin[];
}

/** A service that gets HTTP requests, or gRPC calls. */
export interface HttpBackend extends AnyBackend {
  readonly kind: "http";
  readonly targets: readonly BackendTarget[];
  /** Absent: the targets speak plain HTTP. */
  readonly tls?: BackendTls;
  /** A path that has no slash in front after either step gets one. */
  readonly rewrite?: PathRewrite;
  /** The `Host` header that targets see. @default that of the client */
  readonly hostHeader?: { readonly kind: "target" } | { readonly kind: "fixed"; readonly name: string };
  /** Joined to the query of each request. */
  readonly query?: string;
  /** Name of the login, as the balancer knows it, without which nothing is passed on. */
  readonly login?: string;
}

/** The answer of the balancer itself, which sends the client elsewhere. */
export interface RedirectBackend extends AnyBackend {
  readonly kind: "redirect";
  /** 300 to 399. */
  readonly status: number;
  /**
   * The URL, put together: texts, and what is taken from the request. Its host comes with the port, its path with the
   * query, unless the texts have one. A slash stands between host and path, also where no part brings one.
   */
  readonly location: readonly (string | { readonly from: "host" | "path" })[];
  /** Of the path that is taken from the request. */
  readonly rewrite?: PathRewrite;
  readonly login?: string;
}

/** A service that gets connections as they are. */
export interface StreamBackend extends AnyBackend {
  readonly kind: "stream";
  readonly targets: readonly BackendTarget[];
  /** Each connection begins with a header of the PROXY protocol, version 1. */
  readonly sendsProxyHeader?: true;
}

/** The destination of a route. */
export type Backend = HttpBackend | RedirectBackend | StreamBackend;

/** One instance of a service. */
export interface BackendTarget {
  /** A name, or an address: IPv6 ones stand without brackets. */
  readonly host: string;
  readonly port: number;
  /** The part of the route's requests or connections that it gets, 0 to 1. */
  readonly share: number;
  /** The weight that was asked for; absent: as much as any other of those that share the rest. */
  readonly weight?: number;
  /** Whom a placeholder stands for, where the address is not known yet: `shop.web[0]:http`. */
  readonly instance?: string;
}

/** How targets are spoken to over TLS. */
export interface BackendTls {
  /** Whether their certificates are checked. */
  readonly verifies: boolean;
  /** The name that is asked for and checked. @default the target's host */
  readonly serverName?: string;
}

/** How a path is changed: first cut, then extended. */
export interface PathRewrite {
  /** The text that is cut off where the path begins with it. */
  readonly strip?: string;
  /** The text that is put in front of the path. */
  readonly prepend?: string;
}

/** Who may use a backend: only those in `blocks`, or all but those. */
export interface AccessRules {
  readonly kind: "allow" | "deny";
  /** Addresses, and blocks of them: `10.0.0.0/8`, `::1`. */
  readonly blocks: readonly string[];
}
