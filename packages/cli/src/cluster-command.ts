import { BaseCommand } from "./base-command.ts";
import { openCluster, openClusterIfAny, type Cluster, type ClusterFlagValues } from "./connect/cluster.ts";
import { readConfigFile } from "./connect/config-file.ts";
import {
  openConsul,
  openConsulIfAny,
  type ConsulConnection,
  type ConsulFlagValues,
} from "./connect/consul.ts";

/** A command that talks to the servers of a cluster. */
export abstract class ClusterCommand extends BaseCommand {
  /**
   * The cluster that flags, `NOMAD_*` variables, `nomadx.config.ts` or Nomad's default address name. Nothing is sent yet.
   * @throws {NomadxError} `usage`, `tls`; `invalid` for a configuration file that cannot be used
   */
  protected async openCluster(flags: ClusterFlagValues): Promise<Cluster> {
    return this.#guarded(await openCluster(flags, await this.configFile()));
  }

  /** The cluster, or nothing where no one named an address and no agent listens at the default one. */
  protected async openClusterIfAny(flags: ClusterFlagValues): Promise<Cluster | undefined> {
    const cluster = await openClusterIfAny(flags, await this.configFile());
    return cluster === undefined ? undefined : this.#guarded(cluster);
  }

  /**
   * The Consul that flags, `CONSUL_*` variables, `nomadx.config.ts` or Consul's default address name. Nothing is sent yet.
   * @throws {NomadxError} `usage`, `tls`; `invalid` for a configuration file that cannot be used
   */
  protected async openConsul(flags: ConsulFlagValues): Promise<ConsulConnection> {
    return this.#guarded(await openConsul(flags, await this.configFile()));
  }

  /** The Consul, or nothing where no one named an address and no agent listens at the default one. */
  protected async openConsulIfAny(flags: ConsulFlagValues): Promise<ConsulConnection | undefined> {
    const connection = await openConsulIfAny(flags, await this.configFile());
    return connection === undefined ? undefined : this.#guarded(connection);
  }

  protected configFile() {
    return readConfigFile(process.cwd(), this.config.version);
  }

  /** Whatever a server or a job file repeats of the credentials stays hidden. */
  #guarded<Connected extends Cluster | ConsulConnection>(connected: Connected): Connected {
    const { token, httpAuth } = connected.config;
    this.keepSecret([token, httpAuth?.password].flatMap((value) => value ?? []));
    return connected;
  }
}
