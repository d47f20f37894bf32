export {
  createDnsResolver,
  type DnsAnswer,
  type DnsLookup,
  type DnsLookupOptions,
  type DnsResolver,
  type DnsResolverOptions,
} from "./dns-resolver.ts";
export type { DnsQuestion, DnsRecordType } from "./dns-message.ts";
export {
  nodeDnsName,
  queryDnsName,
  rfc2782DnsName,
  serviceDnsName,
  type DnsNameOptions,
  type ServiceDnsNameOptions,
} from "./dns-name.ts";
export {
  dnsNamesOf,
  type ExpectedDnsName,
  type ExpectedDnsNames,
  type UnnamedInDns,
} from "./dns-names-of.ts";
