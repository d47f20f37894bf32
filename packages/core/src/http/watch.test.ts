import { expect, onTestFinished, test } from "vitest";

import { NomadxError, type ErrorCode } from "../diagnostics/errors.ts";
import type { Uint } from "../units/uint.ts";
import type { Answer } from "./answer.ts";
import { createNomadClient } from "../nomad/client.ts";
import type { Clock } from "./clock.ts";
import { sendJson } from "../dev/http/loopback-server.ts";
import { startServer } from "../dev/testing/servers.ts";
import { watch, type BlockingOptions, type WatchOptions } from "./watch.ts";

/** A clock that jumps over every sleep and remembers it. */
function jumpingClock() {
  const sleeps: number[] = [];
  let time = 0;
  const clock: Clock = {
    now: () => time,
    sleep: (milliseconds, signal) => {
      signal?.throwIfAborted();
      sleeps.push(milliseconds);
      time += milliseconds;
      return Promise.resolve();
    },
  };
  return { clock, sleeps, pass: (milliseconds: number) => void (time += milliseconds) };
}

type Step = Uint | ErrorCode | NomadxError;

function failure(code: ErrorCode, status?: number): NomadxError {
  const request = { method: "GET", url: "http://nomad/v1/x", ...(status !== undefined && { status }) };
  return new NomadxError(code, code, { request });
}

/** Watches a server that answers with these indexes or errors, and then ends. */
async function run(steps: readonly Step[], options: WatchOptions & { readonly tookMs?: number } = {}) {
  const { clock, sleeps, pass } = jumpingClock();
  const asked: Uint[] = [];
  const answered: Uint[] = [];
  const rest = [...steps];
  const read = ({ index }: BlockingOptions): Promise<Answer<string>> => {
    const step = rest.shift();
    asked.push(index);
    pass(options.tookMs ?? 60_000);
    if (step === undefined) return Promise.reject(failure("usage"));
    if (typeof step === "object") return Promise.reject(step);
    if (typeof step === "string") return Promise.reject(failure(step));
    return Promise.resolve({ value: "v", index: step, knownLeader: true, lastContactMs: 0 });
  };
  let error: unknown;
  try {
    for await (const answer of watch(read, { clock, random: () => 1, ...options }))
      answered.push(answer.index);
  } catch (reason) {
    error = reason;
  }
  return { asked, answered, sleeps, error: error instanceof NomadxError ? error.code : error };
}

test.each<[string, readonly Step[], readonly Uint[]]>([
  ["the first answer comes at once, then each waits for a higher index", [5, 7, 9], [0, 5, 7, 9]],
  ["an empty table has index 0, and is waited for with 1", [0, 0, 3], [0, 1, 1, 3]],
  ["the same index again means that the time was up", [5, 5, 6], [0, 5, 5, 6]],
  ["an index that goes backwards starts it over", [9, 4, 4, 5], [0, 9, 0, 4, 5]],
  [
    "an index may be beyond 2^53",
    [9007199254740993n, 9007199254740995n],
    [0, 9007199254740993n, 9007199254740995n],
  ],
])("%s", async (_, steps, asked) => {
  const result = await run(steps);
  expect(result).toEqual({ asked, answered: steps, sleeps: [], error: "usage" });
});

test("it can start after a known index", async () => {
  expect((await run([8], { index: 7 })).asked).toEqual([7, 8]);
});

test("an endpoint that does not block is asked once a second", async () => {
  const result = await run([5, 5, 5], { tookMs: 10 });
  expect(result.sleeps).toEqual([990, 990]);
});

test("an index that falls again and again is asked for no more than twice a second", async () => {
  const result = await run([9, 5, 9, 5, 9], { tookMs: 10 });
  expect([result.asked, result.sleeps]).toEqual([
    [0, 9, 0, 9, 0, 9],
    [990, 990],
  ]);
});

test("where every answer is newer, and none is held back, the questions come more and more slowly", async () => {
  const result = await run([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11], { tookMs: 5 });
  expect(result.sleeps).toEqual([45, 95, 195, 395, 795, 995]);
});

