import type { RouteTable } from "../table/route-table.ts";
import type { Engine } from "./engine.ts";
import { createGlobCache } from "./glob-cache.ts";
import { normalizeHost, withoutDefaultPort } from "./host.ts";
import { matchesGlob, matchesPath } from "./path-matcher.ts";

/** Fabio's default for `glob.cache.size`. */
const cacheSize = 1000;

/**
 * Looks at every host and at every path, as Fabio does.
 * @see fabiolb/fabio route/table.go matchingHosts, matchingHostNoGlob, lookup (1.7.3)
 */
export function createPlainEngine(table: RouteTable, globMatching: boolean): Engine {
  const globs = createGlobCache(cacheSize);
  return {
    matchingHosts(host, tls) {
      const patterns = [...table.hosts.keys()];
      if (!globMatching) {
        const wanted = withoutDefaultPort(host, tls);
        return patterns.filter((pattern) => normalizeHost(pattern, tls) === wanted);
      }
      const wanted = normalizeHost(host, tls);
      const compiled = patterns.map((pattern) => {
        const normal = normalizeHost(pattern, tls);
        return { pattern, normal, glob: globs.get(normal) };
      });
      // Fabio's hosts have no order: which of several patterns it fails on is chance. Here it is the first one.
      const broken = compiled.find(({ glob }) => glob.kind === "error");
      return (broken === undefined ? compiled : [broken])
        .filter(({ normal, glob }) => matchesGlob(normal, glob, wanted))
        .map(({ pattern }) => pattern);
    },
    firstRoute(host, path, matcher) {
      return table.hosts.get(host)?.find((route) => matchesPath(matcher, route.path, path));
    },
  };
}
