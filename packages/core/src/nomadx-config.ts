/** The settings in `nomadx.config.ts`; flags and environment variables win over it. */
export interface NomadxConfig {
  /** The cluster to talk to. A token is not among these: it belongs into `NOMAD_TOKEN`. */
  readonly nomad?: {
    /** `http://host:4646`, `https://host:4646` or `unix:///path`. */
    readonly address?: string;
    readonly region?: string;
    readonly namespace?: string;
    /** PEM file of the certificate authority to trust. */
    readonly caCert?: string;
    /** Directory of such files. */
    readonly caPath?: string;
    /** PEM file of the client certificate. */
    readonly clientCert?: string;
    /** PEM file of its private key. */
    readonly clientKey?: string;
    /** Name that the server's certificate must carry. */
    readonly tlsServerName?: string;
  };
  /** The Consul to talk to. A token is not among these: it belongs into `CONSUL_HTTP_TOKEN`. */
  readonly consul?: {
    /** `host:8500`, `https://host:8501` or `unix:///path`. */
    readonly address?: string;
    readonly datacenter?: string;
    readonly namespace?: string;
    readonly partition?: string;
    /** PEM file of the certificate authority to trust. */
    readonly caCert?: string;
    /** Directory of such files. */
    readonly caPath?: string;
    /** PEM file of the client certificate. */
    readonly clientCert?: string;
    /** PEM file of its private key. */
    readonly clientKey?: string;
    /** Name that the agent's certificate must carry. */
    readonly tlsServerName?: string;
  };
  /** The Fabios to ask. */
  readonly fabio?: {
    /** Address of the admin API, several with commas between them: `http://10.0.0.1:9998,http://10.0.0.2:9998`. */
    readonly address?: string;
    /**
     * Their `registry.consul.tagprefix`, several with commas between them, where it is not that of a Fabio that one of the job
     * files runs: by it `validate`, `plan` and `run` know which tags Fabio reads.
     */
    readonly tagPrefix?: string;
  };
}

/**
 * Types a configuration; answers it as it is.
 * @example export default defineConfig({ nomad: { address: "https://nomad.example.com:4646" } });
 */
export function defineConfig(config: NomadxConfig): NomadxConfig {
  return config;
}
