import { NomadxError } from "../../diagnostics/errors.ts";

/** What Fabio does with requests of a route, by Fabio's own option names. */
export interface RouteOptions {
  /** How Fabio talks to the service. Without it: plain HTTP. */
  readonly proto?: "tcp" | "https" | "grpc" | "grpcs" | "tcp+sni";
  /** Path prefix to cut from the request before it is sent on. */
  readonly strip?: `/${string}`;
  /** Path prefix to put in front of the request's path, after `strip`. Fabio 1.6.0. */
  readonly prepend?: `/${string}`;
  /** Host header for the service: `dst` for the target's own address. */
  readonly host?: string;
  /** Share of the route's requests for each instance, 0 to 1. */
  readonly weight?: number;
  /** Do not check the service's certificate. Only `true` means something to Fabio. */
  readonly tlsskipverify?: true;
  /** Send a PROXY protocol header; for tcp and tcp+sni. Fabio 1.5.11. */
  readonly pxyproto?: true;
  /** Answer with a redirect instead: status and URL, in which `$path` and `$host` are filled in. */
  readonly redirect?: readonly [code: 301 | 302 | 303 | 307 | 308, url: string];
  /** Addresses that may use the route; each needs its type: `ip:10.0.0.0/8`. */
  readonly allow?: readonly `ip:${string}`[];
  /** Addresses that may not use the route. */
  readonly deny?: readonly `ip:${string}`[];
  /** Name of an authorisation scheme of Fabio's `proxy.auth`. */
  readonly auth?: string;
  /** Name under which Fabio registers itself in Consul, too. */
  readonly register?: string;
  /** TLS server name for grpcs. Fabio 1.5.11. */
  readonly grpcservername?: string;
}

/**
 * A Consul tag by which Fabio routes to a service: `urlprefix-` and a route, then the options.
 * `route` is `host/path`, `/path` for any host, `host:port/path` where clients send the port, or `:port` for TCP.
 * @throws {NomadxError} `usage` for a route or option that would make Fabio reject the whole route table
 * @example urlprefix("mysite.com/", { proto: "https", tlsskipverify: true }) // "urlprefix-mysite.com/ proto=https tlsskipverify=true"
 * @see fabiolb/fabio registry/consul/routecmd.go parseURLPrefixTag, build (1.7.3)
 */
export function urlprefix(route: string, options: RouteOptions = {}): string {
  if (route === "" || /[\s"]/.test(route)) {
    throw new NomadxError("usage", `Not a route: ${JSON.stringify(route)}`, {
      help: "A route has no blanks or quotes: host/path, /path or :port.",
    });
  }
  const words = Object.entries(options).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}=${optionText(name, value)}`],
  );
  return [`urlprefix-${route}`, ...words].join(" ");
}

function optionText(name: string, value: string | number | true | readonly (string | number)[]): string {
  const text = typeof value === "object" ? value.join(",") : String(value);
  if (text === "" || /[\s"]/.test(text) || (name === "weight" && !Number.isFinite(value))) {
    throw new NomadxError("usage", `Not a value of ${name}: ${JSON.stringify(text)}`, {
      help: "Fabio takes no blanks or quotes in an option, and only finite numbers as weight.",
    });
  }
  return text;
}
