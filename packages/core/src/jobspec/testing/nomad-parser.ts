import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { NomadxError } from "../../diagnostics/errors.ts";
import { parseJson } from "../../units/json.ts";

/** Whether a test can ask a real Nomad; a test that cannot is skipped for this reason. */
export const hasNomad = spawnSync("nomad", ["version"]).status === 0;

/** Returns the text as `nomad fmt` formats it, or its complaint. */
export function nomadFmt(text: string): string {
  const { stdout, stderr, status } = spawnSync("nomad", ["fmt", "-"], { input: text, encoding: "utf8" });
  return status === 0 ? stdout : stderr;
}

/** A real Nomad that only parses: its own agent, on free ports of this machine, with a temporary data directory. */
export class NomadParser {
  static async start(): Promise<NomadParser> {
    const directory = await mkdtemp(join(tmpdir(), "nomadx-parser-"));
    const [http, rpc, serf] = await Promise.all([freePort(), freePort(), freePort()]);
    const file = join(directory, "agent.json");
    await writeFile(file, JSON.stringify(agentConfig(directory, { http, rpc, serf })));
    const agent = spawn("nomad", ["agent", `-config=${file}`], { stdio: "ignore" });
    const parser = new NomadParser(agent, `http://127.0.0.1:${http}`, directory);
    await parser.#untilReady();
    return parser;
  }

  /** Where its API is. */
  readonly address: string;
  readonly #agent: ChildProcess;
  readonly #directory: string;

  private constructor(agent: ChildProcess, address: string, directory: string) {
    this.#agent = agent;
    this.address = address;
    this.#directory = directory;
  }

  /** The job that Nomad reads from `hcl`, or its error text. */
  async parse(hcl: string): Promise<unknown> {
    const body = JSON.stringify({ JobHCL: hcl });
    const response = await fetch(`${this.address}/v1/jobs/parse`, { method: "POST", body });
    const text = await response.text();
    return response.ok ? parseJson(text) : text;
  }

  async stop(): Promise<void> {
    const ended = new Promise((resolve) => this.#agent.once("exit", resolve));
    this.#agent.kill();
    await ended;
    await rm(this.#directory, { recursive: true, force: true });
  }

  async #untilReady(): Promise<void> {
    for (let attempt = 0; attempt < 300; attempt++) {
      try {
        await this.parse("");
        return;
      } catch {
        // It does not listen yet.
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    }
    throw new NomadxError("timeout", "The Nomad agent of the tests does not answer");
  }
}

function agentConfig(directory: string, ports: Readonly<Record<string, number>>): unknown {
  const local = "127.0.0.1";
  return {
    data_dir: directory,
    bind_addr: local,
    advertise: { http: local, rpc: local, serf: local },
    ports,
    server: { enabled: true, bootstrap_expect: 1 },
  };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  // A server that listens on TCP has an address of this kind.
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
