import * as Flags from "@oclif/core/flags";

const helpGroup = "CLUSTER";

/**
 * Which Nomad cluster, and how to reach it: the flags of Nomad's own CLI, which win over the `NOMAD_*` variables.
 * Every command that may talk to a server takes them: `static override flags = { ...clusterFlags }`.
 */
export const clusterFlags = {
  address: Flags.string({
    helpGroup,
    helpValue: "URL",
    summary: "Address of the Nomad server, also unix:///path. [env: NOMAD_ADDR]",
  }),
  region: Flags.string({
    helpGroup,
    helpValue: "NAME",
    summary: "Region to talk to. [env: NOMAD_REGION]",
  }),
  namespace: Flags.string({
    helpGroup,
    helpValue: "NAME",
    summary: "Namespace of the job. [env: NOMAD_NAMESPACE]",
  }),
  token: Flags.string({
    helpGroup,
    helpValue: "SECRET",
    summary: "ACL token; the variable keeps it out of the process list. [env: NOMAD_TOKEN]",
  }),
  "ca-cert": Flags.string({
    helpGroup,
    helpValue: "FILE",
    summary: "PEM file of the certificate authority to trust. [env: NOMAD_CACERT]",
  }),
  "ca-path": Flags.string({
    helpGroup,
    helpValue: "DIR",
    summary: "Directory of such files; --ca-cert wins. [env: NOMAD_CAPATH]",
  }),
  "client-cert": Flags.string({
    helpGroup,
    helpValue: "FILE",
    summary: "PEM file of the client certificate. [env: NOMAD_CLIENT_CERT]",
  }),
  "client-key": Flags.string({
    helpGroup,
    helpValue: "FILE",
    summary: "PEM file of its private key. [env: NOMAD_CLIENT_KEY]",
  }),
  "tls-server-name": Flags.string({
    helpGroup,
    helpValue: "NAME",
    summary: "Name that the server's certificate must carry. [env: NOMAD_TLS_SERVER_NAME]",
  }),
  "tls-skip-verify": Flags.boolean({
    helpGroup,
    summary: "Do not check the server's certificate. [env: NOMAD_SKIP_VERIFY]",
  }),
};
