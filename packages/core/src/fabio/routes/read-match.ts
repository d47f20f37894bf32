import type { ConnectionMatch, RequestMatch, ServerNameMatch, TextMatch } from "../../routes/route-match.ts";
import { compileGlob } from "../glob/glob.ts";
import type { MatcherOptions } from "../match/create-matcher.ts";
import type { Route } from "../table/route-table.ts";
import { portOfHost } from "../../units/host-port.ts";
import { hasPathGlob, hasServerName, isHostGlob } from "./route-kind.ts";

/** Why nothing that a balancer could be told comes of a route, or of a target of it. */
export interface Unreadable {
  readonly reason: string;
}

/**
 * Which requests a route is for. Fabio compares a host with its port, unless that is the protocol's own: a pattern that
 * ends with `*` takes every port, and `*:80` does so without TLS.
 * @see fabiolb/fabio route/table.go normalizeHost, matchingHosts (1.7.3)
 */
export function requestMatches(
  { host, path }: Pick<Route, "host" | "path">,
  { globMatching = true, matcher = "prefix" }: Pick<MatcherOptions, "globMatching" | "matcher">,
): readonly RequestMatch[] | Unreadable {
  const rest = { path: pathMatch(path, matcher) };
  if (host === "") return [rest];
  const port = portOfHost(host);
  const name = port === undefined ? host : host.replace(/:\d+$/, "");
  const exactly = port === undefined ? {} : { port };
  if (!globMatching || !isHostGlob(name)) {
    return [{ host: { kind: "exact", text: name }, ...exactly, ...rest }];
  }
  const reason = patternProblem(name);
  if (reason !== undefined) return { reason };
  const pattern = { host: { kind: "glob", text: name } as const };
  if (!/(?:^|[^\\])\*$/.test(name)) return [{ ...pattern, ...exactly, ...rest }];
  const anyPort = { ...pattern, port: "any", ...rest } as const;
  switch (port) {
    case undefined:
      return [anyPort];
    case 80:
      return [
        { scheme: "http", ...anyPort },
        { scheme: "https", ...pattern, port, ...rest },
      ];
    case 443:
      return [
        { scheme: "https", ...anyPort },
        { scheme: "http", ...pattern, port, ...rest },
      ];
    default:
      return [{ ...pattern, port, ...rest }];
  }
}

/** Why a pattern cannot be told without its port. */
function patternProblem(name: string): string | undefined {
  const glob = compileGlob(name);
  if (glob.kind === "error") return `the host ${name} is not a valid pattern: ${glob.error}`;
  if (name.includes(":")) return `the port of ${name} is a pattern`;
  return /[?\]]$|\{[^}]*[*?[][^}]*\}$/.test(name)
    ? `the end of ${name} may also be that of a port`
    : undefined;
}

function pathMatch(text: string, matcher: NonNullable<MatcherOptions["matcher"]>): TextMatch {
  switch (matcher) {
    case "prefix":
      return { kind: "prefix", text };
    case "iprefix":
      return { kind: "prefix", text, ignoresCase: true };
    case "glob":
      return { kind: hasPathGlob(text) ? "glob" : "exact", text };
  }
}

/** Which connections a route of a port is for: `:5432`, or `10.0.0.1:5432`. */
export function connectionMatch({ host }: Pick<Route, "host">): ConnectionMatch | Unreadable {
  const [, bracketed, plain, digits] = /^(?:\[([^\]]*)\]|([^:]*)):(\d+)$/.exec(host) ?? [];
  const port = Number(digits);
  const address = bracketed ?? plain ?? "";
  if (!(port > 0 && port < 65_536)) return { reason: `no connection comes to the port ${host}` };
  return { ...(address !== "" && { address }), port };
}

/** Which TLS connections a route by server name is for. */
export function serverNameMatch(route: Pick<Route, "host" | "path">): ServerNameMatch | Unreadable {
  if (hasServerName(route)) return { serverName: route.host };
  return { reason: `no server name is ${route.host}${route.path}: names have no pattern, port or path` };
}
