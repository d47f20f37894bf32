import { NomadxError, type NomadxConfig } from "@nomadx/core";
import { tableOfListing, type ListedRoute, type RouteTable } from "@nomadx/core/fabio";
import type { AdminRoute, FabioAdmin } from "@nomadx/core/fabio/admin";

import { settingsOfApi, type FabioSettings } from "./fabio-settings.ts";

/** One running Fabio, as its admin API shows it. */
export interface LiveFabio {
  readonly address: string;
  readonly table: RouteTable;
  readonly settings: FabioSettings;
}

/**
 * The addresses in `--fabio` flags, or `FABIO_ADDR` (several with commas), or the configuration file, or Fabio's default
 * one; all with a scheme.
 * @throws {NomadxError} `usage`
 */
export function fabioAddresses(
  flags: readonly string[],
  environment: NodeJS.ProcessEnv,
  config?: NomadxConfig,
): readonly string[] {
  const given =
    flags.length > 0 ? flags : (environment["FABIO_ADDR"] || (config?.fabio?.address ?? "")).split(",");
  const addresses = given.map((address) => address.trim()).filter((address) => address !== "");
  return addresses.length === 0 ? ["http://127.0.0.1:9998"] : addresses.map(withScheme);
}

function withScheme(address: string): string {
  const url = /^[a-z]+:\/\//i.test(address) ? address : `http://${address}`;
  if (!/^https?:/i.test(url) || !URL.canParse(url))
    throw new NomadxError("usage", `${address} is no address of a Fabio`);
  return url.replace(/\/+$/, "");
}

/**
 * The admin API of a Fabio, behind the path of the address where it has one (Fabio's `ui.path`); the client is loaded
 * only by those who need it.
 */
export async function openFabio(address: string, timeoutMs?: number): Promise<FabioAdmin> {
  const { createFabioAdmin } = await import("@nomadx/core/fabio/admin");
  return createFabioAdmin({
    address,
    basePath: new URL(address).pathname,
    ...(timeoutMs !== undefined && { timeoutMs }),
  });
}

/**
 * Table and configuration of a Fabio.
 * @throws {NomadxError} `unreachable`, `refused`, `protocol` and others of the admin API
 */
export async function readFabio(address: string): Promise<LiveFabio> {
  const fabio = await openFabio(address);
  const [listing, settings] = await Promise.all([fabio.routes(), readFabioSettings(fabio)]);
  return { address, table: tableOfListing(listing), settings };
}

/**
 * What of a Fabio's configuration decides where requests go.
 * @throws {NomadxError} as every request to the admin API does
 */
export async function readFabioSettings(fabio: FabioAdmin, signal?: AbortSignal): Promise<FabioSettings> {
  const options = signal === undefined ? {} : { signal };
  const [config, version] = await Promise.all([fabio.config(options), fabio.version(options)]);
  return settingsOfApi(config, version, fabio.address);
}

/** The table as Fabio's JSON has it. */
export function listedRoutes(routes: readonly AdminRoute[]): readonly ListedRoute[] {
  return routes.map(({ opts, ...route }) => ({
    ...route,
    opts: Object.entries(opts)
      .map(([name, value]) => `${name}=${value}`)
      .join(" "),
    cmd: "route add",
    rate1: 0,
    pct99: 0,
  }));
}
