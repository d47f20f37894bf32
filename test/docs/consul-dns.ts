import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";

import { serveRecordedDns } from "../../packages/core/src/dev/recorded/recorded-dns.ts";
import { root } from "./pages.ts";

/** The DNS server that answers at Consul's port while the commands of a page run. */
export interface ConsulDns {
  /** For UDP and TCP. */
  readonly port: number;
  /** Keeps what was recorded, if something was. */
  end(): void;
}

/** The answers of a real Consul's DNS to the commands of a page; the one at `address` (`host:port`) is recorded. */
export async function startConsulDns(page: string, address: string | undefined): Promise<ConsulDns> {
  const file = join(root, "fixtures/consul/docs", `${basename(page, ".md")}-dns.json`);
  const recorded = new Map<string, string>(address === undefined ? readAnswers(file) : []);
  const server = await serveRecordedDns(recorded, address);
  return {
    port: server.port,
    end() {
      server.close();
      if (address === undefined || recorded.size === 0) return;
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, `${JSON.stringify(Object.fromEntries(recorded), undefined, 2)}\n`);
    },
  };
}

function readAnswers(file: string): [string, string][] {
  if (!existsSync(file)) return [];
  // Written above.
  return Object.entries(JSON.parse(readFileSync(file, "utf8")) as Record<string, string>);
}
