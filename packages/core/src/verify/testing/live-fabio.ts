import { settingsFromApi } from "../../fabio/config/api-settings.ts";
import { loadTable } from "../../fabio/table/load-table.ts";
import type { FabioSettings } from "../../dev/fabio/fabio-server.ts";
import { listenerJson } from "../../dev/fabio/listener-json.ts";
import type { LiveFabio } from "../../fabio/live-fabio.ts";

/** How a Fabio is set up, and where it is. */
export interface FabioParts extends FabioSettings {
  /** Of its admin API. @default "http://10.0.0.1:9998" */
  readonly address?: string;
}

/** A Fabio with a table of these route commands. */
export function liveFabio(
  lines: readonly string[],
  { address = "http://10.0.0.1:9998", listen = [":9999"], config = {}, version = "1.7.3" }: FabioParts = {},
): LiveFabio {
  const settings = settingsFromApi({ ...config, Listen: listen.map(listenerJson) }, version);
  const { table } = loadTable(lines.join("\n"));
  return { address, table: table ?? { hosts: new Map() }, settings };
}