test("an answer that was held back shows that the server waits: what follows comes as it is", async () => {
  const took = [...Array<number>(7).fill(5), 1_500, ...Array<number>(6).fill(5)];
  const { clock, sleeps, pass } = jumpingClock();
  const read = (): Promise<Answer<string>> => {
    const next = took.shift();
    if (next === undefined) return Promise.reject(failure("usage"));
    pass(next);
    return Promise.resolve({ value: "v", index: 20 - took.length, knownLeader: true, lastContactMs: 0 });
  };
  await expect(async () => {
    for await (const _ of watch(read, { clock }));
  }).rejects.toThrow("usage");
  expect(sleeps).toEqual([45, 95, 45]);
});

test("lost connections are tried again with growing delays, from the beginning", async () => {
  const failures: unknown[] = [];
  const onFailure = (error: NomadxError, delayMs: number) => failures.push([error.code, delayMs]);
  const result = await run([5, "unreachable", "timeout", "protocol", failure("refused", 500), 6], {
    onFailure,
  });
  expect(result).toEqual({
    asked: [0, 5, 0, 0, 0, 0, 6],
    answered: [5, 6],
    sleeps: [1_000, 2_000, 4_000, 8_000],
    error: "usage",
  });
  expect(failures).toEqual([
    ["unreachable", 1_000],
    ["timeout", 2_000],
    ["protocol", 4_000],
    ["refused", 8_000],
  ]);
});

test("half of each delay is random", async () => {
  expect((await run(["unreachable"], { random: () => 0 })).sleeps).toEqual([500]);
});

test("after a restart the same index may stand for other data, and is not waited for", async () => {
  expect((await run([20, "unreachable", 20, 21], { index: 19 })).asked).toEqual([19, 20, 0, 20, 21]);
});

const down = (times: number) => Array<Step>(times).fill("unreachable");

test.each<[string, readonly Step[], number | undefined, readonly Uint[], ErrorCode]>([
  ["five failures in a row end it before the first answer", [...down(5), 1], undefined, [], "unreachable"],
  ["fewer do not", [...down(4), 1], undefined, [1], "usage"],
  ["after the first answer it goes on", [1, ...down(50), 2], undefined, [1, 2], "usage"],
  [
    "unless there is a limit, for those in a row",
    [1, ...down(2), 2, ...down(3), 3],
    3,
    [1, 2],
    "unreachable",
  ],
])("%s", async (_, steps, maxFailures, answered, error) => {
  const result = await run(steps, { maxFailures });
  expect([result.answered, result.error]).toEqual([answered, error]);
});

test("delays stay below ten seconds", async () => {
  const { sleeps } = await run(down(7), { maxFailures: 7 });
  expect(sleeps).toEqual([1_000, 2_000, 4_000, 8_000, 10_000, 10_000]);
});

test.each<[Step]>([["not-found"], ["permission"], ["tls"], [failure("refused", 400)]])(
  "%s ends it at once",
  async (step) => {
    const result = await run([5, step, 6]);
    expect([result.answered, result.sleeps]).toEqual([[5], []]);
    expect(result.error).toBe(typeof step === "object" ? step.code : step);
  },
);

test("over HTTP: a change is seen when it happens, and a signal ends the wait", async () => {
  const held: (() => void)[] = [];
  const controller = new AbortController();
  const server = await startServer((request, response) => {
    if (request.url === "/v1/jobs") sendJson(response, [], 5);
    else if (request.url === "/v1/jobs?index=6&wait=60000ms") controller.abort(new RangeError("enough"));
    else held.push(() => sendJson(response, [{ ID: "new" }], 6));
  });
  const nomad = createNomadClient({ address: server.address, addressSource: "env" });
  onTestFinished(() => nomad.close());
  const seen: string[][] = [];
  const watching = (async () => {
    const options = { waitMs: 60_000, signal: controller.signal };
    for await (const { value } of watch((blocking) => nomad.jobs.list(blocking), options)) {
      seen.push(value.map((job) => job.ID));
    }
  })();
  // The first request loads the HTTP client.
  await expect.poll(() => server.requests.length, { timeout: 20_000 }).toBe(2);
  held[0]?.();
  await expect(watching).rejects.toThrow(new RangeError("enough"));
  expect(seen).toEqual([[], ["new"]]);
  expect(server.requests.map((request) => request.url)).toEqual([
    "/v1/jobs",
    "/v1/jobs?index=5&wait=60000ms",
    "/v1/jobs?index=6&wait=60000ms",
  ]);
});
