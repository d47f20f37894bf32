import type { ServerWords } from "../http/server-words.ts";

/** @see hashicorp/nomad api/api.go DefaultConfig (2.0.5) */
export const nomadWords: ServerWords = {
  product: "Nomad",
  address: "NOMAD_ADDR",
  token: "NOMAD_TOKEN",
  caCert: "NOMAD_CACERT",
  caPath: "NOMAD_CAPATH",
  clientCert: "NOMAD_CLIENT_CERT",
  clientKey: "NOMAD_CLIENT_KEY",
  tlsServerName: "NOMAD_TLS_SERVER_NAME",
  usualPort: 4646,
  usualServerName: "server.global.nomad",
};
