import { DEFAULT_TAG_PREFIX } from "../config/registry-defaults.ts";
import { hostPort } from "../../units/host-port.ts";
import { quote } from "../../go/quote.ts";
import { fields, trimSpace } from "../../go/white-space.ts";
import { parseTag, type TagOptions } from "../tags/parse-tag.ts";
import { DEFAULT_VERSION, since, type FabioVersion } from "../version.ts";
import type { ConsulInstance } from "./consul-state.ts";

/** A route command that Fabio writes for a tag of a service instance. */
export interface InstanceCommand {
  /** One line, unless the tag has a line break in its route. */
  readonly text: string;
  /** The tag as registered. */
  readonly tag: string;
  /** Options that Fabio skips with an error in its log: `redirect=` without exactly one comma. */
  readonly skipped: readonly string[];
}

/**
 * The route commands of a service instance, in the order of its tags. Every tag that is no route tag becomes a tag of
 * the route; one quotation mark in them makes the commands unreadable.
 * @see fabiolb/fabio registry/consul/routecmd.go build (1.7.3)
 */
export function instanceCommands(
  instance: ConsulInstance,
  options: TagOptions = {},
): readonly InstanceCommand[] {
  const { prefix = DEFAULT_TAG_PREFIX, version = DEFAULT_VERSION } = options;
  const tags = instance.ServiceTags ?? [];
  const spelled = tags.map((tag) => (since(version, "1.6.4") ? trimSpace(tag) : tag));
  const plain = spelled.filter((tag) => !tag.startsWith(prefix));
  const address = hostPort(instance.ServiceAddress || instance.Address, instance.ServicePort);
  return spelled.flatMap((tag, index): InstanceCommand[] => {
    const parsed = tag.startsWith(prefix) ? parseTag(tag, options) : undefined;
    if (parsed?.kind !== "route") return [];
    const { dst, weight, opts, skipped } = upstream(parsed.opts, address, version);
    const words = [
      `route add ${instance.ServiceName} ${parsed.route} ${dst}`,
      ...(weight === "" ? [] : [`weight ${weight}`]),
      ...(plain.length > 0 ? [`tags ${quote(plain.join(","))}`] : []),
      ...(opts.length > 0 ? [`opts ${quote(opts.join(" "))}`] : []),
    ];
    return [{ text: words.join(" "), tag: tags[index] ?? tag, skipped }];
  });
}

interface Upstream {
  readonly dst: string;
  readonly weight: string;
  readonly opts: readonly string[];
  readonly skipped: readonly string[];
}

/** The meaning of a tag's options for the target, and the options that are left for the route. The last one wins. */
function upstream(text: string, address: string, version: FabioVersion): Upstream {
  const schemes = since(version, "1.5.11") ? ["tcp", "https", "grpcs", "grpc"] : ["tcp", "https"];
  let dst = `http://${address}/`;
  let weight = "";
  const opts: string[] = [];
  const skipped: string[] = [];
  for (const option of fields(text)) {
    const scheme = schemes.find((name) => option === `proto=${name}`);
    if (scheme !== undefined) {
      dst = `${scheme}://${address}`;
    } else if (option.startsWith("weight=")) {
      weight = option.slice("weight=".length);
    } else if (option.startsWith("redirect=")) {
      const [code = "", url, ...more] = option.slice("redirect=".length).split(",");
      if (url === undefined || more.length > 0) {
        skipped.push(option);
        continue;
      }
      dst = url;
      opts.push(`redirect=${code}`);
    } else {
      opts.push(option);
    }
  }
  return { dst, weight, opts, skipped };
}
