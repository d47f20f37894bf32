/** How messages name the server that is talked to, and the environment variables that say how it is reached. */
export interface ServerWords {
  readonly product: "Nomad" | "Consul";
  /** Where it is reached: `host:port`, a URL. */
  readonly address: string;
  /** The ACL token. */
  readonly token: string;
  /** PEM file of the authority to trust, and a directory of such files. */
  readonly caCert: string;
  readonly caPath: string;
  /** PEM files of the client's certificate and its private key. */
  readonly clientCert: string;
  readonly clientKey: string;
  readonly tlsServerName: string;
  readonly usualPort: number;
  /** A name that the server's certificate usually carries. */
  readonly usualServerName: string;
}
