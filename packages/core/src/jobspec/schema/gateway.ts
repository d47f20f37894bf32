import { block, body, bool, duration, int, list, map, one, oneOf, string, type Named } from "./_define.ts";
import { fillIn } from "./_hub.ts";
import { ingress } from "./ingress.ts";

const bindAddress = block(
  "ConsulGatewayBindAddress",
  {
    /** Name of the listener. */
    name: string("Name", { apiOnly: true, stored: "never" }),
    /** Address to listen on. */
    address: string("Address", { required: true }),
    /** Port to listen on; -1 for any. */
    port: int("Port", { required: true }),
  },
  { label: "Name", byValue: true },
);

const gatewayProxy = block(
  "ConsulGatewayProxy",
  {
    /** How long connecting to an upstream may take. */
    connect_timeout: duration("ConnectTimeout", { default: "5s", byValue: false, stored: "pointer" }),
    /** Listen on the addresses that the service is tagged with. */
    envoy_gateway_bind_tagged_addresses: bool("EnvoyGatewayBindTaggedAddresses", { default: false }),
    /** Do not listen on the service's own address. */
    envoy_gateway_no_default_bind: bool("EnvoyGatewayNoDefaultBind", { default: false }),
    /** How Envoy resolves the names of terminating gateways' services. */
    envoy_dns_discovery_type: oneOf("EnvoyDNSDiscoveryType", ["STRICT_DNS", "LOGICAL_DNS"], {
      since: "1.0.4",
    }),
    /** A further address to listen on. */
    envoy_gateway_bind_addresses: map("EnvoyGatewayBindAddresses", bindAddress),
    /** Settings of Envoy, as Consul takes them. */
    config: body("Config", { emptiedBy: "api" }),
  },
  {
    byValue: true,
    /** @see hashicorp/nomad command/agent/job_endpoint.go apiConnectGatewayProxyToStructs (2.0.5) */
    store: (hub) => fillIn(hub, "EnvoyGatewayBindAddresses", {}),
  },
);

const linkedService = block(
  "ConsulLinkedService",
  {
    /** Service outside the mesh, as Consul's catalog has it; `*` for all. */
    name: string("Name", { required: true }),
    /** Certificate authority that the service's certificate is checked with. */
    ca_file: string("CAFile"),
    /** Client certificate. */
    cert_file: string("CertFile"),
    /** Key of the client certificate. */
    key_file: string("KeyFile"),
    /** Name of the server in the TLS handshake. */
    sni: string("SNI"),
  },
  { byValue: true },
);

const terminating = block("ConsulTerminatingConfigEntry", {
  /** A service that the gateway leads to. */
  service: list("Services", linkedService, { emptiedBy: "api" }),
});

const mesh = block("ConsulMeshConfigEntry", {});

const definition = block("ConsulGateway", {
  /** The Envoy that is the gateway. */
  proxy: one("Proxy", gatewayProxy),
  /** Lets traffic into the mesh. */
  ingress: one("Ingress", ingress),
  /** Lets the mesh's traffic out to services that are not in it. */
  terminating: one("Terminating", terminating, { since: "1.0.4" }),
  /** Connects meshes of several datacenters or partitions. */
  mesh: one("Mesh", mesh, { since: "1.1.1" }),
});

/** A gateway of Consul's mesh: exactly one of `ingress`, `terminating`, `mesh`. */
export const gateway: GatewayBlock = definition;

/** @see hashicorp/nomad api/consul.go ConsulGateway (2.0.5) */
export interface GatewayBlock extends Named<typeof definition> {}
