import { settingsFromApi } from "../../fabio/lints/api-settings.ts";
import { loadTable } from "../../fabio/table/load-table.ts";
import type { FabioVersion } from "../../fabio/version.ts";
import type { LiveFabio } from "../fabio/read-fabio.ts";

/** How a Fabio is set up; what is not said is as Fabio has it by default. */
export interface FabioParts {
  /** Of its admin API. @default "http://10.0.0.1:9998" */
  readonly address?: string;
  /** `:9999`, or `:9998 tcp`: address and protocol; TLS has a certificate. @default [":9999"] */
  readonly listen?: readonly string[];
  /** The rest of its configuration, as `/api/config` has it. */
  readonly config?: Readonly<Record<string, unknown>>;
  readonly version?: FabioVersion;
}

/** A Fabio with a table of these route commands. */
export function liveFabio(
  lines: readonly string[],
  { address = "http://10.0.0.1:9998", listen = [":9999"], config = {}, version = "1.7.3" }: FabioParts = {},
): LiveFabio {
  const { values, listeners } = settingsFromApi({ ...config, Listen: listen.map(listenerJson) });
  const { table } = loadTable(lines.join("\n"));
  return { address, table: table ?? { hosts: new Map() }, values, listeners, version };
}

/** A listener as `/api/config` has it. */
export function listenerJson(text: string): Readonly<Record<string, unknown>> {
  const [Addr = "", Proto = "http"] = text.split(" ");
  const hasCertificate = /^(?:https|grpcs|https\+tcp\+sni)$/.test(Proto);
  return { Addr, Proto, CertSource: { Name: hasCertificate ? "lab" : "" } };
}
