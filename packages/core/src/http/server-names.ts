/** The names by which messages call a server and the environment variables with its settings. */
export interface ServerNames {
  readonly product: "Nomad" | "Consul" | "Fabio";
  /** The kind of server expected at the address: `Nomad agent`. */
  readonly server: string;
  /** The environment variable with its address. */
  readonly address: string;
  /** Absent for a server whose certificates have no settings of their own. */
  readonly tls?: TlsVariables;
}

/** The environment variables that decide how a server is trusted, and how it trusts. */
export interface TlsVariables {
  /** PEM file of the authority to trust, and a directory of such files. */
  readonly caCert: string;
  readonly caPath: string;
  /** PEM files of the client's certificate and its private key. */
  readonly clientCert: string;
  readonly clientKey: string;
  readonly serverName: string;
  /** A name that the server's certificate usually carries. */
  readonly usualServerName: string;
}

/** The same for an agent of Nomad or Consul, which may want a token. */
export interface AgentNames extends ServerNames {
  readonly product: "Nomad" | "Consul";
  /** The environment variable with the ACL token. */
  readonly token: string;
  readonly usualPort: number;
  readonly tls: TlsVariables;
}
