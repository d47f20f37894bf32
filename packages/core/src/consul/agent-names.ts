import type { AgentNames } from "../http/server-names.ts";

/** @see hashicorp/consul api/api.go defaultConfig (1.34.4) */
export const consulNames: AgentNames = {
  product: "Consul",
  server: "Consul agent",
  address: "CONSUL_HTTP_ADDR",
  token: "CONSUL_HTTP_TOKEN",
  usualPort: 8500,
  tls: {
    caCert: "CONSUL_CACERT",
    caPath: "CONSUL_CAPATH",
    clientCert: "CONSUL_CLIENT_CERT",
    clientKey: "CONSUL_CLIENT_KEY",
    serverName: "CONSUL_TLS_SERVER_NAME",
    usualServerName: "server.dc1.consul",
  },
};
