import { describe, expect, test } from "vitest";

import { on, type PlacedFault } from "../../packages/core/src/dev/http/api.ts";
import {
  asItIs,
  cut,
  endless,
  hangUp,
  headers,
  instead,
  inTurn,
  refuse,
  silence,
  slow,
  stall,
  type Fault,
} from "../../packages/core/src/dev/http/faults.ts";
import type { LoopbackServer } from "../../packages/core/src/dev/http/loopback-server.ts";
import { nomadReply } from "../../packages/core/src/dev/nomad/nomad-server.ts";
import { recordedFlow } from "../../packages/core/src/dev/testing/recorded-flow.ts";
import { planOfNewJob, startNomad } from "../../packages/core/src/dev/testing/scripted-nomad.ts";
import { reply } from "../../packages/core/src/dev/http/reply.ts";
import { startConsul, startFabioServer } from "../../packages/core/src/dev/testing/servers.ts";
import { startAllServers, type Trouble } from "./all-servers.ts";
import { runInProcess } from "./in-process.ts";
import { jobJson } from "./job-files.ts";
import { directoryOf } from "./nomadx.ts";

const json = "application/json";

const redirect: Fault = async () =>
  headers({ Location: "https://login.test/" })(() => refuse(307, "")(async () => "hang-up"));

/** The faults that may befall an answer. */
const faults = {
  "hangs up": hangUp,
  silence,
  "cuts off": cut(1),
  stalls: stall(1),
  drips: slow(1, 12_000),
  "a 502": refuse(502, "Bad Gateway"),
  "a 500": refuse(500, "No cluster leader"),
  page: instead("<html><title>Welcome</title></html>"),
  "{}": instead("{}", json),
  "[]": instead("[]", json),
  null: instead("null", json),
  redirect,
  endless: endless(" ".repeat(1_000)),
} as const satisfies Readonly<Record<string, Fault>>;

/**
 * The exit codes: 0 where the answer is one that the server could give, so that it is done; 5 by --timeout, and 130 by Ctrl-C
 * for commands that have none, where it would last for long or for ever.
 */
const expected = `
                        hangs up  silence  cuts off  stalls  drips  a 502  a 500  page  {}   []   null  redirect  endless
plan                    1         130      1         130     130    1      1      1     1    1    1     1         1
validate                1         130      1         130     130    1      1      1     1    1    1     1         1
status                  1         130      1         130     130    1      1      1     1    0    0     1         1
run: plan of two        1         5        1         5       5      1      1      1     1    1    1     1         1
run: register           1         5        1         5       5      1      1      1     1    1    1     1         1
run: evaluations        5         5        5         5       5      5      5      5     5    1    1     5         5
run: deployments        5         5        5         5       5      5      5      5     5    5    5     5         5
run: allocations        5         5        5         5       5      5      5      5     5    5    5     5         5
run: logs of a failure  4         4        4         4       4      4      4      4     4    4    4     4         4
stop: job               1         5        1         5       5      1      1      1     1    1    1     1         1
stop: stop              1         5        1         5       5      1      1      1     1    1    1     1         1
stop: evaluations       5         5        5         5       5      5      5      5     5    1    1     5         5
stop: allocations       5         5        5         5       5      5      5      5     5    0    0     5         5
stop: purge             1         5        1         5       5      1      1      1     1    1    1     1         1
override: write         1         130      0         0       0      1      1      1     1    1    1     1         1
verify: allocations     7         130      7         130     130    7      7      7     7    7    7     7         7
verify: catalog         7         130      7         130     130    7      7      7     7    7    7     7         7
verify: health          7         130      7         130     130    7      7      7     7    7    7     7         7
verify: table           7         130      7         130     130    7      7      7     7    7    7     7         7
verify: settings        7         130      7         130     130    7      7      7     7    7    7     7         7
`;

/** The time of a command that would go on: for --timeout, or until Ctrl-C. */
const SHORT_MS = 3_000;
/** The time of one that comes to its end, which it does long before. */
const LONG_MS = 60_000;
/** A command that was given up has some seconds for what is left to do, and a machine may be slow. */
const AFTERWARDS_MS = 20_000;

/** A command against servers of which one answer goes wrong. */
interface Step {
  readonly words: string;
  readonly args: readonly string[];
  /** Whether it takes --timeout. */
  readonly hasLimit?: true;
  readonly start: (fault: Fault) => Promise<Started>;
}

interface Started {
  readonly address: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly dir?: string;
  /** The server that is written to. */
  readonly written: LoopbackServer;
}

