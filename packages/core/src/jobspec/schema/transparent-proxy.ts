import { block, bool, string, strings, uint16, uint16s, type Named } from "./_define.ts";

const definition = block(
  "ConsulTransparentProxy",
  {
    /** User ID that Envoy runs as. */
    uid: string("UID", { absent: "the user of Nomad's Envoy image" }),
    /** Port on which Envoy takes outbound traffic. */
    outbound_port: uint16("OutboundPort", { default: 15001, filledInBy: [] }),
    /** Inbound ports that bypass Envoy: labels or numbers. */
    exclude_inbound_ports: strings("ExcludeInboundPorts", { emptiedBy: "api" }),
    /** Outbound ports that bypass Envoy. */
    exclude_outbound_ports: uint16s("ExcludeOutboundPorts", { emptiedBy: "api" }),
    /** Destinations that bypass Envoy, as CIDR blocks. */
    exclude_outbound_cidrs: strings("ExcludeOutboundCIDRs", { emptiedBy: "api" }),
    /** User IDs whose traffic bypasses Envoy. */
    exclude_uids: strings("ExcludeUIDs", { emptiedBy: "api" }),
    /** Leave DNS alone instead of sending it to Consul. */
    no_dns: bool("NoDNS", { default: false }),
  },
  { byValue: true },
);

/** Sends all traffic of the allocation through Envoy. */
export const transparentProxy: TransparentProxyBlock = definition;

/** @see hashicorp/nomad api/consul.go ConsulTransparentProxy (2.0.5) */
export interface TransparentProxyBlock extends Named<typeof definition> {}
