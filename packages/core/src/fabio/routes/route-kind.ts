import type { Route } from "../table/route-table.ts";

/** `:1234` and nothing else. */
export function isPortRoute(src: string): boolean {
  return /^:\d+$/.test(src);
}

/** Whether the host is written as a pattern. */
export function isHostGlob(host: string): boolean {
  return /[*?[\]{}\\]/.test(host);
}

/** Whether there are characters in the path that mean something to the matcher `glob`. */
export function hasPathGlob(path: string): boolean {
  return /[*?[\]{}]/.test(path);
}

/** `10.0.0.1:1234` or `[::1]:1234`: what tcp-dynamic looks for. */
export function isAddressAndPort(host: string): boolean {
  return /^(?:\d{1,3}(?:\.\d{1,3}){3}|\[[\da-f:.]*:[\da-f:.]*\]):\d+$/i.test(host);
}

/** Whether connections by TLS server name find the route: the name is compared as it is, and there is no path. */
export function hasServerName({ host, path }: { readonly host: string; readonly path: string }): boolean {
  return /^[\w.-]+$/.test(host) && (path === "/" || path === "");
}

/** The scheme of a target, in small letters: `http`, `tcp` and others; "" for what is no URL. */
export function schemeOf(dst: string): string {
  return /^([a-z][a-z\d+.-]*):/i.exec(dst)?.[1]?.toLowerCase() ?? "";
}

/**
 * The kind of requests that a target under a host is meant for.
 *
 * - `port`: connections to a port of every address
 * - `address`: connections to a port of one address
 * - `server-name`: TLS connections with the host as server name
 * - `grpc`, `http`: requests
 */
export type RouteKind = "port" | "address" | "server-name" | "grpc" | "http";

/**
 * Returns the kind of requests that a target is for, by its tag. With `proto=tcp+sni` it looks like one for HTTP: the
 * option is all that tells.
 * @see fabiolb/fabio registry/consul/routecmd.go build (1.7.3)
 */
export function routeKind(
  host: string,
  { scheme, opts }: { readonly scheme: string; readonly opts: Readonly<Record<string, string>> },
): RouteKind {
  if (host.startsWith(":")) return "port";
  if (scheme === "tcp" || opts["proto"] === "tcp+sni") {
    return isAddressAndPort(host) ? "address" : "server-name";
  }
  return scheme === "grpc" || scheme === "grpcs" ? "grpc" : "http";
}

/** The kinds of all targets of a route. */
export function routeKinds({ host, targets }: Route): ReadonlySet<RouteKind> {
  return new Set(targets.map(({ dst, opts }) => routeKind(host, { scheme: schemeOf(dst), opts })));
}
