import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import { environment } from "./measure.js";

const port = 15000;

// The fingerprints that are left out wait for the metadata services of clouds.
const configuration = `
bind_addr = "127.0.0.1"
disable_update_check = true
ports {
  http = ${port}
  rpc  = ${port + 1}
  serf = ${port + 2}
}
consul {
  auto_advertise   = false
  client_auto_join = false
}
client {
  network_interface = "lo"
  options = {
    "fingerprint.denylist" = "env_aws,env_gce,env_azure,env_digitalocean"
  }
}
`;

/**
 * Starts a Nomad agent in dev mode for measurements.
 * @returns {Promise<{ address: string, stop: () => Promise<void> } | undefined>} nothing where there is no nomad
 */
export async function startNomad() {
  const folder = mkdtempSync(path.join(tmpdir(), "nomadx-bench-"));
  const file = path.join(folder, "agent.hcl");
  writeFileSync(file, configuration);
  const { AWS_CA_BUNDLE: _, ...env } = environment;
  const agent = spawn("nomad", ["agent", "-dev", "-config", file], { env, stdio: "ignore" });
  const ended = new Promise((resolve) => {
    agent.once("error", resolve);
    agent.once("exit", resolve);
  });
  const stop = async () => {
    // Of a program that was not found there is no process, and Node would send the signal to all of this group.
    if (agent.pid !== undefined) agent.kill("SIGINT");
    await ended;
    rmSync(folder, { recursive: true, force: true });
  };
  const address = `http://127.0.0.1:${port}`;
  for (let attempt = 0; attempt < 120 && agent.pid !== undefined && agent.exitCode === null; attempt++) {
    if (await isReady(address)) return { address, stop };
    await sleep(500);
  }
  await stop();
  return undefined;
}

async function isReady(address) {
  try {
    const response = await fetch(`${address}/v1/nodes`);
    const nodes = await response.json();
    return nodes.some(({ Status }) => Status === "ready");
  } catch {
    // It does not listen yet.
    return false;
  }
}
