import type { LintedRoute } from "./linted-route.ts";

/** `:1234` and nothing else. */
export function isPortRoute(src: string): boolean {
  return /^:\d+$/.test(src);
}

/** The port of a host that has one. */
export function portOfHost(host: string): number | undefined {
  const port = /:(\d+)$/.exec(host)?.[1];
  return port === undefined ? undefined : Number(port);
}

/** Whether the host is written as a pattern. */
export function isHostGlob(host: string): boolean {
  return /[*?[\]{}\\]/.test(host);
}

/** Whether there are characters in the path that mean something to the matcher `glob`. */
export function hasPathGlob(path: string): boolean {
  return /[*?[\]{}]/.test(path);
}

/** Whether the route is meant for connections by TLS server name. */
export function isSniRoute({ host, scheme, opts }: LintedRoute): boolean {
  const isTcp = scheme === "tcp" || opts["proto"] === "tcp+sni";
  return isTcp && host !== "" && !host.startsWith(":") && !isAddressAndPort(host);
}

/** `10.0.0.1:1234` or `[::1]:1234`: what tcp-dynamic looks for. */
export function isAddressAndPort(host: string): boolean {
  return /^(?:\d{1,3}(?:\.\d{1,3}){3}|\[[\da-f:.]*:[\da-f:.]*\]):\d+$/i.test(host);
}
