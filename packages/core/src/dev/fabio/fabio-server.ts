import { loadTable } from "../../fabio/table/load-table.ts";
import { tableToJson } from "../../fabio/table/list-table.ts";
import type { FabioVersion } from "../../fabio/version.ts";
import { serveHttp, type LoopbackServer } from "../http/loopback-server.ts";
import { listenerJson } from "./listener-json.ts";

/** How a Fabio is set up; what is not said is as Fabio has it by default. */
export interface FabioSettings {
  /** `:9999`, or `:9998 tcp`: address and protocol; TLS has a certificate. @default [":9999"] */
  readonly listen?: readonly string[];
  /** The rest of its configuration, as `/api/config` has it. */
  readonly config?: Readonly<Record<string, unknown>>;
  readonly version?: FabioVersion;
}

/** What a Fabio has at the time. */
export interface RunningFabio extends FabioSettings {
  /** Its table, as route commands. */
  readonly lines: readonly string[];
}

/** The admin API of a Fabio; what `running()` says is what it has. */
export function serveFabio(running: () => RunningFabio): Promise<LoopbackServer> {
  return serveHttp(({ url }, response) => {
    const { lines, listen = [":9999"], config = {}, version = "1.7.3" } = running();
    const { table } = loadTable(lines.join("\n"));
    const answers = new Map([
      ["/api/version", version],
      ["/api/routes", JSON.stringify(table === undefined ? null : tableToJson(table))],
      ["/api/config", JSON.stringify({ ...config, Listen: listen.map(listenerJson) })],
    ]);
    const answer = answers.get(url);
    // Fabio redirects whatever it does not know.
    if (answer === undefined) response.writeHead(303, { Location: "/routes" }).end();
    else response.end(answer);
  });
}
