import type { FabioSettings } from "./config/fabio-settings.ts";
import type { RouteTable } from "./table/route-table.ts";

/** A running Fabio, as its admin API shows it; `readFabio` of `@nomadx/core/fabio/admin` reads one. */
export interface LiveFabio {
  /** Of its admin API. */
  readonly address: string;
  readonly table: RouteTable;
  readonly settings: FabioSettings;
}
