// @ts-check
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { ServerProcess } from "./server-process.js";

const execute = promisify(execFile);

/** The network bridge dockerd makes when it starts and leaves behind when it ends. */
const BRIDGE = "docker0";

/** The docker client, bound to one daemon. */
export class Docker {
  /** @type {string} */ #client;
  /** The daemon's address, as Nomad's docker plugin takes it. @type {string} */ endpoint;

  /**
   * @param {string} client path of the docker program
   * @param {string} endpoint
   */
  constructor(client, endpoint) {
    this.#client = client;
    this.endpoint = endpoint;
  }

  /**
   * What the command prints, without the line end.
   * @param {readonly string[]} args
   */
  async run(...args) {
    const options = { timeout: 60_000 };
    const { stdout } = await execute(this.#client, ["--host", this.endpoint, ...args], options);
    return stdout.trimEnd();
  }

  /** True when a daemon answers. */
  async answers() {
    try {
      return (await this.run("version", "--format", "{{.Server.Version}}")) !== "";
    } catch {
      return false;
    }
  }
}

/**
 * The daemon the docker client would talk to, or `undefined` when none answers there.
 * @param {string} client path of the docker program
 */
export async function findDockerDaemon(client) {
  const docker = new Docker(client, process.env["DOCKER_HOST"] ?? "unix:///var/run/docker.sock");
  return (await docker.answers()) ? docker : undefined;
}

/**
 * A daemon on a socket of its own, with all its state under `folder`. It changes no firewall rule: what a job
 * publishes is used on this machine only, and there docker's own proxy carries it.
 * @param {{ client: string; daemon: string; folder: string; cleanups: import("./cleanups.js").Cleanups }} options
 * @returns {Promise<Docker>}
 */
export async function startDockerDaemon({ client, daemon, folder, cleanups }) {
  const docker = new Docker(client, `unix://${join(folder, "docker.sock")}`);
  if (!bridgeExists()) cleanups.add(BRIDGE, removeBridge);
  const server = new ServerProcess({
    name: "dockerd",
    path: daemon,
    args: [
      ...[
        "--host",
        docker.endpoint,
        "--data-root",
        join(folder, "data"),
        "--exec-root",
        join(folder, "exec"),
      ],
      ...["--pidfile", join(folder, "docker.pid"), "--iptables=false", "--ip6tables=false"],
      ...["--ip-masq=false", "--ip-forward=false"],
    ],
    logFile: join(folder, "dockerd.log"),
    cleanups,
  });
  await server.untilReady(() => docker.answers());
  return docker;
}

function bridgeExists() {
  return existsSync(`/sys/class/net/${BRIDGE}`);
}

async function removeBridge() {
  if (bridgeExists()) await execute("ip", ["link", "delete", BRIDGE]);
}
