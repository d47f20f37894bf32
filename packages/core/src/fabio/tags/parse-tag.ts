import { DEFAULT_TAG_PREFIX } from "../config/registry-defaults.ts";
import { expand } from "../../go/expand.ts";
import { lowerCase } from "../../go/letter-case.ts";
import { trimSpace } from "../../go/white-space.ts";
import { DEFAULT_VERSION, since, type FabioVersion } from "../version.ts";

/** The content that Fabio reads in a Consul tag. */
export type ParsedTag =
  /** No route tag: one of the tags that `route del` and `route weight` may name. */
  | { readonly kind: "plain" }
  /** A route tag that Fabio drops with a warning: before 1.5.14 those without a slash. */
  | { readonly kind: "dropped" }
  | {
      readonly kind: "route";
      /** `host/path`, `/path`, `host` or `:port`; "" is a syntax error later on. */
      readonly route: string;
      /** The text behind the first blank after the route. */
      readonly opts: string;
    };

/** The settings of Fabio that decide what a tag means. */
export interface TagOptions {
  /** `registry.consul.tagprefix`. */
  readonly prefix?: string;
  /** The values of `$name` in a route with a slash. Fabio knows only `DC`, the agent's datacenter. */
  readonly env?: Readonly<Record<string, string>>;
  readonly version?: FabioVersion;
}

/**
 * Returns what Fabio reads in a Consul tag; never throws. Host in lower case, variables filled in, blanks around the
 * route gone; routes without a slash stay as written. Only U+0020 separates route and options: a tab stays in the
 * route.
 * @see fabiolb/fabio registry/consul/routecmd.go parseURLPrefixTag (1.7.3)
 */
export function parseTag(
  tag: string,
  { prefix = DEFAULT_TAG_PREFIX, env = {}, version = DEFAULT_VERSION }: TagOptions = {},
): ParsedTag {
  const text = trimSpace(tag);
  if (!text.startsWith(prefix)) return { kind: "plain" };
  const rest = trimSpace(text.slice(prefix.length));
  const blank = rest.indexOf(" ");
  const source = blank < 0 ? rest : rest.slice(0, blank);
  const opts = blank < 0 ? "" : rest.slice(blank + 1);
  if (source.startsWith(":")) return { kind: "route", route: source, opts };
  const slash = source.indexOf("/");
  if (slash < 0)
    return since(version, "1.5.14") ? { kind: "route", route: source, opts } : { kind: "dropped" };
  const host = lowerCase(expand(source.slice(0, slash), env));
  return { kind: "route", route: `${host}/${expand(source.slice(slash + 1), env)}`, opts };
}
