import { once } from "node:events";

import { describe, expect, test } from "vitest";

import { asItIs, inTurn, silence } from "../../packages/core/src/dev/http/faults.ts";
import { on, type PlacedFault } from "../../packages/core/src/dev/http/api.ts";
import type { LoopbackServer } from "../../packages/core/src/dev/http/loopback-server.ts";
import {
  jobIn,
  planOfNewJob,
  startNomad,
  takeJob,
} from "../../packages/core/src/dev/testing/scripted-nomad.ts";
import {
  startDnsServer,
  startFabioServer,
  startNomadServer,
  startServer,
} from "../../packages/core/src/dev/testing/servers.ts";
import { nomadReply } from "../../packages/core/src/dev/nomad/nomad-server.ts";
import { jobJson } from "./job-files.ts";
import { directoryOf, ending, linesOfJson, start, type Outcome } from "./nomadx.ts";

/** A command that is answered at once takes some tenths of a second; a machine may be ten times slower. */
const AT_ONCE_MS = 5_000;

const files = {
  "web.json": jobJson("web"),
  "api.json": jobJson("api"),
  "served.json": jobJson("served", {
    TaskGroups: [
      { Name: "a", Tasks: [{ Name: "a", Driver: "mock_driver" }], Services: [{ Name: "served" }] },
    ],
  }),
};

/** Runs a command, sends it a signal as soon as `isReached` says that it waits, and gives how it ended, in time. */
async function interrupted(
  args: readonly string[],
  {
    env,
    isReached,
    signal = "SIGINT",
  }: {
    readonly env: Readonly<Record<string, string>>;
    readonly isReached: () => boolean;
    readonly signal?: "SIGINT" | "SIGTERM";
  },
): Promise<Outcome> {
  const child = start(args, { dir: directoryOf(files), env });
  const ended = ending(child);
  await expect.poll(isReached, { timeout: 20_000 }).toBe(true);
  const sentAt = performance.now();
  child.kill(signal);
  const outcome = await ended;
  expect(performance.now() - sentAt).toBeLessThan(AT_ONCE_MS);
  return outcome;
}

const reads: readonly (readonly string[])[] = [
  ["plan", "web.json"],
  ["plan", "web.json", "api.json"],
  ["run", "web.json", "api.json"],
  ["status"],
  ["status", "web"],
  ["stop", "web"],
  ["validate", "web.json"],
  ["nodes"],
  ["services"],
  ["services", "web"],
  ["routes", "--from", "consul"],
  ["routes", "--from", "fabio"],
  ["routes", "match", "http://a/"],
  ["routes", "diff", "web.json"],
  ["routes", "why", "web"],
  ["routes", "lint", "--fabio", "FABIO"],
  ["routes", "lint", "--consul"],
  ["routes", "verify", "web.json"],
  ["routes", "verify", "web.json", "--find", "consul"],
  ["routes", "verify", "web.json", "--find", "nomad", "--timeout", "1m"],
  ["routes", "override", "list"],
  ["routes", "override", "rm", "--key", "/a"],
  ["verify", "served.json"],
  ["verify", "served.json", "--timeout", "1m"],
];

describe("a first Ctrl-C is answered at once while a server says nothing", () => {
  test.each(reads.map((args) => [args.join(" "), args] as const))("%s", async (_, args) => {
    const silent = await startServer(() => undefined);
    const { address } = silent;
    const env = {
      ...{ NOMAD_ADDR: address, CONSUL_HTTP_ADDR: address, FABIO_ADDR: address },
      CONSUL_DNS_ADDR: "127.0.0.1:1",
    };
    const { code, stderr } = await interrupted(
      args.map((arg) => (arg === "FABIO" ? address : arg)),
      { env, isReached: () => silent.requests.length > 0 },
    );
    expect({ code, stderr }).toEqual({
      code: 130,
      stderr: expect.stringMatching(/^interrupted(?:; nothing was submitted)?\n$/) as unknown,
    });
  });

  test("resolve", async () => {
    const dns = await startDnsServer(() => "drop");
    const env = { CONSUL_DNS_ADDR: dns.address };
    const outcome = await interrupted(["resolve", "web"], { env, isReached: () => dns.asked.length > 0 });
    expect(outcome).toEqual({ code: 130, stdout: "", stderr: "interrupted\n" });
  });

  test("SIGTERM, too, and with --json the answer is an error", async () => {
    const silent = await startServer(() => undefined);
    const outcome = await interrupted(["plan", "web.json", "--json"], {
      ...{ env: { NOMAD_ADDR: silent.address }, signal: "SIGTERM" },
      isReached: () => silent.requests.length > 0,
    });
    expect(outcome).toMatchObject({ code: 130, stderr: "" });
    expect(JSON.parse(outcome.stdout)).toEqual({
      schemaVersion: 1,
      error: { code: "interrupted", message: "interrupted" },
    });
  });
});

