import {
  addressRecord,
  serveDns,
  srvRecord,
  type DnsReply,
  type LoopbackDnsServer,
} from "../dns/dns-server.ts";
import { ConsulCatalog, type ConsulContents } from "./contents.ts";

const nameError: DnsReply = { rcode: 3 };

/**
 * Consul's DNS over what `read()` says at the time: addresses and SRV records of `[tag.]NAME.service[.dc1].consul` and of
 * `_NAME._TAG.service[.dc1].consul`, of instances that are not critical.
 * @param change what goes wrong with an answer: it may be cut off, dropped, or be another one
 * @see developer.hashicorp.com/consul Discover services with DNS, static lookups
 */
export function serveConsulDns(
  read: () => ConsulContents,
  change: (reply: DnsReply, transport: "udp" | "tcp") => DnsReply = (reply) => reply,
): Promise<LoopbackDnsServer> {
  return serveDns(({ name, type, transport }) =>
    change(lookUp(new ConsulCatalog(read()), name, type), transport),
  );
}

function lookUp(catalog: ConsulCatalog, name: string, type: string): DnsReply {
  const found = /^(.+)\.service(?:\.dc1)?\.consul$/i.exec(name)?.[1]?.toLowerCase();
  if (found === undefined) return nameError;
  const [, underscored, proto] = /^_(.+)\._(.+)$/.exec(found) ?? [];
  const [service, tag] =
    underscored === undefined ? plainName(found) : [underscored, proto === "tcp" ? undefined : proto];
  const entries = catalog
    .health(service ?? "", tag)
    .filter(({ Checks }) => Checks.every(({ Status }) => Status !== "critical"));
  if (entries.length === 0) return nameError;
  const targets = entries.map(({ Node, Service }) => {
    const address = Service.Address === "" ? Node.Address : Service.Address;
    return { address, port: Service.Port, name: `${addressLabel(address)}.addr.dc1.consul` };
  });
  const ofTarget = (owner: string, { address }: { readonly address: string }) =>
    addressRecord(owner, address);
  if (type === "SRV") {
    return {
      answers: targets.map((target) => srvRecord(name, target.name, target.port)),
      additionals: targets.map((target) => ofTarget(target.name, target)),
    };
  }
  return {
    answers: targets.map((target) => ofTarget(name, target)).filter((record) => record.type === type),
  };
}

/** `v1.web`: the tag stands before the name. */
function plainName(name: string): readonly [service: string | undefined, tag: string | undefined] {
  const labels = name.split(".");
  return [labels.pop(), labels.length === 0 ? undefined : labels.join(".")];
}

/** An address as Consul puts it into a name: in hexadecimal. */
function addressLabel(address: string): string {
  const bytes = address.split(".").map((part) => Number(part).toString(16).padStart(2, "0"));
  return bytes.length === 4 ? bytes.join("") : address.replaceAll(":", "");
}
