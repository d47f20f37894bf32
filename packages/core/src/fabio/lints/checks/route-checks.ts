import { parseAccessRules } from "../../match/access.ts";
import { readRedirectCode } from "../../match/redirect-code.ts";
import { since } from "../../version.ts";
import { hasPathGlob, isHostGlob, isPortRoute } from "../route-kind.ts";
import { areHostsGlobs, ofRoutes, ofRoutesUnder, show, type Check } from "./check.ts";

/** Checks of a route by itself: host, path and options. */
export const routeChecks = {
  "scheme-in-route": ofRoutes(({ src }) =>
    /^[a-z][a-z+.-]*:\/\//i.test(src) ? `${show(src)} starts with a scheme` : undefined,
  ),
  "host-port-default": ofRoutes(({ host, isRedirect }) =>
    !isRedirect && /^[^:].*:(?:80|443)$/.test(host) ? `The host ${show(host)} has a default port` : undefined,
  ),
  "ipv6-host": ofRoutes(({ host }, routing) =>
    areHostsGlobs(routing) && /^\[[\da-f.]*:[\da-f:.]*\]/i.test(host)
      ? `The brackets of ${show(host)} are read as a set of characters`
      : undefined,
  ),
  "path-not-clean": ofRoutes(({ src, path }, { version, settings }) => {
    if (/^[a-z][a-z+.-]*:\/\//i.test(src)) return undefined;
    if (since(version, "1.7.3") && /\/\/|\/\.\.?(?:\/|$)/.test(path))
      return `Requests have no path like ${show(path)}`;
    if (/%[\da-f]{2}|#/i.test(path))
      return `Requests are compared decoded and have no path like ${show(path)}`;
    const isPattern = settings?.values["proxy.matcher"] === "glob";
    return path.includes("?") && !isPattern
      ? `What follows a ? is no part of a path: ${show(path)}`
      : undefined;
  }),
  "path-glob-under-prefix": ofRoutesUnder(({ path }, { values }) =>
    values["proxy.matcher"] !== "glob" && hasPathGlob(path)
      ? `The matcher is ${values["proxy.matcher"]}: ${show(path)} is compared as it is`
      : undefined,
  ),
  "host-glob-under-disabled": ofRoutesUnder(({ host }, { values }) =>
    values["glob.matching.disabled"] && isHostGlob(host) && !host.includes("[")
      ? `Globs are switched off: ${show(host)} is compared as it is`
      : undefined,
  ),
  "tcp-port-slash": ofRoutes(({ src }) =>
    /^:\d+\//.test(src) ? `There is something behind the port: ${show(src)}` : undefined,
  ),
  "tcp-missing-proto": ofRoutes(({ src, scheme, isRedirect }) =>
    isPortRoute(src) && scheme !== "tcp" && !isRedirect ? `The route ${src} has no proto=tcp` : undefined,
  ),
  "grpc-host": ofRoutes(({ host, scheme }, { version }) => {
    if (!/^grpcs?$/.test(scheme) || host === "" || host.startsWith(":")) return undefined;
    return since(version, "1.6.1")
      ? `Only requests with the metadata dsthost have the host ${show(host)}`
      : `Before 1.6.1 no gRPC request has a host, and this route has ${show(host)}`;
  }),
  "redirect-code": ofRoutes(({ opts }) => {
    const { redirect = "" } = opts;
    return redirect === "" || readRedirectCode(redirect).ok
      ? undefined
      : `${show(redirect)} is no code of a redirect`;
  }),
  "access-parse": ofRoutes(({ opts }) => {
    const { error, rules } = isBoth(opts) ? {} : parseAccessRules(opts);
    if (error === undefined) return undefined;
    return `${error}; ${rules === undefined ? "the route is open to everybody" : "the rules behind it do not count"}`;
  }),
  "access-both": ofRoutes(({ opts }) =>
    isBoth(opts) ? "allow and deny are both ignored: the route is open to everybody" : undefined,
  ),
  "auth-unknown": ofRoutesUnder(({ opts }, { authSchemes }) => {
    const { auth = "" } = opts;
    return auth === "" || authSchemes.has(auth)
      ? undefined
      : `There is no scheme ${show(auth)} in proxy.auth`;
  }),
  "strip-mismatch": ofRoutes(({ opts, path }) => {
    const { strip = "" } = opts;
    if (strip === "" || (strip.startsWith("/") && path.startsWith(strip))) return undefined;
    return `${show(strip)} is not how ${show(path)} begins`;
  }),
  "strip-segment": ofRoutes(({ opts, path }) =>
    opts["strip"] === path && path.startsWith("/") && !path.endsWith("/")
      ? `${path}bar matches, too, and arrives as /bar`
      : undefined,
  ),
  "https-no-verify": ofRoutes(({ scheme, isRedirect, opts, hasIpAddress }) => {
    const { host = "dst", tlsskipverify } = opts;
    const isVerified = scheme === "https" && !isRedirect && tlsskipverify !== "true" && host === "dst";
    return isVerified && hasIpAddress ? "The certificate is checked against the IP address" : undefined;
  }),
  "host-option-https": ofRoutes(({ scheme, isRedirect, opts }, { version }) => {
    const { host = "dst" } = opts;
    return scheme === "https" && !isRedirect && host !== "dst" && host !== "" && since(version, "1.6.1")
      ? `${show(host)} is the TLS server name, too`
      : undefined;
  }),
  "weight-percent-range": ofRoutes(
    ({ weight }) =>
      weight < 0 || (weight > 1 && weight !== Infinity)
        ? `The weight ${weight} is no share from 0 to 1`
        : undefined,
    ["weights"],
  ),
  "glob-path-overlap": ofRoutesUnder(({ path }, { values }) => {
    const [, start = "", end = ""] = /^([^*?[\]{}\\]+)\*([^*?[\]{}\\]+)$/.exec(path) ?? [];
    if (values["proxy.matcher"] !== "glob") return undefined;
    const shared = Array.from(end, (_, length) => end.slice(0, length + 1)).findLast((part) =>
      start.endsWith(part),
    );
    return shared === undefined ? undefined : `${path} matches ${start}${end.slice(shared.length)}, too`;
  }),
} satisfies Readonly<Record<string, Check>>;

function isBoth({ allow = "", deny = "" }: Readonly<Record<string, string>>): boolean {
  return allow !== "" && deny !== "";
}
