// @ts-check
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { CONSUL_ADDRESS, HOST, NOMAD_URL, PORTS, TASK_PORTS } from "./addresses.js";
import { ServerProcess } from "./server-process.js";

/**
 * The agent's configuration file.
 *
 * On the loopback device nothing that a job publishes can be reached from outside this machine. The fingerprints that
 * are left out ask the metadata services of clouds, and wait for an answer that never comes.
 * @param {{ dataFolder: string; docker: import("./docker.js").Docker | undefined }} options
 */
function configuration({ dataFolder, docker }) {
  return `
bind_addr            = "${HOST}"
data_dir             = "${dataFolder}"
log_level            = "WARN"
disable_update_check = true

ports {
  http = ${PORTS.nomadHttp}
  rpc  = ${PORTS.nomadRpc}
  serf = ${PORTS.nomadSerf}
}

client {
  network_interface = "lo"
  min_dynamic_port  = ${TASK_PORTS.min}
  max_dynamic_port  = ${TASK_PORTS.max}
  options = {
    "fingerprint.denylist" = "env_aws,env_gce,env_azure,env_digitalocean"
  }
}

consul {
  address = "${CONSUL_ADDRESS}"
}

plugin "raw_exec" {
  config {
    enabled = true
  }
}
${docker === undefined ? "" : dockerPlugin(docker)}`;
}

/**
 * No registry has the images, so the client must keep them; and containers that another Nomad may have on the same
 * daemon are not this one's to remove.
 * @param {import("./docker.js").Docker} docker
 */
function dockerPlugin(docker) {
  return `
plugin "docker" {
  config {
    endpoint = "${docker.endpoint}"
    volumes {
      enabled = true
    }
    gc {
      image = false
      dangling_containers {
        enabled = false
      }
    }
  }
}
`;
}

/**
 * Starts a Nomad agent in dev mode: server and client in one. When it is stopped it destroys its allocations.
 * @param {{
 *   nomad: string;
 *   folder: string;
 *   docker: import("./docker.js").Docker | undefined;
 *   cleanups: import("./cleanups.js").Cleanups;
 * }} options
 */
export async function startNomad({ nomad, folder, docker, cleanups }) {
  const dataFolder = join(folder, "nomad");
  mkdirSync(dataFolder);
  const file = join(folder, "nomad.hcl");
  writeFileSync(file, configuration({ dataFolder, docker }));
  const server = new ServerProcess({
    name: "nomad",
    path: nomad,
    args: ["agent", "-dev", "-config", file],
    logFile: join(folder, "nomad.log"),
    env: agentEnvironment(),
    stopSignal: "SIGINT",
    cleanups,
  });
  await server.untilReady(() => clientIsReady(docker !== undefined));
}

/**
 * The environment without what would change the agent: addresses and tokens meant for other clusters, and the
 * certificate bundle that Nomad's AWS library refuses to start with when it is not to its liking.
 */
function agentEnvironment() {
  const entries = Object.entries(process.env).filter(
    ([name]) => !/^(NOMAD_|CONSUL_|AWS_CA_BUNDLE$)/.test(name),
  );
  return Object.fromEntries(entries);
}

/**
 * True once the client can take work, with docker where it is wanted.
 * @param {boolean} withDocker
 */
async function clientIsReady(withDocker) {
  const response = await fetch(`${NOMAD_URL}/v1/nodes`);
  /** @type {any} */
  const nodes = await response.json();
  return nodes[0]?.Status === "ready" && (!withDocker || nodes[0].Drivers?.docker?.Healthy === true);
}
