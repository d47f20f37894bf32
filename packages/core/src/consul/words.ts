import type { ServerWords } from "../http/server-words.ts";

/** @see hashicorp/consul api/api.go defaultConfig (1.34.4) */
export const consulWords: ServerWords = {
  product: "Consul",
  address: "CONSUL_HTTP_ADDR",
  token: "CONSUL_HTTP_TOKEN",
  caCert: "CONSUL_CACERT",
  caPath: "CONSUL_CAPATH",
  clientCert: "CONSUL_CLIENT_CERT",
  clientKey: "CONSUL_CLIENT_KEY",
  tlsServerName: "CONSUL_TLS_SERVER_NAME",
  usualPort: 8500,
  usualServerName: "server.dc1.consul",
};
