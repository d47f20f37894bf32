import {
  block,
  bool,
  int,
  list,
  one,
  oneOf,
  string,
  stringMap,
  strings,
  uint32,
  type Named,
} from "./_define.ts";

const sds = block(
  "ConsulGatewayTLSSDSConfig",
  {
    /** Envoy cluster that the secret discovery service runs in. */
    cluster_name: string("ClusterName"),
    /** Name of the certificate there. */
    cert_resource: string("CertResource"),
  },
  { byValue: true },
);

const tls = block(
  "ConsulGatewayTLSConfig",
  {
    /** Use TLS for the listeners. */
    enabled: bool("Enabled", { default: false }),
    /** Oldest TLS version that is accepted. */
    tls_min_version: string("TLSMinVersion", { since: "1.3.2" }),
    /** Newest TLS version that is accepted. */
    tls_max_version: string("TLSMaxVersion", { since: "1.3.2" }),
    /** Cipher suites that are accepted. */
    cipher_suites: strings("CipherSuites", { since: "1.3.2" }),
    /** Certificate that a secret discovery service hands out. */
    sds: one("SDS", sds, { since: "1.7.7" }),
  },
  { byValue: true },
);

const headerModifiers = block("ConsulHTTPHeaderModifiers", {
  /** Headers to add beside those of the same name. */
  add: stringMap("Add", { form: "block" }),
  /** Headers to set in place of those of the same name. */
  set: stringMap("Set", { form: "block" }),
  /** Names of headers to take away. */
  remove: strings("Remove"),
});

const ingressService = block(
  "ConsulIngressService",
  {
    /** Service behind the listener; `*` for all. */
    name: string("Name", { required: true }),
    /** Host names under which the service is reached. */
    hosts: strings("Hosts"),
    /** TLS of this service, instead of the gateway's. */
    tls: one("TLS", tls, { since: "1.7.7" }),
    /** Changes to the headers of requests. */
    request_headers: one("RequestHeaders", headerModifiers, { since: "1.7.7" }),
    /** Changes to the headers of responses. */
    response_headers: one("ResponseHeaders", headerModifiers, { since: "1.7.7" }),
    /** Most HTTP/1.1 connections to one instance. */
    max_connections: uint32("MaxConnections", { stored: "pointer", since: "1.7.7", byValue: false }),
    /** Most requests that wait for a connection. */
    max_pending_requests: uint32("MaxPendingRequests", { stored: "pointer", since: "1.7.7", byValue: false }),
    /** Most HTTP/2 requests at a time. */
    max_concurrent_requests: uint32("MaxConcurrentRequests", {
      stored: "pointer",
      since: "1.7.7",
      byValue: false,
    }),
  },
  { byValue: true },
);

const listener = block(
  "ConsulIngressListener",
  {
    /** Port to listen on. */
    port: int("Port", { required: true }),
    /** Protocol of the services behind it. */
    protocol: oneOf("Protocol", ["tcp", "http", "http2", "grpc"], { default: "tcp" }),
    /** A service behind the listener. */
    service: list("Services", ingressService, { required: true, emptiedBy: "api" }),
  },
  { byValue: true },
);

const definition = block("ConsulIngressConfigEntry", {
  /** TLS of the gateway. */
  tls: one("TLS", tls),
  /** A port and what is behind it. */
  listener: list("Listeners", listener, { emptiedBy: "api" }),
});

/** A gateway through which traffic enters Consul's mesh. */
export const ingress: IngressBlock = definition;

/** @see hashicorp/nomad api/consul.go ConsulIngressConfigEntry (2.0.5) */
export interface IngressBlock extends Named<typeof definition> {}
