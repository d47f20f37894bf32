// @ts-check
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { ServerProcess } from "./server-process.js";

const execute = promisify(execFile);

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
   * Returns the command's output, without the line end.
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
 * A daemon with a socket and a network bridge of its own, and all its state under `folder`: it does not meet another one
 * on this machine. It changes no firewall rule: what a job publishes is used on this machine only, and there docker's own
 * proxy carries it.
 * @param {{
 *   client: string;
 *   daemon: string;
 *   ip: string;
 *   folder: string;
 *   cleanups: import("./cleanups.js").Cleanups;
 * }} options
 * @returns {Promise<Docker>}
 */
export async function startDockerDaemon({ client, daemon, ip, folder, cleanups }) {
  const docker = new Docker(client, `unix://${join(folder, "docker.sock")}`);
  const bridge = await makeBridge(ip, cleanups);
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
      ...["--pidfile", join(folder, "docker.pid"), "--bridge", bridge],
      ...["--iptables=false", "--ip6tables=false", "--ip-masq=false", "--ip-forward=false"],
    ],
    logFile: join(folder, "dockerd.log"),
    cleanups,
  });
  await server.untilReady(() => docker.answers());
  return docker;
}

/**
 * Makes a bridge, since two daemons on the usual one give the same addresses to their containers. Its own addresses are
 * of the range that is set aside for tests of networks (RFC 2544).
 * @param {string} ip path of the program
 * @param {import("./cleanups.js").Cleanups} cleanups
 * @returns {Promise<string>} its name
 */
async function makeBridge(ip, cleanups) {
  const bridge = `nomadx-${process.pid}`;
  cleanups.throwIfRunning();
  await execute(ip, ["link", "add", "name", bridge, "type", "bridge"]);
  cleanups.add(bridge, async () => {
    await execute(ip, ["link", "delete", bridge]);
  });
  await execute(ip, ["address", "add", `198.18.${process.pid % 256}.1/24`, "dev", bridge]);
  await execute(ip, ["link", "set", bridge, "up"]);
  return bridge;
}
