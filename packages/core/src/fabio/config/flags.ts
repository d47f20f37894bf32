import { since, type FabioVersion } from "../version.ts";
import type { FabioFlag } from "./fabio-flag.ts";
import { proxyFlags } from "./proxy-flags.ts";
import { registryFlags } from "./registry-flags.ts";

export type { FabioFlag, FlagValue } from "./fabio-flag.ts";

/**
 * All settings of Fabio 1.5.0 to 1.7.3, with the defaults of 1.7.3. `proxy.localip` (an address of the host),
 * `profile.path` (the folder for temporary files) and `runtime.gomaxprocs` (the number of processors) have the defaults
 * that `loadConfig` is told.
 * @see fabiolb/fabio config/load.go, config/default.go (1.7.3)
 */
export const fabioFlags = { ...proxyFlags, ...registryFlags } as const;

/** The name of a setting: `proxy.addr`. */
export type FlagName = keyof typeof fabioFlags;

interface ValueOfType {
  bool: boolean;
  int: number;
  uint: number;
  float: number;
  string: string;
  duration: number | bigint;
  list: readonly string[];
  floats: readonly number[];
}

/** The value of every setting. */
export type FlagValues = { readonly [N in FlagName]: ValueOfType[(typeof fabioFlags)[N]["type"]] };

/** All names, in the order in which Fabio defines them. */
export const flagNames: readonly FlagName[] = Object.keys(fabioFlags).filter(isFlagName);

/** Whether there is such a flag in any release. */
export function isFlagName(name: string): name is FlagName {
  return Object.hasOwn(fabioFlags, name);
}

/** Whether that release knows the flag. An unknown one on the command line ends Fabio with code 2. */
export function knowsFlag(version: FabioVersion, name: FlagName): boolean {
  const flag: FabioFlag = fabioFlags[name];
  const gone = flag.until !== undefined && since(version, flag.until) && version !== flag.until;
  return !gone && (flag.since === undefined || since(version, flag.since));
}
