import { fromBytes, toBytes } from "../../go/bytes.ts";
import { parseUrl, urlText } from "../../go/url.ts";
import type { Route, Target } from "../table/route-table.ts";
import { isAccessDenied, parseAccessRules } from "./access.ts";
import type { TargetAnswer, TargetShare } from "./answer.ts";
import { isAuthorized } from "./auth.ts";
import { forwardedPath } from "./forwarded-path.ts";
import { pathBytes } from "./path-bytes.ts";
import { redirectOf, type Redirect } from "./redirect.ts";
import type { HttpRequest } from "./request.ts";

/** The targets of a route with what each of them gets, in percent. A single one gets all, whatever its weight. */
export function sharesOf(route: Route, answer: (target: Target) => TargetAnswer): readonly TargetShare[] {
  return route.targets.map((target) => ({ target, share: shareOf(route, target), answer: answer(target) }));
}

/** Percent of the route's requests. */
export function shareOf({ targets }: Route, { weight }: Target): number {
  return targets.length === 1 ? 100 : weight * 100;
}

/**
 * The redirect of a target that would send the client to where it is already; Fabio then tries the next host.
 * @see fabiolb/fabio route/table.go Lookup (1.7.3)
 */
export function redirectInPlace(target: Target, request: HttpRequest): Redirect | undefined {
  if (!Object.hasOwn(target.opts, "redirect")) return undefined;
  const redirect = redirectOf(target, request);
  const isInPlace =
    redirect?.scheme === (request.forwardedProto ?? "") &&
    redirect.host === request.host &&
    redirect.path === request.path;
  return isInPlace ? redirect : undefined;
}

/**
 * Returns the answer that an HTTP request gets from a target: access rules first, then the login, then the redirect.
 * @param isLast whether no other host is left, so that a redirect in place is answered all the same
 * @see fabiolb/fabio proxy/http_proxy.go ServeHTTP (1.7.3)
 */
export function httpAnswer(target: Target, request: HttpRequest, isLast: boolean): TargetAnswer {
  const { opts, dst } = target;
  const inPlace = isLast ? undefined : redirectInPlace(target, request);
  if (inPlace !== undefined) return { kind: "skipped", location: inPlace.location };
  if (isDenied(target, request.remoteAddress, request.forwardedFor)) return { kind: "denied" };
  if (request.accepts !== undefined && !isAuthorized(opts, request.accepts)) {
    return { kind: "unauthorized", scheme: opts["auth"] ?? "" };
  }
  const redirect = redirectOf(target, request);
  if (redirect !== undefined) {
    return { kind: "redirected", code: redirect.code, location: redirect.location };
  }
  const { scheme, host, rawQuery } = partsOf(dst);
  const url = urlText({
    scheme,
    host,
    path: forwardedPath(pathBytes(request), {
      strip: toBytes(opts["strip"] ?? ""),
      prepend: toBytes(opts["prepend"] ?? ""),
    }),
    rawPath: toBytes(request.rawPath ?? ""),
    rawQuery: [rawQuery, toBytes(request.query ?? "")].filter((query) => query !== "").join("&"),
  });
  const wanted = opts["host"] ?? "";
  const hostHeader = wanted === "dst" ? fromBytes(host) : wanted || request.host;
  return { kind: "forwarded", url, hostHeader };
}

/** Returns the answer that a TCP connection gets from a target. */
export function tcpAnswer(target: Target, remoteAddress: string | undefined): TargetAnswer {
  return isDenied(target, remoteAddress) ? { kind: "denied" } : plainAnswer(target);
}

/** The target itself: over gRPC neither access rules nor redirects count. */
export function plainAnswer({ dst }: Target): TargetAnswer {
  const { scheme, host } = partsOf(dst);
  return { kind: "forwarded", url: fromBytes(`${scheme}://${host}`) };
}

/** The scheme by which an `https+tcp+sni` listener decides: the option `proto` if it is there, else the target's. */
export function protocolOf({ opts, dst }: Target): string {
  return opts["proto"] ?? partsOf(dst).scheme;
}

function isDenied(target: Target, remoteAddress: string | undefined, forwardedFor?: string): boolean {
  if (remoteAddress === undefined) return false;
  return isAccessDenied(parseAccessRules(target.opts).rules, {
    remoteAddress,
    ...(forwardedFor === undefined ? {} : { forwardedFor }),
  });
}

function partsOf(dst: string) {
  const url = parseUrl(dst);
  return "error" in url ? { scheme: "", host: "", rawQuery: "" } : url;
}
