import type { FabioAdmin } from "../../fabio/admin/fabio-admin.ts";
import type { FlagValues } from "../../fabio/config/flags.ts";
import type { Listener } from "../../fabio/config/listener.ts";
import { settingsFromApi } from "../../fabio/lints/api-settings.ts";
import type { RouteTable } from "../../fabio/table/route-table.ts";
import { tableOfListing } from "../../fabio/verify/listed-table.ts";
import { readVersion, type FabioVersion } from "../../fabio/version.ts";

/** A running Fabio, as its admin API shows it. */
export interface LiveFabio {
  /** Of its admin API. */
  readonly address: string;
  readonly table: RouteTable;
  readonly values: FlagValues;
  readonly listeners: readonly Listener[];
  readonly version: FabioVersion;
}

/**
 * Table and settings of a Fabio.
 * @throws {NomadxError} as the calls of `FabioAdmin` do
 */
export async function readFabio(fabio: FabioAdmin, signal?: AbortSignal): Promise<LiveFabio> {
  const options = signal === undefined ? {} : { signal };
  const [listing, config, version] = await Promise.all([
    fabio.routes(options),
    fabio.config(options),
    fabio.version(options),
  ]);
  const { values, listeners } = settingsFromApi(config);
  return {
    address: fabio.address,
    table: tableOfListing(listing),
    values,
    listeners,
    version: readVersion(version),
  };
}
