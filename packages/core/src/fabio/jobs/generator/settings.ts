import { NomadxError } from "../../../diagnostics/errors.ts";
import type { FabioConfig } from "../../config/fabio-config.ts";
import { flagNames, knowsFlag, type FlagName } from "../../config/flags.ts";
import { loadConfig } from "../../config/load-config.ts";
import { DEFAULT_VERSION } from "../../version.ts";
import type { FabioJobOptions } from "./job-options.ts";

/** The command line of a generated job, and what Fabio makes of it. */
export interface JobSettings {
  /** Always `-name=value`: a truth value that stands alone would end the flags. */
  readonly args: readonly string[];
  readonly config: FabioConfig;
}

const FABIO_CACHE_SIZE = 1000;
const SECOND = 1_000_000_000;

/**
 * Writes the flags and has them read back by Fabio's rules.
 * @throws {NomadxError} `invalid` where Fabio would not start, or would ignore something
 */
export function jobSettings(options: FabioJobOptions): JobSettings {
  const { version = DEFAULT_VERSION, listeners = [":9999;proto=http"], ui, registry, hosts = 0 } = options;
  const generated: Partial<Record<FlagName, string | number | boolean>> = {
    "proxy.addr": listeners.join(","),
    ...(ui !== undefined && { "ui.addr": ui }),
    ...(knowsFlag(version, "ui.access") && { "ui.access": "ro" }),
    ...(registry !== undefined && { "registry.consul.addr": registry }),
    "log.access.target": "stdout",
    "proxy.shutdownwait": options.shutdownWait ?? "10s",
    // Time for those who found this instance in Consul to notice that it goes.
    ...(knowsFlag(version, "proxy.deregistergraceperiod") && { "proxy.deregistergraceperiod": "2s" }),
    ...(hosts >= FABIO_CACHE_SIZE &&
      knowsFlag(version, "glob.cache.size") && { "glob.cache.size": cacheFor(hosts) }),
  };
  const chosen = { ...generated, ...options.flags };
  const args = flagNames.flatMap((name) => {
    const value = chosen[name];
    return value === undefined ? [] : [`-${name}=${value}`];
  });
  const { config, problems } = loadConfig({ args, version });
  const fatal = problems.filter(({ effect }) => effect !== "warning");
  if (config === undefined || fatal.length > 0) {
    const reasons = fatal.map(({ message }) => message).join("; ");
    throw new NomadxError("invalid", `Fabio ${version} cannot be run like this: ${reasons}`);
  }
  return { args, config };
}

/** A size with room for as many hosts again as there are now. */
function cacheFor(hosts: number): number {
  return Math.ceil((hosts * 2) / FABIO_CACHE_SIZE) * FABIO_CACHE_SIZE;
}

/** How long Nomad has to wait before it kills Fabio: both pauses at its end, and five seconds. */
export function killTimeout({ values }: FabioConfig): `${number}s` {
  const pauses = Number(values["proxy.shutdownwait"]) + Number(values["proxy.deregistergraceperiod"]);
  return `${Math.ceil(pauses / SECOND) + 5}s`;
}