const success = recordedFlow("service-success");
const failure = recordedFlow("service-failure");
const files = (...ids: readonly string[]) =>
  directoryOf(Object.fromEntries(ids.map((id, index) => [`${index + 1}.json`, jobJson(id)])));

/** A Nomad that takes the job of a recorded deployment, and shows that. */
const deploys =
  (flow: typeof success, route: string, ...others: readonly string[]) =>
  async (fault: Fault): Promise<Started> => {
    const scripts = {
      ...flow.scripts,
      "PUT /v1/job/*/plan": planOfNewJob,
      "PUT /v1/validate/job": () => ({ DriverConfigValidated: true }),
    };
    const nomad = await startNomad(scripts, flow.contents, [on(route, fault)]);
    return { written: nomad, address: nomad.address, dir: files(flow.jobId, ...others) };
  };

/** A Nomad that stops a job of which nothing runs any more. */
const stops =
  (...placed: readonly ((fault: Fault) => PlacedFault)[]) =>
  async (fault: Fault): Promise<Started> => {
    const evaluation = {
      ...{ ID: "e1", JobID: "web", Type: "service", TriggeredBy: "job-deregister", Status: "complete" },
      ...{ CreateIndex: 5, ModifyIndex: 6, JobModifyIndex: 5 },
    };
    const job = {
      ...{ ID: "web", Name: "web", Type: "service", Status: "dead", Stop: true, Version: 1 },
      ...{ ModifyIndex: 5, JobModifyIndex: 5 },
    };
    const nomad = await startNomad(
      { "DELETE /v1/job/*": () => nomadReply({ EvalID: "e1" }) },
      { jobs: [job], evaluations: [evaluation], allocations: [], deployments: [] },
      placed.map((place) => place(fault)),
    );
    return { written: nomad, address: nomad.address };
  };

const at = (route: string) => (fault: Fault) => on(route, fault);
const second = (route: string) => (fault: Fault) => on(route, inTurn(asItIs, fault));

/** All servers, of which one goes wrong. */
const verified =
  (trouble: (fault: Fault) => Trouble) =>
  async (fault: Fault): Promise<Started> => {
    const { around, nomad } = await startAllServers(undefined, trouble(fault));
    return { written: nomad, ...around };
  };

/** A Fabio whose overrides are written. */
const overridden = async (fault: Fault): Promise<Started> => {
  const fabio = await startFabioServer(() => ({ lines: [] }), {
    routes: { "PUT /api/manual": () => reply(200, "") },
    faults: [on("PUT /api/manual", fault)],
  });
  const consul = await startConsul(() => ({}));
  const env = { FABIO_ADDR: fabio.address, CONSUL_HTTP_ADDR: consul.address };
  return { written: fabio, address: fabio.address, env };
};

const run = { words: "run", args: ["1.json"], hasLimit: true } as const;
const stop = { words: "stop", args: ["web", "--purge", "--yes"], hasLimit: true } as const;
const verify = { words: "verify", args: ["web.json", "--no-direct"] };

const steps: Readonly<Record<string, Step>> = {
  plan: { words: "plan", args: ["1.json"], start: deploys(success, "PUT /v1/job/*/plan") },
  validate: { words: "validate", args: ["1.json"], start: deploys(success, "PUT /v1/validate/job") },
  status: { words: "status", args: ["web"], start: stops(at("GET /v1/job/*/allocations")) },
  "run: plan of two": {
    ...{ ...run, args: ["1.json", "2.json", "--detach"] },
    start: deploys(success, "PUT /v1/job/*/plan", "other"),
  },
  "run: register": { ...run, start: deploys(success, "PUT /v1/jobs") },
  "run: evaluations": { ...run, start: deploys(success, "GET /v1/job/*/evaluations") },
  "run: deployments": { ...run, start: deploys(success, "GET /v1/job/*/deployments") },
  "run: allocations": { ...run, start: deploys(success, "GET /v1/job/*/allocations") },
  "run: logs of a failure": { ...run, start: deploys(failure, "GET /v1/client/fs/logs/*") },
  "stop: job": { ...stop, start: stops(at("GET /v1/job/*")) },
  "stop: stop": { ...stop, start: stops(at("DELETE /v1/job/*")) },
  "stop: evaluations": { ...stop, start: stops(at("GET /v1/job/*/evaluations")) },
  "stop: allocations": { ...stop, start: stops(at("GET /v1/job/*/allocations")) },
  "stop: purge": { ...stop, start: stops(second("DELETE /v1/job/*")) },
  "override: write": { words: "routes override rm", args: ["--key", ""], start: overridden },
  "verify: allocations": {
    ...verify,
    start: verified((fault) => ({ nomad: [on("GET /v1/allocations", fault)] })),
  },
  "verify: catalog": {
    ...verify,
    start: verified((fault) => ({ consul: [on("GET /v1/catalog/services", fault)] })),
  },
  "verify: health": {
    ...verify,
    start: verified((fault) => ({ consul: [on("GET /v1/health/service/*", fault)] })),
  },
  "verify: table": { ...verify, start: verified((fault) => ({ fabio: [on("GET /api/routes", fault)] })) },
  "verify: settings": { ...verify, start: verified((fault) => ({ fabio: [on("GET /api/config", fault)] })) },
};

