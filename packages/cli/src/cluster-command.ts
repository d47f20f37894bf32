import { BaseCommand } from "./base-command.ts";
import { openCluster, openClusterIfAny, type Cluster, type ClusterFlagValues } from "./cluster.ts";
import { readConfigFile } from "./config-file.ts";

/** A command that talks to a Nomad cluster. */
export abstract class ClusterCommand extends BaseCommand {
  /**
   * The cluster that flags, `NOMAD_*` variables, `nomadx.config.ts` or Nomad's default address name. Nothing is sent yet.
   * @throws {NomadxError} `usage`, `tls`; `invalid` for a configuration file that cannot be used
   */
  protected async openCluster(flags: ClusterFlagValues): Promise<Cluster> {
    return this.#guarded(await openCluster(flags, await this.#configFile()));
  }

  /** The cluster, or nothing where no one named an address and no agent listens at the default one. */
  protected async openClusterIfAny(flags: ClusterFlagValues): Promise<Cluster | undefined> {
    const cluster = await openClusterIfAny(flags, await this.#configFile());
    return cluster === undefined ? undefined : this.#guarded(cluster);
  }

  #configFile() {
    return readConfigFile(process.cwd(), this.config.version);
  }

  /** Whatever a server or a job file repeats of the credentials stays hidden. */
  #guarded(cluster: Cluster): Cluster {
    const { token, httpAuth } = cluster.config;
    this.keepSecret([token, httpAuth?.password].flatMap((value) => value ?? []));
    return cluster;
  }
}
