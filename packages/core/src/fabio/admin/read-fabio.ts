import { settingsFromApi } from "../config/api-settings.ts";
import type { FabioSettings } from "../config/fabio-settings.ts";
import type { LiveFabio } from "../live-fabio.ts";
import { tableOfListing } from "../table/listed-table.ts";
import { readVersion } from "../version.ts";
import type { AskOptions, FabioAdmin } from "./fabio-admin.ts";

/**
 * Table and settings of a running Fabio.
 * @throws {NomadxError} as the calls of `FabioAdmin` do
 * @example const { table, settings } = await readFabio(createFabioAdmin({ address: "http://127.0.0.1:9998" }));
 */
export async function readFabio(fabio: FabioAdmin, options?: AskOptions): Promise<LiveFabio> {
  const [listing, settings] = await Promise.all([fabio.routes(options), readFabioSettings(fabio, options)]);
  return { address: fabio.address, table: tableOfListing(listing), settings };
}

/**
 * Settings of a running Fabio alone.
 * @throws {NomadxError} as the calls of `FabioAdmin` do
 */
export async function readFabioSettings(fabio: FabioAdmin, options?: AskOptions): Promise<FabioSettings> {
  const [config, version] = await Promise.all([fabio.config(options), fabio.version(options)]);
  return settingsFromApi(config, readVersion(version));
}
