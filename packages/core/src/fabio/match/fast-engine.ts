import { lowerCase } from "../../go/letter-case.ts";
import type { Route, RouteTable } from "../table/route-table.ts";
import { AffixIndex } from "./affix-index.ts";
import type { Engine } from "./engine.ts";
import { GlobSet } from "./glob-set.ts";
import { normalizeHost, withoutDefaultPort } from "./host.ts";
import { matchesPath, type PathMatcher } from "./path-matcher.ts";

/** Routes of a host up to which going through them is quickest. */
const fewRoutes = 8;

/** Finds hosts and paths by indexes, which are made when they are first needed. */
export function createFastEngine(table: RouteTable, globMatching: boolean): Engine {
  const hosts = [...table.hosts.keys()];
  const hasDefaultPorts = hosts.some((host) => /:(?:80|443)$/.test(host));
  const hostIndexes = new Map<boolean, HostIndex>();
  const pathIndexes = {
    prefix: new Map<string, PathIndex>(),
    iprefix: new Map<string, PathIndex>(),
    glob: new Map<string, PathIndex>(),
  };

  const hostIndex = (tls: boolean): HostIndex => {
    const key = hasDefaultPorts && tls;
    const known = hostIndexes.get(key);
    if (known !== undefined) return known;
    const patterns = hosts.map((host) => normalizeHost(host, key));
    const made = globMatching ? globIndex(patterns) : exactIndex(patterns);
    hostIndexes.set(key, made);
    return made;
  };
  const pathIndex = (host: string, routes: readonly Route[], matcher: PathMatcher): PathIndex => {
    const known = pathIndexes[matcher].get(host);
    if (known !== undefined) return known;
    const made = createPathIndex(routes, matcher);
    pathIndexes[matcher].set(host, made);
    return made;
  };

  return {
    matchingHosts(host, tls) {
      const wanted = globMatching ? normalizeHost(host, tls) : withoutDefaultPort(host, tls);
      return hostIndex(tls)(wanted).map((id) => hosts[id] ?? "");
    },
    firstRoute(host, path, matcher) {
      const routes = table.hosts.get(host);
      if (routes === undefined) return undefined;
      // Globs would be compiled again and again.
      if (routes.length <= fewRoutes && matcher !== "glob") {
        return routes.find((route) => matchesPath(matcher, route.path, path));
      }
      return routes[pathIndex(host, routes, matcher)(path) ?? -1];
    },
  };
}

/** The places of the hosts that match a host. */
type HostIndex = (host: string) => readonly number[];
/** The place of the first route that matches a path. */
type PathIndex = (path: string) => number | undefined;

function globIndex(patterns: readonly string[]): HostIndex {
  const set = new GlobSet(patterns);
  return (host) => set.all(host);
}

function exactIndex(hosts: readonly string[]): HostIndex {
  const ids = new Map<string, number[]>();
  for (const [id, host] of hosts.entries()) {
    const known = ids.get(host);
    if (known === undefined) ids.set(host, [id]);
    else known.push(id);
  }
  return (host) => ids.get(host) ?? [];
}

function createPathIndex(routes: readonly Route[], matcher: PathMatcher): PathIndex {
  if (matcher === "glob") {
    const set = new GlobSet(routes.map(({ path }) => path));
    return (path) => set.first(path);
  }
  // The longest path need not be the first one: in lower case /Foo/Bar is behind /foo.
  const spelling = matcher === "iprefix" ? lowerCase : (path: string) => path;
  const index = new AffixIndex("start");
  let everything: number | undefined;
  for (const [id, { path }] of routes.entries()) {
    if (path === "") everything ??= id;
    else index.add(spelling(path), id);
  }
  return (path) => {
    const found: number[] = [];
    index.collect(spelling(path), found);
    if (everything !== undefined) found.push(everything);
    return found.length === 0 ? undefined : found.reduce((first, id) => Math.min(first, id));
  };
}
