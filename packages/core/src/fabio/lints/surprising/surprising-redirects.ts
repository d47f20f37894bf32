import type { LintRow } from "../lint-row.ts";
import { portOf, type Listener } from "../../config/listener.ts";
import { show, hit, ofRoutesUnder, routesOf, ofRoutes, ofRouteTags, routeKey } from "../check.ts";
import { portOfHost } from "../../../units/host-port.ts";
import { isHostGlob } from "../../routes/route-kind.ts";
import { hasDefaultPort, speaksHttp } from "../../config/written-settings.ts";
import type { LintedRoute } from "../linted-route.ts";
import { readRedirectCode } from "../../match/redirect-code.ts";
import { compareBytes } from "../../../go/byte-order.ts";
import { orderHosts } from "../../match/host-order.ts";
import { normalizeHost } from "../../match/host.ts";
import { redirectTo } from "../../match/redirect.ts";
import { takesText } from "./path-pairs.ts";

/** Redirects that lead elsewhere, or back. */
export const surprisingRedirects = {
  "redirect-syntax": {
    severity: "error",
    scope: ["tag"],
    title: "A redirect without a URL, or with a comma in it",
    doc: "An error is logged and the tag becomes a normal route.",
    fix: "Write `redirect=301,https://host/path`; a comma in the URL is `%2C`.",
    evidence: "seen-1.7.3",
    check: ofRouteTags(({ words }) => {
      const bad = words.find((word) => word.startsWith("redirect=") && word.split(",").length !== 2);
      return bad === undefined ? undefined : `${show(bad)} is not a code, a comma and a URL`;
    }),
  },
  "redirect-code": {
    severity: "error",
    scope: ["tag"],
    title: "A redirect whose code is not from 300 to 399",
    doc: "An error is logged and requests are passed on to the redirect's URL.",
    fix: "Write 301, 302, 303, 307 or 308.",
    evidence: "seen-1.7.3",
    check: ofRoutes(({ opts }) => {
      const { redirect = "" } = opts;
      return redirect === "" || readRedirectCode(redirect).ok
        ? undefined
        : `${show(redirect)} is not the code of a redirect`;
    }),
  },
  "redirect-proto-order": {
    severity: "error",
    scope: ["tag"],
    title: "A `redirect=` with `proto=` after it",
    doc: "The target is overwritten: clients are sent to the address of the service.",
    fix: "Leave `proto=` out.",
    evidence: "seen-1.7.3",
    check: ofRouteTags(({ words }) => {
      const redirect = words.findIndex(
        (word) => word.startsWith("redirect=") && word.split(",").length === 2,
      );
      const proto = words.findLast((word) => /^proto=(?:tcp|https|grpcs?)$/.test(word));
      return redirect >= 0 && proto !== undefined && words.lastIndexOf(proto) > redirect
        ? `${proto} comes after the redirect and replaces its URL`
        : undefined;
    }),
  },
  "redirect-host-port": {
    severity: "warning",
    scope: ["tag", "listeners"],
    title: "A redirect to `$host` while a listener has a port of its own",
    doc: "`$host` is the `Host` header with its port, which is then wrong for the other scheme.",
    fix: "Write the host out.",
    evidence: "seen-1.7.3",
    check: ofRoutesUnder(({ isRedirect, dsts, host }, { listeners }) => {
      const own = listeners.find(
        (listener) => speaksHttp(listener) && !hasDefaultPort(listener) && takesHost(host, listener),
      );
      return isRedirect && /\$host/.test(dsts[0] ?? "") && own !== undefined
        ? `$host has the port of the listener ${own.address}`
        : undefined;
    }),
  },
  "redirect-loop": {
    severity: "warning",
    scope: ["table"],
    title: "A redirect to where the same route answers",
    doc: "Clients are redirected in a loop, unless a proxy in front says in `X-Forwarded-Proto` that they use that scheme already.",
    fix: "For HTTP to HTTPS put `:80` after the host of the route.",
    evidence: "seen-1.7.3",
    check: {
      needs: ["routes"],
      run: (routing) =>
        routesOf(routing).flatMap((route) =>
          hit(
            route.place,
            loops(route, routesOf(routing)) ? `${routeKey(route)} is sent to itself` : undefined,
          ),
        ),
    },
  },
} satisfies Readonly<Record<string, LintRow>>;

/** Whether a request through the listener can have the host. */
function takesHost(host: string, listener: Listener): boolean {
  const port = portOfHost(host);
  return port === undefined || port === portOf(listener) || (port === 80 && listener.protocol === "http");
}

/** Whether the request that a client makes when it follows the redirect ends at the same route. */
function loops(route: LintedRoute, routes: readonly LintedRoute[]): boolean {
  const [dst = ""] = route.dsts;
  if (!route.isRedirect || route.host.startsWith(":") || !/^https?:/i.test(dst)) return false;
  const host = route.host === "" ? "any.example" : route.host.replace(/\*+/g, "a");
  const { location, path } = redirectTo(
    { dst, opts: route.opts },
    { host: host.replace(/:80$/, ""), path: route.path },
  );
  const tls = /^https:/i.test(location);
  const target = normalizeHost(/^https?:\/\/([^/?#]*)/i.exec(location)?.[1] ?? "", tls);
  const candidates = routes.filter((other) => {
    const pattern = normalizeHost(other.host, tls);
    return (
      (pattern === "" || pattern === target || (isHostGlob(pattern) && takesText(pattern, target))) &&
      path.startsWith(other.path)
    );
  });
  const hosts = orderHosts([
    ...new Set(candidates.map((other) => other.host).filter((other) => other !== "")),
  ]);
  const best = hosts[0] ?? "";
  const [taken] = candidates
    .filter((other) => other.host === best)
    .toSorted((a, b) => compareBytes(b.path, a.path));
  return taken !== undefined && routeKey(taken) === routeKey(route);
}
