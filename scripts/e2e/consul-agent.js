// @ts-check
import { join } from "node:path";
import { CONSUL_ADDRESS, HOST, PORTS } from "./addresses.js";
import { ServerProcess } from "./server-process.js";

/**
 * Starts a Consul agent in dev mode: server and client in one, nothing on disk.
 * @param {{ consul: string; folder: string; cleanups: import("./cleanups.js").Cleanups }} options
 */
export async function startConsul({ consul, folder, cleanups }) {
  const server = new ServerProcess({
    name: "consul",
    path: consul,
    args: [
      ...["agent", "-dev", "-bind", HOST, "-client", HOST, "-log-level", "warn", "-disable-host-node-id"],
      ...["-http-port", `${PORTS.consulHttp}`, "-dns-port", `${PORTS.consulDns}`, "-grpc-port", "-1"],
      ...["-server-port", `${PORTS.consulServer}`, "-serf-lan-port", `${PORTS.consulSerfLan}`],
      ...["-serf-wan-port", `${PORTS.consulSerfWan}`],
    ],
    logFile: join(folder, "consul.log"),
    stopSignal: "SIGINT",
    cleanups,
  });
  await server.untilReady(async () => {
    const response = await fetch(`http://${CONSUL_ADDRESS}/v1/status/leader`);
    return response.ok && (await response.json()) !== "";
  });
}
