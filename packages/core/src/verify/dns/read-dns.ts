import { dnsNamesOf, type ExpectedDnsNames } from "../../consul/dns/dns-names-of.ts";
import type { DnsNameOptions } from "../../consul/dns/dns-name.ts";
import type { DnsResolver } from "../../consul/dns/dns-resolver.ts";
import type { AskedName } from "./compare-with-dns.ts";
import type { ExpectedService } from "../expected-service.ts";

/** The names under which services are found: each service by itself and by its tags. */
export function namesToAsk(
  expectedServices: readonly ExpectedService[],
  options: DnsNameOptions = {},
): ExpectedDnsNames {
  const { names, unnamed } = dnsNamesOf(
    expectedServices.map(({ service, instances }) => ({ service, instances })),
    options,
  );
  // The name of RFC 2782 finds the same as the service's own.
  return { names: names.filter(({ form }) => form !== "rfc2782"), unnamed };
}

/**
 * Asks for all of them, one after the other until the first has been answered: a server that does not answer is not asked a
 * thousand times.
 * @throws {NomadxError} as a lookup does
 */
export async function readDns(
  dns: DnsResolver,
  names: ExpectedDnsNames["names"],
  signal?: AbortSignal,
): Promise<readonly AskedName[]> {
  const ask = async ({ name, service, tag }: ExpectedDnsNames["names"][number]): Promise<AskedName> => ({
    name,
    service,
    ...(tag !== undefined && { tag }),
    lookup: await dns.lookup(name, "SRV", signal === undefined ? {} : { signal }),
  });
  const [first, ...others] = names;
  if (first === undefined) return [];
  return [await ask(first), ...(await Promise.all(others.map(ask)))];
}
