import { block, body, int, one, string, type Named } from "./_define.ts";

const meshGateway = block(
  "ConsulMeshGateway",
  {
    /** How mesh gateways are used: `local`, `remote` or `none`. */
    mode: string("Mode", { usual: ["local", "remote", "none"] }),
  },
  { byValue: true },
);

const definition = block(
  "ConsulUpstream",
  {
    /** Service (or prepared query) to reach. */
    destination_name: string("DestinationName"),
    /** Port on which the sidecar offers it inside the allocation. */
    local_bind_port: int("LocalBindPort"),
    /** Address on which the sidecar offers it. */
    local_bind_address: string("LocalBindAddress", { default: "127.0.0.1", filledInBy: [], since: "1.1.0" }),
    /** Path of a Unix socket to offer it on instead of a port. */
    local_bind_socket_path: string("LocalBindSocketPath", { since: "1.6.2" }),
    /** Mode of the Unix socket, in octal. */
    local_bind_socket_mode: string("LocalBindSocketMode", { since: "1.6.2" }),
    /** The kind of `destination_name`: `service` or `prepared_query`. */
    destination_type: string("DestinationType", { default: "service", filledInBy: [], since: "1.6.2" }),
    /** Consul namespace of the destination. */
    destination_namespace: string("DestinationNamespace", { since: "1.2.9" }),
    /** Consul cluster peer of the destination. */
    destination_peer: string("DestinationPeer", { since: "1.6.2" }),
    /** Consul admin partition of the destination. */
    destination_partition: string("DestinationPartition", { since: "1.7.7" }),
    /** Consul datacenter of the destination. */
    datacenter: string("Datacenter", { since: "1.0.0" }),
    /** How mesh gateways are used on the way. */
    mesh_gateway: one("MeshGateway", meshGateway, { stored: "value", since: "1.1.1" }),
    /** Settings of Envoy for this upstream, as Consul takes them. */
    config: body("Config", { emptiedBy: "api", since: "1.5.0" }),
  },
  { byValue: true },
);

/** A service of the mesh that the sidecar makes reachable at a local port. */
export const upstreams: UpstreamsBlock = definition;

/** @see hashicorp/nomad api/consul.go ConsulUpstream (2.0.5) */
export interface UpstreamsBlock extends Named<typeof definition> {}
