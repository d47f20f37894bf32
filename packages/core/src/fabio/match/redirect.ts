import { fromBytes, toBytes } from "../../go/bytes.ts";
import { parseUrl, urlText } from "../../go/url.ts";
import type { Target } from "../table/route-table.ts";
import { locationHeader } from "./location-header.ts";
import { pathBytes } from "./path-bytes.ts";
import { readRedirectCode } from "./redirect-code.ts";

/** The parts of a request that a redirect may repeat. */
export interface RedirectRequest {
  /** The `Host` header, with its port. */
  readonly host: string;
  /** Decoded. */
  readonly path: string;
  /** As the client wrote it, where that cannot be had from `path`. */
  readonly rawPath?: string;
  /** Without the `?`. */
  readonly query?: string;
}

/** Where a client is sent. */
export interface Redirect {
  readonly code: number;
  /** The `Location` header. */
  readonly location: string;
  readonly scheme: string;
  readonly host: string;
  /** Decoded. */
  readonly path: string;
}

/**
 * The redirect that a target answers with; `undefined` for targets to which requests are passed on.
 * `$path` becomes the request's path, without `strip` and behind `prepend`; `$host` its host. The query goes along
 * with `$path` unless the target has one itself.
 * @see fabiolb/fabio route/target.go BuildRedirectURL (1.7.3)
 */
export function redirectOf(
  target: Pick<Target, "dst" | "opts">,
  request: RedirectRequest,
): Redirect | undefined {
  const code = readRedirectCode(target.opts["redirect"] ?? "");
  if (!code.ok) return undefined;
  const redirect = redirectTo(target, request);
  return { ...redirect, code: code.code, location: locationHeader(redirect.location, request) };
}

/**
 * The same for any target, whatever its `redirect` option says, with the URL as it is before it becomes a header. A
 * target that is no URL is the empty URL.
 */
export function redirectTo(
  { dst, opts }: Pick<Target, "dst" | "opts">,
  request: RedirectRequest,
): Omit<Redirect, "code"> {
  const parsed = parseUrl(dst);
  const empty = { scheme: "", host: "", path: "", rawQuery: "" };
  const target = "error" in parsed ? empty : parsed;
  let { host, rawQuery } = target;
  let path = target.path;
  let rawPath = target.path;
  if (host.endsWith("$path")) {
    host = host.slice(0, -"$path".length);
    path = "$path";
  }
  if (path.includes("/$path")) {
    path = path.replace("/$path", () => "$path");
    rawPath = rawPath.replace("/$path", () => "$path");
  }
  if (path.includes("$path")) {
    const bytes = pathBytes(request);
    path = replaceOnce(path, "$path", forwarded(bytes, opts));
    rawPath = replaceOnce(rawPath, "$path", forwarded(toBytes(request.rawPath ?? "") || bytes, opts));
    rawQuery ||= toBytes(request.query ?? "");
  }
  path ||= "/";
  host = replaceOnce(host, "$host", toBytes(request.host));
  const { scheme } = target;
  const location = urlText({ scheme, host, path, rawPath, rawQuery });
  return { location, scheme, host: fromBytes(host), path: fromBytes(path) };
}

/** The request's path as it would be passed on, in bytes. */
function forwarded(bytes: string, opts: Target["opts"]): string {
  const strip = toBytes(opts["strip"] ?? "");
  const rest = bytes.startsWith(strip) ? bytes.slice(strip.length) : bytes;
  return toBytes(opts["prepend"] ?? "") + rest;
}

/** Without the meaning that `$` has in JavaScript's own replacement texts. */
function replaceOnce(text: string, part: string, by: string): string {
  return text.replace(part, () => by);
}
