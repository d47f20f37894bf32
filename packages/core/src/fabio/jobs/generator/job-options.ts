import type { FlagName } from "../../config/flags.ts";
import type { FabioVersion } from "../../version.ts";

/** The options of a generated job. Everything has a default. */
export interface FabioJobOptions {
  /** Entries of `proxy.addr`. @default [":9999;proto=http"] */
  readonly listeners?: readonly string[];
  /** The value of `ui.addr`. @default ":9998" */
  readonly ui?: string;
  /** Flags that this release does not know are left out; asking for one is an error. @default DEFAULT_VERSION */
  readonly version?: FabioVersion;
  /** @default `fabiolb/fabio:${version}` */
  readonly image?: string;
  /** The value of `registry.consul.addr`. @default Fabio's own: the Consul agent of the node, port 8500 */
  readonly registry?: string;
  /** @default ["dc1"] */
  readonly datacenters?: readonly string[];
  /**
   * Where ports are reserved: `group` from Nomad 0.10.4 on, `task` before and in Nomad 0.12's old form.
   * @default "group", and "task" for older releases of Nomad
   */
  readonly networks?: "group" | "task";
  /** The release of Nomad that will run it. @default "2.0.5" */
  readonly nomadVersion?: `${number}.${number}.${number}`;
  /** How many hosts the routes have, for the cache of their patterns. Only matters above 1000. */
  readonly hosts?: number;
  /** How long open connections may go on when Fabio is stopped, as a Go duration. @default "10s" */
  readonly shutdownWait?: string;
  /**
   * The check in Consul.
   *
   * - `route`: a request through Fabio to itself: fails as long as Fabio has no table, or no listener
   * - `port`: whether the first listener is open
   * - `none`: nothing
   *
   * `route` needs the back end Consul, and an HTTP or HTTPS listener and an `ui.addr`, neither on loopback; without, it
   * is `port`.
   * @default "route"
   */
  readonly health?: "route" | "port" | "none";
  /** Further settings, by Fabio's names. They win over those of the generator. */
  readonly flags?: Readonly<Partial<Record<FlagName, string | number | boolean>>>;
}
