import { DEFAULT_TAG_PREFIX } from "../config/registry-defaults.ts";
import { NomadxError } from "../../diagnostics/errors.ts";
import { parseUrl } from "../../go/url.ts";
import { parseAccessRules } from "../match/access.ts";
import { readRedirectCode } from "../match/redirect-code.ts";
import { compileGlob } from "../glob/glob.ts";
import { splitSource } from "../table/split-source.ts";
import type { OptionsOf, PathRoute, PortRoute, RouteOptions } from "./route-options.ts";

/**
 * A Consul tag by which Fabio routes to a service: `urlprefix-` and a route, then the options.
 * `route` is `host/path`, `/path` for any host, `host:port/path` where clients send the port, or `:port` for TCP.
 * @throws {NomadxError} `usage` for what would make Fabio reject the whole route table, fail requests of other routes,
 *   or leave a protected route open
 * @example urlprefix("mysite.com/", { proto: "https", tlsskipverify: true }) // "urlprefix-mysite.com/ proto=https tlsskipverify=true"
 * @see fabiolb/fabio registry/consul/routecmd.go parseURLPrefixTag, build (1.7.3)
 */
export function urlprefix<Route extends PathRoute | PortRoute>(
  route: Route,
  ...[options = {}]: OptionsOf<Route>
): string {
  return routeTag(route, options);
}

/** The same where only the values say which options there are: whether they go together is not checked. */
export function routeTag(route: string, options: AnyOptions): string {
  checkRoute(route);
  const words = Object.entries(options).flatMap(([name, value]: readonly [string, OptionValue]) =>
    value === undefined ? [] : [`${name}=${optionText(name, value)}`],
  );
  checkMeaning(options);
  return [`${DEFAULT_TAG_PREFIX}${route}`, ...words].join(" ");
}

/** A value of an option. */
export type OptionValue = string | number | true | readonly (string | number)[] | undefined;
/** Options by name. */
type AnyOptions = RouteOptions | Readonly<Record<string, OptionValue>>;

function checkRoute(route: string): void {
  // Unicode's blanks, too: some of them are blanks to Fabio in one place and not in another.
  if (route === "" || /[\s"\p{Cc}]/u.test(route)) {
    throw refusal(
      `Not a route: ${JSON.stringify(route)}`,
      "A route has no spaces or quotes: host/path, /path or :port.",
    );
  }
  if (/^:\$\{NOMAD_\w+\}$/.test(route)) return;
  if (route.startsWith(":")) {
    const port = /^:([1-9][0-9]{0,4})$/.exec(route)?.[1];
    if (port === undefined || Number(port) > 65_535) {
      throw refusal(`Not a port: ${route}`, "A TCP route is a colon and a port: :5432.");
    }
    return;
  }
  const { host, path } = splitSource(route);
  for (const pattern of [host, path]) {
    const glob = compileGlob(pattern);
    if (glob.kind === "error") {
      throw refusal(
        `Not a pattern that Fabio can compile: ${pattern}: ${glob.error}`,
        String.raw`Write \[ for a bracket itself.`,
      );
    }
  }
}

function optionText(name: string, value: Exclude<OptionValue, undefined>): string {
  if (name === "weight" && !(typeof value === "number" && (value === 0 || (value >= 1e-300 && value <= 1)))) {
    throw refusal(`Not a weight: ${String(value)}`, "A weight is a share of the requests, from 0 to 1.");
  }
  const elements = typeof value === "object" ? value : [value];
  const text = elements.join(",");
  // A backslash would come out doubled.
  if (elements.length === 0 || elements.includes("") || /[\s"\\\p{Cc}]/u.test(text)) {
    throw refusal(
      `Not a value of ${name}: ${JSON.stringify(text)}`,
      "Fabio accepts no spaces, quotes or backslashes in an option.",
    );
  }
  if (typeof value === "object" && elements.some((element) => String(element).includes(","))) {
    throw refusal(`A comma in an element of ${name}: ${text}`, "Commas separate the elements of an option.");
  }
  return text;
}

/** Refuses what Fabio would log and then do something else; callers without types are not stopped by them. */
function checkMeaning({ allow, deny, redirect }: AnyOptions): void {
  const access = {
    ...(Array.isArray(allow) && { allow: allow.join(",") }),
    ...(Array.isArray(deny) && { deny: deny.join(",") }),
  };
  const { error } = parseAccessRules(access);
  if (error !== undefined) {
    throw refusal(
      `Fabio would leave the route open: ${error}`,
      "Use allow or deny, with elements like ip:10.0.0.0/8.",
    );
  }
  if (typeof redirect !== "object") return;
  const [code, url] = redirect;
  const target = parseUrl(String(url));
  if (!readRedirectCode(String(code)).ok || "error" in target) {
    throw refusal(
      `Not a redirect: ${"error" in target ? target.error : String(code)}`,
      "A redirect is a status from 300 to 399 and a URL.",
    );
  }
}

function refusal(message: string, help: string): NomadxError {
  return new NomadxError("usage", message, { help });
}
