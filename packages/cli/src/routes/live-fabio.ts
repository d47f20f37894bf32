import { NomadxError, type NomadxConfig } from "@nomadx/core";
import type { LiveFabio } from "@nomadx/core/fabio";
import type { FabioAdmin } from "@nomadx/core/fabio/admin";

import type { Context, Environment } from "../command/context.ts";
import { readConfigFile, type ConfigContext } from "../connect/config-file.ts";
import { settingsOfLive, type NamedSettings } from "./fabio-settings.ts";

/**
 * The addresses in `--fabio` flags, or `FABIO_ADDR` (several with commas), or the configuration file, or Fabio's default
 * one; all with a scheme.
 * @throws {NomadxError} `usage`
 */
export function fabioAddresses(
  flags: readonly string[],
  environment: Environment,
  config?: NomadxConfig,
): readonly string[] {
  const given =
    flags.length > 0 ? flags : (environment["FABIO_ADDR"] || (config?.fabio?.address ?? "")).split(",");
  const addresses = given.map((address) => address.trim()).filter((address) => address !== "");
  return addresses.length === 0 ? ["http://127.0.0.1:9998"] : addresses.map(withScheme);
}

/** The Fabios that flags, `FABIO_ADDR` or the configuration file name, or the one at Fabio's default address. */
export async function namedFabios(
  flags: { readonly fabio: readonly string[] },
  context: ConfigContext,
): Promise<readonly string[]> {
  return fabioAddresses(flags.fabio, context.env, await readConfigFile(context));
}

/**
 * The one of them that a command asks.
 * @throws {NomadxError} `usage` where there are several
 */
export async function oneFabio(
  flags: { readonly fabio: readonly string[] },
  context: ConfigContext,
): Promise<string> {
  const [address = "", ...others] = await namedFabios(flags, context);
  if (others.length === 0) return address;
  throw new NomadxError("usage", "Several Fabios are named, and each has a table of its own", {
    help: "--fabio names one of them; nomadx routes verify compares them all.",
  });
}

function withScheme(address: string): string {
  const url = /^[a-z]+:\/\//i.test(address) ? address : `http://${address}`;
  if (!/^https?:/i.test(url) || !URL.canParse(url))
    throw new NomadxError("usage", `${address} is not the address of a Fabio`);
  return url.replace(/\/+$/, "");
}

/**
 * The admin API of a Fabio, behind the path of the address where it has one (Fabio's `ui.path`); the client is loaded
 * only by those who need it.
 */
export async function openFabio(
  address: string,
  { interrupted }: Pick<Context, "interrupted">,
  timeoutMs?: number,
): Promise<FabioAdmin> {
  const { createFabioAdmin } = await import("@nomadx/core/fabio/admin");
  const connection = {
    address,
    basePath: new URL(address).pathname,
    ...(timeoutMs !== undefined && { timeoutMs }),
  };
  return createFabioAdmin(connection, { signal: interrupted });
}

/**
 * Table and settings of the Fabio at an address.
 * @throws {NomadxError} `unreachable`, `refused`, `protocol` and others of the admin API
 */
export async function readFabioAt(
  address: string,
  context: Pick<Context, "interrupted">,
): Promise<LiveFabio> {
  const { readFabio } = await import("@nomadx/core/fabio/admin");
  return readFabio(await openFabio(address, context));
}

/**
 * Settings of a Fabio alone.
 * @throws {NomadxError} as `readFabioAt` does
 */
export async function readSettingsOf(fabio: FabioAdmin): Promise<NamedSettings> {
  const { readFabioSettings } = await import("@nomadx/core/fabio/admin");
  return settingsOfLive(await readFabioSettings(fabio), fabio.address);
}
