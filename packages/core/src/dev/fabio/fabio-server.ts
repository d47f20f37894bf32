import { tableToJson } from "../../fabio/table/list-table.ts";
import { loadTable } from "../../fabio/table/load-table.ts";
import type { FabioVersion } from "../../fabio/version.ts";
import type { LoopbackServer } from "../http/loopback-server.ts";
import { jsonReply, reply } from "../http/reply.ts";
import { serveApi, type ApiOptions } from "../http/serve-api.ts";
import { listenerJson } from "./listener-json.ts";

/** How a Fabio is set up; what is not said is as Fabio has it by default. */
export interface FabioSettings {
  /** `:9999`, or `:9998 tcp`: address and protocol; TLS has a certificate. @default [":9999"] */
  readonly listen?: readonly string[];
  /** The rest of its configuration, as `/api/config` has it. */
  readonly config?: Readonly<Record<string, unknown>>;
  readonly version?: FabioVersion;
}

/** The state of a Fabio at one moment. */
export interface FabioContents extends FabioSettings {
  /** Its table, as route commands. */
  readonly lines: readonly string[];
  /** Its manual overrides, by path: "" is that of the whole table. */
  readonly overrides?: Readonly<Record<string, string>>;
}

/**
 * The admin API of a Fabio (1.7.3), for reading; what `read()` says is what it has. Fabio redirects whatever it does not know,
 * but for the health check.
 */
export function serveFabio(read: () => FabioContents, options: ApiOptions = {}): Promise<LoopbackServer> {
  return serveApi(
    {
      "GET /health": () => reply(200, "OK\n"),
      "GET /api/version": () => reply(200, read().version ?? "1.7.3"),
      "GET /api/routes": ({ query }) => {
        const { lines } = read();
        if (query.has("raw")) return reply(200, `${lines.join("\n")}\n`);
        const { table } = loadTable(lines.join("\n"));
        return jsonReply(table === undefined ? null : tableToJson(table));
      },
      "GET /api/config": () => {
        const { config = {}, listen = [":9999"] } = read();
        return jsonReply({ ...config, Listen: listen.map(listenerJson) });
      },
      "GET /api/paths": () => jsonReply(Object.keys(read().overrides ?? {})),
      "GET /api/manual": () => overrideReply(read(), ""),
      "GET /api/manual/**": ({ names: [path = ""] }) => overrideReply(read(), `/${path}`),
      "GET /**": () => reply(303, "", { Location: "/routes" }),
    },
    options,
  );
}

function overrideReply({ overrides = {} }: FabioContents, path: string) {
  const value = overrides[path];
  return jsonReply({ value: value ?? "", version: value === undefined ? "0" : "7" });
}
