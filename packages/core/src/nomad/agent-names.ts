import type { AgentNames } from "../http/server-names.ts";

/** @see hashicorp/nomad api/api.go DefaultConfig (2.0.5) */
export const nomadNames: AgentNames = {
  product: "Nomad",
  server: "Nomad agent",
  address: "NOMAD_ADDR",
  token: "NOMAD_TOKEN",
  usualPort: 4646,
  tls: {
    caCert: "NOMAD_CACERT",
    caPath: "NOMAD_CAPATH",
    clientCert: "NOMAD_CLIENT_CERT",
    clientKey: "NOMAD_CLIENT_KEY",
    serverName: "NOMAD_TLS_SERVER_NAME",
    usualServerName: "server.global.nomad",
  },
};
