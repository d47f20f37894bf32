import type { Finding } from "@nomadx/core";
import type { DnsAnswer, DnsLookup } from "@nomadx/core/consul/dns";

import type { NameKind } from "../dns/dns-question.ts";
import { table } from "./table.ts";

/** The records of a lookup, a line each, in the order of their addresses and ports: Consul's own is random. */
export function lookupTable({ question, answers }: DnsLookup): string {
  const rows = answers.map(rowOf).toSorted(compareRows);
  const heading = question.type === "SRV" ? ["ADDRESS", "PORT", "TARGET", "TTL"] : ["ADDRESS", "TTL"];
  return table([heading, ...rows]);
}

/** That there is nothing, and what it means; or that there may be more. */
export function lookupFindings(found: DnsLookup, kind: NameKind): readonly Finding[] {
  const { question, status, aliases, server } = found;
  const { name, type } = question;
  const nothing = { severity: "error", code: "dns-nothing" } as const;
  if (status === "nxdomain") {
    return [{ ...nothing, summary: `NXDOMAIN: ${server} knows no name ${name}`, help: unknown(kind) }];
  }
  if (status === "empty") {
    const alias = aliases.at(-1);
    const help =
      alias === undefined
        ? emptyHelp(type, kind)
        : `It is an alias of ${alias}, which Consul resolves only with recursors in its configuration.`;
    return [{ ...nothing, summary: `Empty: ${name} has no ${type} record at ${server}`, help }];
  }
  const summary = missingRecords(found);
  return summary === undefined ? [] : [{ severity: "warning", code: "dns-incomplete", summary }];
}

/** Why there may be more records than these. */
function missingRecords({ truncated, complete, transport, server }: DnsLookup): string | undefined {
  if (truncated && transport === "tcp") {
    return `Over UDP, ${server} gave only a part; these are all of them, asked over TCP. Programs that ask over UDP get only a part each time`;
  }
  if (truncated) return `${server} says that there are more records than fit into an answer over UDP`;
  if (complete) return undefined;
  return transport === "udp"
    ? "Over UDP, Consul may have left records out without saying so"
    : "The answer fills the 64 KB that a message can have: records may be missing";
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
