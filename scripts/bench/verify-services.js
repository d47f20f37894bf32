// @ts-check
// How long `nomadx verify --layers consul,dns` takes for 1,000 services of five instances each in a real Consul, how many
// requests it makes, and how much memory it needs. Consul has to be on the PATH.
//
//   node scripts/bench/verify-services.js [services] [rounds]
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { Cleanups } from "../e2e/cleanups.js";
import { startConsul } from "../e2e/consul-agent.js";
import { findPrograms } from "../e2e/programs.js";
import { environment, ratiosToFirst } from "./measure.js";

const count = Number(process.argv[2] ?? 1000);
const rounds = Number(process.argv[3] ?? 5);
const nodes = ["n1", "n2", "n3", "n4", "n5"];
const ports = {
  ...{ consulHttp: 28500, consulDns: 28600, consulServer: 28300 },
  ...{ consulSerfLan: 28301, consulSerfWan: 28302 },
};
const http = `http://127.0.0.1:${ports.consulHttp}`;
const program = fileURLToPath(new URL("../../packages/cli/bin/run.js", import.meta.url));
const core = new URL("../../packages/core/dist/", import.meta.url);

const { consul } = findPrograms();
if (consul === undefined) {
  console.error("consul is not on PATH");
  process.exit(1);
}
const folder = mkdtempSync(join(tmpdir(), "nomadx-bench-"));
const cleanups = new Cleanups();
cleanups.add(folder, () => rmSync(folder, { recursive: true }));
try {
  await startConsul({ consul: consul.path, folder, cleanups, ports });
  await registerAll();
  const file = join(folder, "jobs.mjs");
  writeFileSync(file, `export default ${JSON.stringify(jobs())};\n`);
  const args = ["verify", file, "--layers", "consul,dns", "--json"];
  const env = { CONSUL_HTTP_ADDR: http, CONSUL_DNS_ADDR: `127.0.0.1:${ports.consulDns}` };
  const ratios = ratiosToFirst(
    [
      { name: "node -e 0", command: [process.execPath, "-e", "0"] },
      // Over UDP Consul answers three of five instances, which is told.
      { name: "nomadx verify", command: [process.execPath, program, ...args], env, codes: [0, 7] },
    ],
    rounds,
  );
  console.log(`${count} services of ${nodes.length} instances, ${rounds} rounds, medians`);
  for (const [name, { median, low, high }] of ratios) {
    console.log(`  ${name}: ${median.toFixed(1)} (${low.toFixed(1)} to ${high.toFixed(1)}) times node -e 0`);
  }
  console.log(`  memory of the process at most: ${peakMemory(args, env).toFixed(0)} MiB`);
  for (const line of await countRequests()) console.log(`  ${line}`);
} finally {
  for (const failure of await cleanups.run()) console.error(failure);
}

/** Every service has an instance on each node, which passes. */
async function registerAll() {
  const all = Array.from({ length: count }, (_, index) => index).flatMap((index) =>
    nodes.map((Node, at) => ({
      ...{ Node, Address: `10.0.0.${at + 1}` },
      Service: { ID: `svc-${index}`, Service: `svc-${index}`, Port: 10_000 + index },
      Check: { Node, CheckID: `check-${index}`, Name: "alive", Status: "passing", ServiceID: `svc-${index}` },
    })),
  );
  const work = async () => {
    for (let next = all.pop(); next !== undefined; next = all.pop()) {
      const answer = await fetch(`${http}/v1/catalog/register`, {
        method: "PUT",
        body: JSON.stringify(next),
      });
      if (!answer.ok) throw new Error(await answer.text());
      await answer.arrayBuffer();
    }
  };
  await Promise.all(Array.from({ length: 16 }, work));
}

function jobs() {
  const driver = { driver: "raw_exec", config: { command: "/bin/true" } };
  return Array.from({ length: count }, (_, index) => ({
    job: {
      [`svc-${index}`]: {
        group: {
          web: {
            count: nodes.length,
            network: { port: { http: {} } },
            service: { name: `svc-${index}`, port: "http" },
            task: { server: driver },
          },
        },
      },
    },
  }));
}

/** In MiB; the process tells it itself, at its end. */
function peakMemory(args, env) {
  const tell =
    "process.on('exit',()=>process.stderr.write(`\\nmaxrss ${process.resourceUsage().maxRSS}\\n`))";
  const { stderr } = spawnSync(
    process.execPath,
    ["--import", `data:text/javascript,${encodeURIComponent(tell)}`, program, ...args],
    { env: { ...environment, ...env }, encoding: "utf8", maxBuffer: 1 << 30 },
  );
  return Number(/maxrss (\d+)/.exec(stderr)?.[1]) / 1024;
}

/** The same once more through the library, whose calls can be counted. */
async function countRequests() {
  const [{ createConsulClient }, { createDnsResolver }, { verifyJobs }, { readSpec }] = await Promise.all(
    ["consul/index.js", "consul/dns/index.js", "verify/index.js", "jobspec/index.js"].map(
      (module) => import(new URL(module, core).href),
    ),
  );
  const client = createConsulClient({ address: http, addressSource: "env" });
  const calls = new Map();
  const counted = (part) =>
    new Proxy(client[part], {
      get:
        (target, name) =>
        (...given) => {
          const call = `${part}.${String(name)}`;
          calls.set(call, (calls.get(call) ?? 0) + 1);
          return target[name](...given);
        },
    });
  const dns = createDnsResolver({ server: `127.0.0.1:${ports.consulDns}` });
  let lookups = 0;
  const begun = performance.now();
  await verifyJobs({
    jobs: jobs().map(({ job }) => readSpec(...Object.entries(job)[0]).job),
    layers: ["consul", "dns"],
    consul: { catalog: counted("catalog"), health: counted("health"), kv: client.kv },
    dns: {
      server: dns.server,
      lookup: (...given) => {
        lookups += 1;
        return dns.lookup(...given);
      },
    },
  });
  const seconds = (performance.now() - begun) / 1000;
  client.close();
  return [
    `through the library: ${seconds.toFixed(2)} s`,
    ...Array.from(calls, ([call, times]) => `requests to Consul, ${call}: ${times}`),
    `lookups in DNS, at most 16 at a time: ${lookups}`,
  ];
}