/** Interrupts a command while `nomad` keeps its answer to `write` back. */
function duringWrite(args: readonly string[], nomad: LoopbackServer, write: string): Promise<Outcome> {
  return interrupted(args, {
    env: { NOMAD_ADDR: nomad.address },
    isReached: () => nomad.requests.some(({ method, url }) => `${method} ${url}` === write),
  });
}

describe("Ctrl-C while the answer to a write is waited for says what is not known, and how to look", () => {
  test("run", async () => {
    const nomad = await startNomad({
      "PUT /v1/job/*/plan": planOfNewJob,
      "PUT /v1/jobs": (request) => (jobIn(request).ID === "web" ? "silence" : takeJob("e1")(request)),
    });
    const args = ["run", "api.json", "web.json", "web.json", "--json"];
    const { code, stdout, stderr } = await interrupted(args, {
      env: { NOMAD_ADDR: nomad.address },
      isReached: () => nomad.requests.filter(({ url }) => url === "/v1/jobs").length === 2,
    });
    expect(code).toBe(130);
    expect(stderr).toContain(
      'interrupted; it is not known whether Nomad has registered job "web"; look with: nomadx status web\n',
    );
    expect(linesOfJson(stdout).at(-1)).toMatchObject({
      type: "summary",
      jobs: [{ job: "api", evaluation: "e1" }],
      unknown: ["web"],
    });
    expect(nomad.requests.filter(({ url }) => url === "/v1/jobs")).toHaveLength(2);
  });

  const running = () => ({ jobs: [stub("web"), stub("api")] });
  const stub = (id: string) => ({ ID: id, Name: id, Type: "service", Status: "running", Version: 0 });

  test("stop", async () => {
    const nomad = await startNomadServer(running, silentAt("DELETE /v1/job/web"));
    const { code, stderr } = await duringWrite(["stop", "web", "api"], nomad, "DELETE /v1/job/web");
    expect({ code, stderr }).toEqual({
      code: 130,
      stderr:
        "interrupted; not stopped: api\n" +
        'interrupted; it is not known whether Nomad has stopped job "web"; look with: nomadx status web\n',
    });
  });

  test("stop --purge", async () => {
    const nightly = { ...stub("nightly"), Type: "batch", Periodic: { Enabled: true } };
    const nomad = await startNomadServer(() => ({ jobs: [nightly] }), {
      routes: { "DELETE /v1/job/*": () => nomadReply({ EvalID: "" }) },
      faults: [on("DELETE /v1/job/*", inTurn(asItIs, silence))],
    });
    const write = "DELETE /v1/job/nightly?purge=true";
    const { code, stderr } = await duringWrite(["stop", "nightly", "--purge", "--yes"], nomad, write);
    expect({ code, stderr }).toEqual({
      code: 130,
      stderr:
        'stopping job "nightly"\n' +
        'interrupted; it is not known whether Nomad has purged job "nightly"; look with: nomadx status nightly\n',
    });
  });

  test("routes override set", async () => {
    const fabio = await startFabioServer(() => ({ lines: [] }), silentAt("PUT /api/manual**"));
    const { code, stderr } = await interrupted(["routes", "override", "rm", "--key", ""], {
      env: { FABIO_ADDR: fabio.address },
      isReached: () => fabio.requests.some(({ method }) => method === "PUT"),
    });
    expect({ code, stderr }).toEqual({
      code: 130,
      stderr:
        "interrupted; it is not known whether the overrides were written; " +
        `look with: nomadx routes override list --fabio ${fabio.address}\n`,
    });
  });
});

function silentAt(route: string): { readonly faults: readonly PlacedFault[] } {
  return { faults: [on(route, silence)] };
}

test.each([
  ["a loop without an end", "while (true) {}"],
  ["an await of what never comes", "setInterval(() => {}, 1000); await new Promise(() => {});"],
])("Ctrl-C ends a job file with %s", async (_, code) => {
  const dir = directoryOf({ "job.mjs": `process.stdout.write("begun"); ${code}; export default {};` });
  const child = start(["validate", "job.mjs"], { dir });
  await once(child.stderr ?? child, "data");
  const sentAt = performance.now();
  child.kill("SIGINT");
  await ending(child);
  expect(performance.now() - sentAt).toBeLessThan(AT_ONCE_MS);
  expect(child.signalCode).toBe("SIGINT");
});

test("also where a server was asked before the file is loaded", async () => {
  const fabio = await startFabioServer(() => ({ lines: [] }));
  const dir = directoryOf({ "job.mjs": `process.stdout.write("begun"); while (true) {}` });
  const child = start(["routes", "diff", "job.mjs"], { dir, env: { FABIO_ADDR: fabio.address } });
  await once(child.stderr ?? child, "data");
  child.kill("SIGINT");
  await ending(child);
  expect(child.signalCode).toBe("SIGINT");
});
