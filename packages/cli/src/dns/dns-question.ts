import { NomadxError } from "@nomadx/core";
import { nodeDnsName, queryDnsName, serviceDnsName } from "@nomadx/core/consul/dns";

/** The values of the flags that say what kind of name is meant. */
export interface NameFlagValues {
  readonly node: boolean;
  readonly query: boolean;
  readonly tag?: string | undefined;
  readonly datacenter?: string | undefined;
  readonly domain?: string | undefined;
}

/** The kind of a name in Consul's DNS. */
export type NameKind = "service" | "node" | "query";

/**
 * The name to ask for. What ends in `.consul` or with a dot, or has `.service.`, `.node.` or `.query.` in it, is one
 * already; anything else is the name of a service, a node or a prepared query.
 * @throws {NomadxError} `usage` for what DNS cannot carry, and for a full name with flags that make one
 */
export function dnsQuestion(
  text: string,
  flags: NameFlagValues,
): { readonly name: string; readonly kind: NameKind } {
  const { node, query, tag, datacenter, domain } = flags;
  const parts = {
    ...(datacenter !== undefined && { datacenter }),
    ...(domain !== undefined && { domain }),
  };
  if (/\.(?:consul)?$|\.(?:service|node|query)\./i.test(text)) {
    if (node || query || tag !== undefined || Object.keys(parts).length > 0) {
      throw new NomadxError("usage", `${text} is a full name already`, {
        help: "--tag, --node, --query, --datacenter and --domain make one from the name of a service or a node.",
      });
    }
    return { name: text, kind: kindOf(text) };
  }
  if (node) return { name: nodeDnsName(text, parts), kind: "node" };
  if (query) return { name: queryDnsName(text, parts), kind: "query" };
  return { name: serviceDnsName(text, { ...parts, ...(tag !== undefined && { tag }) }), kind: "service" };
}

/** As Consul, which reads a name from its end. */
function kindOf(name: string): NameKind {
  const word = name
    .toLowerCase()
    .split(".")
    .findLast((label) => ["service", "connect", "node", "query", "addr"].includes(label));
  if (word === "node" || word === "addr") return "node";
  return word === "query" ? "query" : "service";
}
