// @ts-check
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

const PATIENCE_MS = 60_000;

/** The environment of Nomad's programs, whose AWS library does not start with every bundle of certificates. */
const { AWS_CA_BUNDLE: _, ...environment } = process.env;

/**
 * Runs a Nomad of a recorder's own, server and client in one, and stops it in the end. It is not waited for here: what has
 * to be there first, each recorder knows.
 * @param {{
 *   httpPort: number;
 *   config?: string;
 * }} options `config` is more of the agent's configuration; the two ports after that of HTTP are taken, too
 * @param {(agent: { address: string; folder: string; env: NodeJS.ProcessEnv }) => Promise<void>} record gets a folder for
 *   what it writes meanwhile, and the environment in which `nomad` talks to the agent
 */
export async function withRecordingAgent({ httpPort, config = "" }, record) {
  const folder = mkdtempSync(join(tmpdir(), "nomadx-record-"));
  const address = `http://127.0.0.1:${httpPort}`;
  const file = join(folder, "agent.hcl");
  writeFileSync(file, configOf(httpPort) + config);
  const agent = spawn("nomad", ["agent", "-dev", "-config", file], { env: environment, stdio: "ignore" });
  const ended = new Promise((resolve) => {
    agent.once("exit", resolve);
    agent.once("error", resolve);
  });
  try {
    await record({ address, folder, env: { ...environment, NOMAD_ADDR: address } });
  } finally {
    // A program that was not found has no process.
    if (agent.pid !== undefined) agent.kill("SIGTERM");
    await ended;
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * Waits until a question has the answer true; an agent that does not answer yet is asked again.
 * @param {string} awaited what is waited for, for the error
 * @param {() => Promise<boolean>} isThere
 */
export async function until(awaited, isThere) {
  const deadline = Date.now() + PATIENCE_MS;
  /** @type {unknown} */
  let cause;
  while (Date.now() < deadline) {
    try {
      if (await isThere()) return;
    } catch (error) {
      cause = error;
    }
    await sleep(100);
  }
  throw new Error(`gave up waiting for ${awaited}`, { cause });
}

/** @param {number} httpPort */
function configOf(httpPort) {
  return `
bind_addr = "127.0.0.1"
ports {
  http = ${httpPort}
  rpc  = ${httpPort + 1}
  serf = ${httpPort + 2}
}
client {
  network_interface = "lo"
  options = {
    "fingerprint.denylist" = "env_aws,env_gce,env_azure,env_digitalocean"
  }
}
plugin "raw_exec" {
  config {
    enabled = true
  }
}
`;
}
