import { fromBytes } from "../../go/bytes.ts";
import { parseUrl } from "../../go/url.ts";
import { groupBy } from "../../units/group-by.ts";
import type { BackendTarget, HttpBackend, RedirectBackend, StreamBackend } from "../../routes/backend.ts";
import type { RouteOrigin } from "../../routes/route-origin.ts";
import type { Route } from "../../routes/route.ts";
import type { MatcherOptions } from "../match/create-matcher.ts";
import { routesInOrder } from "../match/routes-in-order.ts";
import type { Route as TableRoute, RouteTable, Target } from "../table/route-table.ts";
import {
  readDynamic,
  readGrpc,
  readHttp,
  readStream,
  type HttpPart,
  type RedirectPart,
  type StreamPart,
} from "./read-backend.ts";
import { connectionMatch, requestMatches, serverNameMatch, type Unreadable } from "./read-match.ts";
import { routeKind, schemeOf, type RouteKind } from "./route-kind.ts";
import type { FindOrigin, TargetSource } from "./route-sources.ts";

/** How a table is read. */
export interface ReadRoutesOptions extends Pick<MatcherOptions, "globMatching" | "matcher" | "version"> {
  /** Where targets are written. */
  readonly sourceOf?: FindOrigin<TargetSource>;
}

/** A target to which nobody comes, or that cannot be told in general terms. */
export interface UnreadTarget extends Pick<TableRoute, "host" | "path">, Pick<Target, "service" | "dst"> {
  readonly reason: string;
  readonly origin?: RouteOrigin;
}

/** The routes of a table, whatever balancer they are for. */
export interface ReadRoutes {
  /** Of the routes that match a request, the first one gets it. */
  readonly routes: readonly Route[];
  readonly unread: readonly UnreadTarget[];
}

/**
 * Reads Fabio's table into routes of any balancer. Targets under one host and path that are meant for different things,
 * such as requests and connections by server name, are routes of their own.
 * @example readRoutes(table, matcherSettings(settings)).routes
 */
export function readRoutes(table: RouteTable, options: ReadRoutesOptions = {}): ReadRoutes {
  const routes: Route[] = [];
  const unread: UnreadTarget[] = [];
  for (const route of routesInOrder(table)) {
    const byKind = groupBy(route.targets, ({ dst, opts }) =>
      routeKind(route.host, { scheme: schemeOf(dst), opts }),
    );
    for (const [kind, targets] of byKind) {
      const refused = (target: Target, reason: string): void => {
        const origin = options.sourceOf?.(route, target)?.origin;
        const { host, path } = route;
        const { service, dst } = target;
        unread.push({ host, path, service, dst, reason, ...(origin !== undefined && { origin }) });
      };
      const read = readKind(kind, { route, targets, options, refused });
      if ("reason" in read) for (const target of targets) refused(target, read.reason);
      else routes.push(...read);
    }
  }
  return { routes, unread };
}

/** The targets of a route that are meant for the same. */
interface Targets {
  readonly route: TableRoute;
  readonly targets: readonly Target[];
  readonly options: ReadRoutesOptions;
  readonly refused: (target: Target, reason: string) => void;
}

/** One route, or one for each protocol; none where none of the targets is left. */
function readKind(kind: RouteKind, of: Targets): readonly Route[] | Unreadable {
  const { route, options } = of;
  switch (kind) {
    case "http": {
      const matches = requestMatches(route, options);
      if ("reason" in matches) return matches;
      const backends = grouped(of, (target) => readHttp(target, options.version)).map(
        ({ part, members }): HttpBackend | RedirectBackend =>
          part.kind === "redirect"
            ? { ...part, ...shared(members) }
            : { ...part, ...shared(members), targets: targetsOf(members) },
      );
      return backends.length === 0 ? [] : matches.map((match) => ({ kind, match, backends }));
    }
    case "grpc": {
      const matches = requestMatches(route, options);
      if ("reason" in matches) return matches;
      const backends = grouped(of, readGrpc).map(({ part, members }): HttpBackend => ({
        ...part,
        ...shared(members),
        targets: targetsOf(members),
      }));
      return backends.length === 0 ? [] : matches.map((match) => ({ kind, match, backends }));
    }
    case "port":
    case "address": {
      const match = connectionMatch(route);
      if ("reason" in match) return match;
      const backends = streams(of, kind === "address" ? readDynamic : readStream);
      return backends.length === 0 ? [] : [{ kind: "tcp", match, backends }];
    }
    case "server-name": {
      const match = serverNameMatch(route);
      if ("reason" in match) return match;
      const backends = streams(of, readStream);
      return backends.length === 0 ? [] : [{ kind: "tls", match, backends }];
    }
  }
}