/** Runs a step with a fault; what holds for all of them is looked at here. Gives its exit code. */
async function attempt(name: string, step: Step, fault: Fault, limitMs: number): Promise<number> {
  const { words, hasLimit = false, start } = step;
  const { written, ...around } = await start(fault);
  const args = hasLimit ? [...step.args, "--timeout", `${limitMs}ms`] : step.args;
  const signal = AbortSignal.timeout(hasLimit ? limitMs + AFTERWARDS_MS : limitMs);
  const begun = performance.now();
  const { code, stdout, stderr } = await runInProcess({ words: words.split(" "), args, signal, ...around });
  const tookMs = performance.now() - begun;
  const writes = written.requests.filter(({ method, url }) => method !== "GET" && !/plan|validate/.test(url));
  // A job is stopped before it is purged, and that is said.
  const saysWell = !name.startsWith("stop: purge") && /^(?:healthy|complete|Verified|stopped:)/m.test(stdout);
  expect({
    ...{ name, code, stdout, stderr },
    isLate: tookMs > limitMs + AFTERWARDS_MS,
    isMistake: /^ +at |mistake in nomadx/m.test(stderr),
    isSaidToBeWell: code !== 0 && saysWell,
    isSilent: code !== 0 && stdout + stderr === "",
    isSentTwice: new Set(writes.map(({ url, body }) => url + body)).size < writes.length,
  }).toEqual({
    ...{ name, code: expect.any(Number) as unknown, stdout, stderr },
    ...{ isLate: false, isMistake: false, isSaidToBeWell: false, isSilent: false, isSentTwice: false },
  });
  return code ?? -1;
}

const names = Object.keys(faults);

/** The exit codes as a table: steps below each other, faults side by side. */
function tableOf(rows: readonly (readonly [string, readonly number[]])[]): string {
  const width = Math.max(...rows.map(([step]) => step.length));
  const line = (head: string, cells: readonly (string | number)[]) =>
    `${head.padEnd(width)}  ${cells.map((cell, index) => String(cell).padEnd(Math.max(3, names[index]?.length ?? 0))).join("  ")}`.trimEnd();
  return [line("", names), ...rows.map(([step, codes]) => line(step, codes))].join("\n");
}

function chunksOf<Item>(items: readonly Item[], size: number): readonly (readonly Item[])[] {
  return items.flatMap((_, index) => (index % size === 0 ? [items.slice(index, index + size)] : []));
}

describe("whatever goes wrong at a step, nothing is sent twice, nothing is said to be well, and it ends in time", () => {
  test.each(Object.entries(steps))("%s ends well without a fault", async (name, step) => {
    expect(await attempt(name, step, asItIs, LONG_MS)).toBe(name.includes("failure") ? 4 : 0);
  });

  test("the exit codes", async () => {
    const want = new Map(expected.split("\n").map((text) => [text.slice(0, 24).trim(), text.slice(24)]));
    const row = async ([name, step]: readonly [string, Step]) => {
      const codes = want.get(name)?.match(/\d+/g)?.map(Number) ?? [];
      const found = Object.entries(faults).map(([fault, each], index) => {
        const goesOn = codes[index] === 5 || codes[index] === 130;
        return attempt(`${name}, ${fault}`, step, each, goesOn ? SHORT_MS : LONG_MS);
      });
      return [name, await Promise.all(found)] as const;
    };
    const rows = [];
    // They mostly wait; but not so many at once that they would wait for each other.
    for (const some of chunksOf(Object.entries(steps), 7)) rows.push(...(await Promise.all(some.map(row))));
    expect(`\n${tableOf(rows)}\n`).toBe(expected);
  }, 300_000);
});
