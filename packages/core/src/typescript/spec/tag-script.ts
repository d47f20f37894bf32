import { NomadxError } from "../../diagnostics/errors.ts";
import { DEFAULT_TAG_PREFIX } from "../../fabio/config/registry-defaults.ts";
import { routeTag, type OptionValue } from "../../fabio/tags/urlprefix.ts";
import { call, data, text, type Script } from "../syntax/script.ts";

/** A tag of a service: by `urlprefix()` where that writes the very same text and takes the options, else as it is. */
export function tagScript(tag: string): Script {
  if (!tag.startsWith(DEFAULT_TAG_PREFIX)) return text(tag);
  const [route = "", ...words] = tag.slice(DEFAULT_TAG_PREFIX.length).split(" ");
  const options = optionsOf(words);
  if (options === undefined || !goTogether(route, options) || !isWritten(tag, route, options))
    return text(tag);
  return words.length === 0 ? call("urlprefix", text(route)) : call("urlprefix", text(route), data(options));
}

type Options = Readonly<Record<string, OptionValue>>;

function optionsOf(words: readonly string[]): Options | undefined {
  const options = words.map(optionOf);
  return options.includes(undefined)
    ? undefined
    : Object.fromEntries(options.flatMap((option) => (option === undefined ? [] : [option])));
}

function optionOf(word: string): readonly [string, OptionValue] | undefined {
  const [, name, value] = /^(\w+)=(.+)$/.exec(word) ?? [];
  if (name === undefined || value === undefined) return undefined;
  switch (name) {
    case "tlsskipverify":
    case "pxyproto":
      return value === "true" ? [name, true] : undefined;
    case "weight":
      return [name, Number(value)];
    case "allow":
    case "deny":
      return [name, value.split(",")];
    case "redirect": {
      const [status = "", url = ""] = value.split(",");
      return [name, [Number(status), url]];
    }
    default:
      return [name, value];
  }
}

/**
 * Whether the types of `urlprefix()` take them.
 * @see RouteOptions
 */
function goTogether(route: string, options: Options): boolean {
  const { proto, strip = "/", prepend = "/", allow, deny } = options;
  const allowed = options["redirect"] === undefined ? byProto[String(proto)] : redirectOptions;
  if (allowed === undefined || !Object.keys(options).every((name) => allowed.includes(name))) return false;
  if (!route.includes("/") && !(proto === "tcp" && /:(\d+|\$\{NOMAD_.*\})$/s.test(route))) return false;
  if (!String(strip).startsWith("/") || !String(prepend).startsWith("/")) return false;
  const access = [allow, deny].filter((each) => each !== undefined);
  return access.length < 2 && access.flat().every((each) => String(each).startsWith("ip:"));
}

const http = ["weight", "register", "allow", "deny", "strip", "prepend", "auth"] as const;
const tcp = ["proto", "weight", "register", "allow", "deny", "pxyproto"] as const;
const redirectOptions: readonly string[] = [...http, "redirect"];
const byProto: Readonly<Record<string, readonly string[]>> = {
  undefined: [...http, "host"],
  https: [...http, "host", "proto", "tlsskipverify"],
  grpc: ["proto", "weight", "register"],
  grpcs: ["proto", "weight", "register", "grpcservername", "tlsskipverify"],
  tcp,
  "tcp+sni": tcp,
};

function isWritten(tag: string, route: string, options: Options): boolean {
  try {
    return routeTag(route, options) === tag;
  } catch (error) {
    // Fabio would refuse it, and so does `urlprefix()`: the job keeps it, and `routes lint` tells.
    if (error instanceof NomadxError) return false;
    throw error;
  }
}
