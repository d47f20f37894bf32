import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { HOST } from "../../scripts/e2e/addresses.js";
import { Cleanups } from "../../scripts/e2e/cleanups.js";
import { ServerProcess } from "../../scripts/e2e/server-process.js";

/** How a Consul is started. */
interface PrivateConsulOptions {
  /** Path of the program. */
  readonly consul: string;
  /** Its ports are this one and the four that follow. */
  readonly firstPort: number;
  /** Goes with every request to its API. */
  readonly token?: string;
  /** Further configuration, in HCL. */
  readonly config?: string;
  /** A folder that keeps its state; without one it is in dev mode, and keeps none. */
  readonly dataFolder?: string;
  /** How it is stopped. @default "SIGINT" */
  readonly stopSignal?: NodeJS.Signals;
}

/** A Consul of its own for one test file: nobody else registers anything in it. */
export interface PrivateConsul {
  /** `http://127.0.0.1:port` */
  readonly http: string;
  /** `127.0.0.1:port` */
  readonly dns: string;
  /** Sends JSON to a path of the HTTP API. */
  put(path: string, body: unknown): Promise<void>;
  /** The same, for what is created there. */
  post(path: string, body: unknown): Promise<void>;
  stop(): Promise<void>;
}

/** The name of its one node. */
export const NODE = "node_one";

/** Starts a Consul, and waits until it answers. */
export async function startPrivateConsul(options: PrivateConsulOptions): Promise<PrivateConsul> {
  const { consul, firstPort, config = "", dataFolder, stopSignal = "SIGINT" } = options;
  const folder = mkdtempSync(join(tmpdir(), "nomadx-consul-"));
  const cleanups = new Cleanups();
  cleanups.add("the folder", () => rmSync(folder, { recursive: true, force: true }));
  const http = `http://${HOST}:${firstPort}`;
  const headers: Record<string, string> =
    options.token === undefined ? {} : { "X-Consul-Token": options.token };
  const ports = ["-http-port", "-dns-port", "-server-port", "-serf-lan-port", "-serf-wan-port"];
  // Certificates for somewhere else: a Consul that sees them asks that place for its region, and waits.
  const { AWS_CA_BUNDLE: _, ...env } = process.env;
  const server = new ServerProcess({
    name: "consul",
    path: consul,
    args: [
      ...["agent", "-node", NODE, "-bind", HOST, "-client", HOST, "-log-level", "warn"],
      ...(dataFolder === undefined
        ? ["-dev"]
        : ["-server", "-bootstrap-expect", "1", "-data-dir", dataFolder]),
      ...["-disable-host-node-id", "-grpc-port", "-1"],
      ...ports.flatMap((flag, index) => [flag, `${firstPort + index}`]),
      ...(config === "" ? [] : ["-hcl", config]),
    ],
    logFile: join(folder, "consul.log"),
    env,
    stopSignal,
    cleanups,
  });
  const stop = async (): Promise<void> => void (await cleanups.run());
  try {
    await server.untilReady(async () => {
      const response = await fetch(`${http}/v1/catalog/nodes`, { headers });
      return response.ok && JSON.stringify(await response.json()).includes(NODE);
    });
  } catch (error) {
    await stop();
    throw error;
  }
  const send = async (method: string, path: string, body: unknown): Promise<void> => {
    const response = await fetch(`${http}${path}`, { method, headers, body: JSON.stringify(body) });
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  };
  return {
    http,
    dns: `${HOST}:${firstPort + 1}`,
    put: (path, body) => send("PUT", path, body),
    post: (path, body) => send("POST", path, body),
    stop,
  };
}
