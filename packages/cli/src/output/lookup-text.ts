import type { DnsAnswer, DnsLookup } from "@nomadx/core/consul/dns";

import type { NameKind } from "../dns/dns-question.ts";
import { oneLine } from "../terminal/clean-text.ts";
import { table } from "./table.ts";

/** The records of a lookup, a line each, in the order of their addresses and ports: Consul's own is random. */
export function lookupTable({ question, answers }: DnsLookup): string {
  const rows = answers.map(rowOf).toSorted(compareRows);
  const heading = question.type === "SRV" ? ["ADDRESS", "PORT", "TARGET", "TTL"] : ["ADDRESS", "TTL"];
  return table([heading, ...rows]);
}

/** Returns the warning about an answer that is cut off or incomplete. */
export function lookupWarning({ truncated, complete, transport, server }: DnsLookup): string | undefined {
  if (truncated && transport === "tcp") {
    return `over UDP, ${server} gave only a part; these are all of them, asked over TCP. Programs that ask over UDP get only a part each time`;
  }
  if (truncated) return `${server} says that there are more records than fit into an answer over UDP`;
  if (complete) return undefined;
  return transport === "udp"
    ? "over UDP, Consul may have left records out without saying so"
    : "the answer fills the 64 KB that a message can have: records may be missing";
}

/** That there is nothing, and what it means. */
export function nothingFound({ question, status, aliases, server }: DnsLookup, kind: NameKind): string[] {
  const { name, type } = question;
  if (status === "nxdomain") return [`NXDOMAIN: ${server} knows no name ${name}`, `help: ${unknown(kind)}`];
  const alias = aliases.at(-1);
  return [
    `Empty: ${name} has no ${type} record at ${server}`,
    alias === undefined
      ? `help: ${emptyHelp(type, kind)}`
      : `help: It is an alias of ${oneLine(alias)}, which Consul resolves only with recursors in its configuration.`,
  ];
}

function unknown(kind: NameKind): string {
  switch (kind) {
    case "service":
      return "The service is not registered, all its instances are critical, none has that tag, or there is no such datacenter.";
    case "node":
      return "No such node is registered in that datacenter.";
    case "query":
      return "There is no such prepared query, or all instances that it finds are critical.";
  }
}

function emptyHelp(type: string, kind: NameKind): string {
  if (type === "SRV") {
    return kind === "node"
      ? "Nodes have no ports: ask for A or AAAA. Consul says the same of a node that does not exist."
      : "Ask for A or AAAA.";
  }
  return `It has addresses of the other kind: ask for ${type === "A" ? "AAAA" : "A"}.`;
}

function rowOf(answer: DnsAnswer): readonly string[] {
  const ttl = `${answer.ttlSeconds}s`;
  if (answer.kind !== "SRV") return [answer.address, ttl];
  const address = answer.addresses.length === 0 ? "(unknown)" : answer.addresses.join(",");
  return [address, String(answer.port), answer.target, ttl];
}

function compareRows(a: readonly string[], b: readonly string[]): number {
  return a.join(" ").localeCompare(b.join(" "), "en", { numeric: true });
}
