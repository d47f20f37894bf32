import type { Listener } from "../../fabio/config/listener.ts";
import type { TargetShare } from "../../fabio/match/answer.ts";
import { createMatcher } from "../../fabio/match/create-matcher.ts";
import { matcherSettings } from "../../fabio/match/matcher-settings.ts";
import type { Route, RouteTable } from "../../fabio/table/route-table.ts";
import { fits } from "../../services/fits.ts";
import type { ProbedInstance } from "../probe/instance.ts";
import type { ProbedRoute } from "../probe/probe-route.ts";
import type { ProbeRequest } from "../probe/probe-request.ts";
import type { LiveFabio } from "../../fabio/live-fabio.ts";
import { isMeantFor } from "../../fabio/routes/is-meant-for.ts";
import { routeRequest, type RouteRequest, type RouteService } from "./route-request.ts";

/** A route, and the requests that prove it; or why none can. */
export interface PlannedProbe {
  /** Host and path. */
  readonly route: string;
  readonly service: string;
  /** Address of the admin API. */
  readonly fabio: string;
  /** For people: `http://mysite.com:9999/`; "" where no request can be made. */
  readonly url: string;
  readonly probe: ProbedRoute | { readonly skipped: string };
  /** Whose answer it takes to prove the route; a redirect is Fabio's own. */
  readonly provenBy: "instance" | "fabio";
  /** The smallest share that an instance gets, 0 to 1. */
  readonly smallestShare: number;
}

/**
 * The probes of the routes that jobs lead to, through one Fabio: one for each listener that serves a route. Requests are
 * those of a client that knows the route, and go to the address of the Fabio's admin API.
 */
export function planProbes(
  expected: RouteTable,
  fabio: LiveFabio,
  serviceOf: (route: Route) => RouteService | undefined,
): readonly PlannedProbe[] {
  const { address, settings, table } = fabio;
  const { version, listeners } = settings;
  const matcher = createMatcher(table, matcherSettings(settings));
  const host = new URL(address).hostname.replace(/^\[(.*)\]$/, "$1");
  return [...expected.hosts.values()].flat().flatMap((route) => {
    const about = serviceOf(route);
    if (about === undefined) return [];
    const name = `${route.host}${route.path}`;
    const provenBy: PlannedProbe["provenBy"] = "instance";
    const planned = { route: name, service: about.service, fabio: address, smallestShare: 1, provenBy };
    const serving = listeners.filter((listener) => isMeantFor(listener, route, version));
    return serving.map((listener): PlannedProbe => {
      const request = routeRequest({ route, about, listener, host, version });
      if ("skipped" in request) return { ...planned, url: "", probe: request };
      const { url, lookup } = request;
      const { match, targets } = matcher.explain(lookup);
      const plain = { request: request.sent, expectation: about.expectation, instances: [] };
      // Without a route a request shows what a client gets.
      const found = match?.kind === "route" ? match.route : undefined;
      if (found === undefined) return { ...planned, url, probe: { ...plain, ...judgedBy(fabio, listener) } };
      if (found.host !== route.host || found.path !== route.path) {
        const skipped = `the route ${found.host}${found.path} comes before it and takes the request`;
        return { ...planned, url, probe: { skipped } };
      }
      const used = targets.filter(({ share }) => share > 0);
      const own = used.filter(({ target }) =>
        route.targets.some(({ service }) => fits(service, target.service)),
      );
      const probe = {
        ...plain,
        ...judgedBy(fabio, listener),
        ...expectedOf(own, request),
        isShared: own.length < used.length,
      };
      const smallestShare = Math.min(1, ...used.map(({ share }) => share / 100));
      const login = used.some(({ answer }) => answer.kind === "unauthorized");
      if (login) return { ...planned, url, probe: { skipped: "it requires a login" } };
      const isRedirect = own.some(({ answer }) => answer.kind === "redirected");
      return { ...planned, url, smallestShare, probe, ...(isRedirect && { provenBy: "fabio" }) };
    });
  });
}

/** Where Fabio ends the protocol, some answers are its own. */
function judgedBy({ settings: { values } }: LiveFabio, { protocol }: Listener): Pick<ProbedRoute, "fabio"> {
  const ends = /^(?:https?|grpcs?)$/.test(protocol);
  return ends ? { fabio: { noRouteStatus: values["proxy.noroutestatus"] } } : {};
}

/** The instances that should answer, which those of other services are not; a redirect is Fabio's own answer. */
function expectedOf(
  used: readonly TargetShare[],
  request: RouteRequest,
): Pick<ProbedRoute, "instances"> & Partial<ProbedRoute> {
  const redirect = used.map(({ answer }) => answer).find((answer) => answer.kind === "redirected");
  if (redirect !== undefined) {
    const { code, location } = redirect;
    return { instances: [], expectation: { status: code, header: { location } } };
  }
  return { instances: used.flatMap((each) => instanceOf(each, request)) };
}

function instanceOf(
  { target, answer }: TargetShare,
  { sent, isPassedOn }: RouteRequest,
): readonly ProbedInstance[] {
  if (answer.kind !== "forwarded" || !URL.canParse(answer.url)) return [];
  const { protocol, hostname, port, pathname, search } = new URL(answer.url);
  const scheme = protocol.replace(":", "");
  const isHttp = !isPassedOn && (sent.kind === "http" || sent.kind === "https");
  return [
    {
      id: target.dst.replace(/^[a-z+]+:\/\/([^/]*).*$/s, "$1"),
      address: hostname.replace(/^\[(.*)\]$/, "$1"),
      port: Number(port) || (scheme === "https" ? 443 : 80),
      protocol: isPassedOn ? sent.kind : directKind(sent.kind, scheme),
      ...(isHttp && { path: `${pathname}${search}` }),
      ...(isHttp && answer.hostHeader !== undefined && { hostHeader: answer.hostHeader }),
    },
  ];
}

/** The protocol for asking an instance directly where Fabio ends the client's protocol: that of the target. */
function directKind(kind: ProbeRequest["kind"], scheme: string): ProbeRequest["kind"] {
  if (kind === "http" || kind === "https") return scheme === "https" ? "https" : "http";
  return scheme === "grpcs" ? "grpcs" : "grpc";
}
