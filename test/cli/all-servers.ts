import { once } from "node:events";
import { createServer } from "node:http";

import { onTestFinished } from "vitest";

import type { InstanceParts } from "../../packages/core/src/dev/consul/contents.ts";
import { addressRecord, srvRecord, type DnsReply } from "../../packages/core/src/dev/dns/dns-server.ts";
import type { PlacedFault } from "../../packages/core/src/dev/http/api.ts";
import { allocationId } from "../../packages/core/src/dev/nomad/allocation-id.ts";
import { runningJobs } from "../../packages/core/src/dev/nomad/contents.ts";
import {
  startConsul,
  startDnsServer,
  startFabioServer,
  startNomadServer,
} from "../../packages/core/src/dev/testing/servers.ts";
import { directoryOf } from "./nomadx.ts";

/** A job with one service of two instances; the name of the service stands in a line of its own. */
export function jobFile(tag = "urlprefix-web.test/"): string {
  const Check = { Type: "tcp", Interval: 10_000_000_000, Timeout: 2_000_000_000 };
  const job = {
    ...{ ID: "web", Name: "web", Datacenters: ["dc1"] },
    TaskGroups: [
      {
        ...{ Name: "web", Count: 2, Networks: [{ DynamicPorts: [{ Label: "http" }] }] },
        Services: [{ Name: "web", PortLabel: "http", Tags: [tag], Checks: [Check] }],
        Tasks: [{ Name: "server", Driver: "mock_driver", Config: { run_for: "1h" } }],
      },
    ],
  };
  return JSON.stringify(job, undefined, 2);
}

/** An instance of that service, as its allocation registers it. */
export const instance = (number: number): InstanceParts => ({
  service: "web",
  id: `_nomad-task-${allocationId(number)}-group-web-web-http`,
  address: `10.0.0.${number}:80`,
  tags: ["urlprefix-web.test/"],
  status: "passing",
});

/** Both of its instances. */
export const both = [instance(1), instance(2)];

/** The routes to both of its instances. */
export const lines = [1, 2].map((number) => `route add web web.test/ http://10.0.0.${number}:80/`);

/** The servers that run at the time. */
export interface Running {
  readonly instances?: readonly InstanceParts[];
  readonly lines?: readonly string[];
  readonly status?: number;
}

/** The ways in which they go wrong. */
export interface Trouble {
  readonly truncated?: boolean;
  /** Instead of an answer of Consul's DNS. */
  readonly dns?: DnsReply;
  readonly nomad?: readonly PlacedFault[];
  readonly consul?: readonly PlacedFault[];
  readonly fabio?: readonly PlacedFault[];
}

/** A Nomad, a Consul with its DNS, and a Fabio, with what `running()` says; and what a command needs to ask them. */
export async function startAllServers(running: () => Running = () => ({}), trouble: Trouble = {}) {
  const nomad = await startNomadServer(() => runningJobs({ web: { allocations: [1, 2] } }), {
    faults: trouble.nomad ?? [],
  });
  const consul = await startConsul(() => ({ instances: running().instances ?? both }), {
    faults: trouble.consul ?? [],
  });
  const dns = await startDnsServer(
    ({ name, transport }) =>
      trouble.dns ?? {
        truncated: trouble.truncated === true && transport === "udp",
        answers: [1, 2].map((number) => srvRecord(name, `a${number}.test`, 80)),
        additionals: [1, 2].map((number) => addressRecord(`a${number}.test`, `10.0.0.${number}`)),
      },
  );
  const listener = createServer((_, response) => response.writeHead(running().status ?? 200).end("hello"));
  listener.listen(0, "127.0.0.1");
  await once(listener, "listening");
  onTestFinished(() => void listener.close());
  const bound = listener.address();
  const port = typeof bound === "object" && bound !== null ? bound.port : 0;
  const fabio = await startFabioServer(() => ({ lines: running().lines ?? lines, listen: [`:${port}`] }), {
    faults: trouble.fabio ?? [],
  });
  const around = {
    dir: directoryOf({ "web.json": jobFile() }),
    address: nomad.address,
    env: {
      CONSUL_HTTP_ADDR: consul.address,
      CONSUL_HTTP_TOKEN: "consul-t0ken",
      NOMAD_TOKEN: "nomad-t0ken",
      CONSUL_DNS_ADDR: dns.address,
      FABIO_ADDR: fabio.address,
    },
  };
  return { around, nomad, consul, dns, fabio };
}