function streams(of: Targets, read: (target: Target) => StreamPart): readonly StreamBackend[] {
  return grouped(of, read).map(({ part, members }) => ({
    ...part,
    ...shared(members),
    targets: targetsOf(members),
  }));
}

/** One target of a backend; a redirect has none, but a share. */
interface Member {
  readonly share: number;
  readonly target?: BackendTarget;
  readonly origin?: RouteOrigin;
}

interface Group<Part> {
  readonly part: Part;
  readonly members: readonly Member[];
}

/** The targets by what they have in common. */
function grouped<Part extends HttpPart | RedirectPart | StreamPart>(
  of: Targets,
  read: (target: Target) => Part | Unreadable,
): readonly Group<Part>[] {
  const groups = new Map<string, { readonly part: Part; readonly members: Member[] }>();
  for (const target of of.targets) {
    const part = read(target);
    if ("reason" in part) {
      of.refused(target, part.reason);
      continue;
    }
    const member = part.kind === "redirect" ? redirectMember(target, of) : targetMember(target, of);
    if ("reason" in member) {
      of.refused(target, member.reason);
      continue;
    }
    const key = JSON.stringify(part);
    const group = groups.get(key) ?? { part, members: [] };
    groups.set(key, group);
    group.members.push(member);
  }
  return [...groups.values()];
}

function redirectMember(target: Target, { route, options }: Targets): Member | Unreadable {
  const share = route.targets.length === 1 ? 1 : target.weight;
  if (!Number.isFinite(share)) return { reason: "the weights of the route are not numbers" };
  const origin = options.sourceOf?.(route, target)?.origin;
  return { share, ...(origin !== undefined && { origin }) };
}

function targetMember(target: Target, of: Targets): Member | Unreadable {
  const member = redirectMember(target, of);
  const address = addressOf(target);
  if ("reason" in member) return member;
  if ("reason" in address) return address;
  const { share } = member;
  const instance = of.options.sourceOf?.(of.route, target)?.instance;
  return {
    ...member,
    target: {
      ...address,
      share,
      ...(target.fixedWeight > 0 && { weight: target.fixedWeight }),
      ...(instance !== undefined && { instance }),
    },
  };
}

/** The port of a URL without one: gRPC takes that of TLS. */
const defaultPorts: Readonly<Record<string, number>> = {
  http: 80,
  ws: 80,
  https: 443,
  wss: 443,
  grpc: 443,
  grpcs: 443,
};

function addressOf({ dst }: Target): Pick<BackendTarget, "host" | "port"> | Unreadable {
  const url = parseUrl(dst);
  const text = "error" in url ? "" : fromBytes(url.host);
  const [, bracketed, plain = "", digits] = /^(?:\[([^\]]*)\]|([^:]*))(?::(\d+))?$/.exec(text) ?? [];
  const host = bracketed ?? plain;
  const port = digits === undefined ? defaultPorts[schemeOf(dst)] : Number(digits);
  return host === "" || port === undefined ? { reason: `${dst} has no host and port` } : { host, port };
}

/** The common part of all targets of a backend. */
function shared(members: readonly Member[]): Pick<HttpBackend, "share" | "origins"> {
  const origins = members.flatMap(({ origin }) => origin ?? []);
  const unique = new Map(origins.map((origin) => [JSON.stringify(origin), origin]));
  return {
    share: members.reduce((sum, { share }) => sum + share, 0),
    origins: [...unique.values()],
  };
}

function targetsOf(members: readonly Member[]): readonly BackendTarget[] {
  return members.flatMap(({ target }) => target ?? []);
}
