import type { FabioVersion } from "../version.ts";
import type { FlagName, FlagValues } from "./flags.ts";
import type { KvEntry } from "./kv-list.ts";
import type { Listener } from "./listener.ts";

/** One entry of `proxy.addr` or `ui.addr`, read by itself so that a bad one does not hide the others. */
export interface ListenerEntry {
  readonly address: string;
  readonly options: KvEntry;
  readonly result: Listener | { readonly error: string };
}

/**
 * The settings of one Fabio: what it makes of Consul's state, how it matches requests, and where it listens. They are read
 * from how it is started (`readSettings`), or from a running one (`settingsFromApi`).
 */
export interface FabioSettings {
  readonly version: FabioVersion;
  readonly values: FlagValues;
  /** Entries of `proxy.addr`; those that cannot be read included. */
  readonly entries: readonly ListenerEntry[];
  /** Those that can. */
  readonly listeners: readonly Listener[];
  readonly ui?: ListenerEntry;
  /** `proxy.addr` or `ui.addr` is no list of options at all. */
  readonly listErrors: readonly { readonly setting: FlagName; readonly error: string }[];
  /** Names in `proxy.auth`; absent where nobody said. */
  readonly authSchemes?: ReadonlySet<string>;
}
