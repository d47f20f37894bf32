// @ts-check
import { join } from "node:path";
import { HOST, PORTS } from "./addresses.js";
import { ServerProcess } from "./server-process.js";

/**
 * Starts a Consul agent in dev mode: server and client in one, nothing on disk.
 * @param {{
 *   consul: string;
 *   folder: string;
 *   cleanups: import("./cleanups.js").Cleanups;
 *   ports?: Readonly<Record<keyof typeof PORTS & `consul${string}`, number>>;
 *   detached?: boolean;
 * }} options with the ports of the cluster unless there are others
 */
export async function startConsul({ consul, folder, cleanups, ports = PORTS, detached = true }) {
  const server = new ServerProcess({
    name: "consul",
    path: consul,
    args: [
      ...["agent", "-dev", "-bind", HOST, "-client", HOST, "-log-level", "warn", "-disable-host-node-id"],
      ...["-http-port", `${ports.consulHttp}`, "-dns-port", `${ports.consulDns}`, "-grpc-port", "-1"],
      ...["-server-port", `${ports.consulServer}`, "-serf-lan-port", `${ports.consulSerfLan}`],
      ...["-serf-wan-port", `${ports.consulSerfWan}`],
    ],
    logFile: join(folder, "consul.log"),
    stopSignal: "SIGINT",
    detached,
    cleanups,
  });
  await server.untilReady(async () => {
    const response = await fetch(`http://${HOST}:${ports.consulHttp}/v1/status/leader`);
    return response.ok && (await response.json()) !== "";
  });
}
