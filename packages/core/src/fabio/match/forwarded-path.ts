import type { Target } from "../table/route-table.ts";

/**
 * The path under which a request is passed on: without `strip` in front, if it is there, and then behind `prepend`. What
 * is left gets a slash in front in both cases.
 * @see fabiolb/fabio proxy/http_proxy.go ServeHTTP (1.7.3)
 */
export function forwardedPath(path: string, opts: Target["opts"]): string {
  const { strip = "", prepend = "" } = opts;
  const stripped = strip !== "" && path.startsWith(strip) ? rooted(path.slice(strip.length)) : path;
  return prepend === "" ? stripped : rooted(prepend + stripped);
}

function rooted(path: string): string {
  return path.startsWith("/") ? path : `/${path}`;
}
