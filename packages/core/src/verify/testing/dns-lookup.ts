import { hostOf, portOfHost } from "../../units/host-port.ts";
import type { DnsAnswer, DnsLookup } from "../../consul/dns/dns-resolver.ts";

/** DNS's answer for a name: SRV records of these `address:port`, or that there are none. */
export function dnsLookup(
  name: string,
  records: readonly string[] | "nxdomain" | "empty",
  more: Partial<DnsLookup> = {},
): DnsLookup {
  const answers = typeof records === "string" ? [] : records.map((record) => srvAnswer(name, record));
  return {
    question: { name, type: "SRV" },
    status: typeof records === "string" ? records : "found",
    answers,
    ...{ aliases: [], truncated: false, complete: true, transport: "tcp", server: "127.0.0.1:8600" },
    ...more,
  };
}

/** A host that is not an IP address has no address that the server would know. */
function srvAnswer(name: string, record: string): DnsAnswer {
  const host = hostOf(record);
  const isAddress = /^[\d.]+$|:/.test(host);
  return {
    ...{ kind: "SRV", name, port: portOfHost(record) ?? 0, priority: 1, weight: 1, ttlSeconds: 0 },
    target: isAddress ? "0a000001.addr.dc1.consul" : host,
    addresses: isAddress ? [host] : [],
  };
}
