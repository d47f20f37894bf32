import * as Flags from "@oclif/core/flags";

const helpGroup = "CONSUL";

/** Which Consul, and how to reach it: they win over the `CONSUL_*` variables of Consul's own CLI. */
export const consulFlags = {
  "consul-address": Flags.string({
    helpGroup,
    helpValue: "URL",
    summary: "Address of the Consul agent, also unix:///path. [env: CONSUL_HTTP_ADDR]",
  }),
  "consul-datacenter": Flags.string({
    helpGroup,
    helpValue: "NAME",
    summary: "Datacenter to ask about, instead of the agent's own.",
  }),
  "consul-namespace": Flags.string({
    helpGroup,
    helpValue: "NAME",
    summary: "Namespace of Consul Enterprise. [env: CONSUL_NAMESPACE]",
  }),
  "consul-partition": Flags.string({
    helpGroup,
    helpValue: "NAME",
    summary: "Partition of Consul Enterprise. [env: CONSUL_PARTITION]",
  }),
  "consul-token": Flags.string({
    helpGroup,
    helpValue: "SECRET",
    summary: "ACL token; the variable keeps it out of the process list. [env: CONSUL_HTTP_TOKEN]",
  }),
  "consul-token-file": Flags.string({
    helpGroup,
    helpValue: "FILE",
    summary: "File with that token. [env: CONSUL_HTTP_TOKEN_FILE]",
  }),
  "consul-ca-cert": Flags.string({
    helpGroup,
    helpValue: "FILE",
    summary: "PEM file of the certificate authority to trust. [env: CONSUL_CACERT]",
  }),
  "consul-ca-path": Flags.string({
    helpGroup,
    helpValue: "DIR",
    summary: "Directory of such files; --consul-ca-cert wins. [env: CONSUL_CAPATH]",
  }),
  "consul-client-cert": Flags.string({
    helpGroup,
    helpValue: "FILE",
    summary: "PEM file of the client certificate. [env: CONSUL_CLIENT_CERT]",
  }),
  "consul-client-key": Flags.string({
    helpGroup,
    helpValue: "FILE",
    summary: "PEM file of its private key. [env: CONSUL_CLIENT_KEY]",
  }),
  "consul-tls-server-name": Flags.string({
    helpGroup,
    helpValue: "NAME",
    summary: "Name that the agent's certificate must carry. [env: CONSUL_TLS_SERVER_NAME]",
  }),
};
