import { loadTable } from "../../fabio/table/load-table.ts";
import { tableToJson } from "../../fabio/table/list-table.ts";
import { startServer, type LoopbackServer } from "../../http/testing/loopback-server.ts";
import { listenerJson, type FabioParts } from "./live-fabio.ts";

/** What a Fabio has at the time. */
export interface RunningFabio extends Omit<FabioParts, "address"> {
  /** Its table, as route commands. */
  readonly lines: readonly string[];
}

/** The admin API of a Fabio; what `running()` says is what it has. */
export function startFabioServer(running: () => RunningFabio): Promise<LoopbackServer> {
  return startServer(({ url }, response) => {
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
