import { createServer, request as httpRequest, type RequestListener } from "node:http";

import { describe, expect, test } from "vitest";

import { chanceOfMiss, requestsToReachAll } from "./chance.ts";
import type { ProbedInstance } from "./instance.ts";
import { probeRoute } from "./probe-route.ts";
import { deadPort, listen } from "./testing/start-tcp.ts";

const host = "127.0.0.1";

test.each([
  [1, 1],
  [2, 11],
  [3, 20],
  [10, 88],
  [50, 536],
])("of %i instances with equal shares none is missed by %i requests", (instances, requests) => {
  expect(requestsToReachAll(instances)).toBe(requests);
  expect(chanceOfMiss(instances, requests)).toBeLessThan(0.001);
  if (instances > 1) expect(chanceOfMiss(instances, requests - 1)).toBeGreaterThanOrEqual(0.001);
});

const serve = (listener: RequestListener): Promise<number> => listen(createServer(listener));

async function startInstances(...answers: readonly RequestListener[]): Promise<readonly ProbedInstance[]> {
  const ports = await Promise.all(answers.map((answer) => serve(answer)));
  return ports.map((port, index) => ({ id: `i${index}`, address: host, port, protocol: "http" }));
}

/** Passes requests on to one after the other, with a header of its own. */
function startBalancer(instances: readonly ProbedInstance[]): Promise<number> {
  let count = 0;
  return serve((request, response) => {
    const { port } = instances[count++ % instances.length] ?? { port: 0 };
    const headers = { ...request.headers, "x-forwarded-for": "127.0.0.9" };
    const options = { host, port, path: request.url, method: request.method, headers };
    httpRequest(options, (answer) => {
      response.writeHead(answer.statusCode ?? 0, answer.headers);
      answer.pipe(response);
    }).end();
  });
}

describe("who has answered", () => {
  test("is known by any line or header that no other instance has", async () => {
    let asked = 0;
    const instances = await startInstances(
      (_, response) => response.end(`time ${asked++}\nhost a\n`),
      (_, response) => response.setHeader("X-Id", "b").end(`time ${asked++}\nhost\n`),
    );
    const port = await startBalancer(instances);
    const report = await probeRoute({ request: { kind: "http", host, port }, instances });
    expect(report).toMatchObject({
      identified: "by-answer",
      seen: ["i0", "i1"],
      foreign: 0,
      ended: "complete",
    });
  });

  test("is not known by what they repeat of the request", async () => {
    const echo =
      (id: string): RequestListener =>
      (request, response) =>
        response.end(`${id} ${request.headers["x-forwarded-for"]}`);
    const instances = await startInstances(echo("a"), echo("b"));
    const port = await startBalancer(instances);
    const report = await probeRoute({ request: { kind: "http", host, port }, instances });
    expect(report).toMatchObject({
      identified: "by-chance",
      attempts: expect.any(Number),
      seen: ["i0", "i1"],
    });
    expect(report.attempts).toBeGreaterThanOrEqual(11);
  });

  test("is not known any more when they change meanwhile", async () => {
    let generation = 0;
    const instances = await startInstances(
      (_, response) => response.end(`a${generation}`),
      (_, response) => response.end(`b${generation}`),
    );
    const behind = await startBalancer(instances);
    const port = await serve((_, response) => {
      generation = 1;
      httpRequest({ host, port: behind }, (answer) => answer.pipe(response)).end();
    });
    const report = await probeRoute({ request: { kind: "http", host, port }, instances });
    expect(report).toMatchObject({ identified: "by-chance", attempts: 40, foreign: 0, unrecognised: 0 });
    expect(report.seen).toEqual(["i0", "i1"]);
  });

  test("an error in place of an answer is not taken for another service", async () => {
    const instances = await startInstances((_, response) => response.end("hello"));
    const port = await serve((_, response) => response.writeHead(429).end("slow down"));
    const report = await probeRoute({ request: { kind: "http", host, port }, instances });
    expect(report).toMatchObject({
      seen: [],
      unseen: ["i0"],
      unrecognised: 20,
      foreign: 0,
      ended: "attempts",
    });
  });

  test("one that answers otherwise through a proxy is still the only one there is", async () => {
    let count = 0;
    const instances = await startInstances((request, response) =>
      response.end(`${count++}\nfrom ${request.headers["x-from"] ?? "nobody"}`),
    );
    const port = await serve((_, response) => {
      const headers = { "x-from": "a proxy" };
      httpRequest({ host, port: instances[0]?.port, headers }, (answer) => answer.pipe(response)).end();
    });
    const route = { request: { kind: "http", host, port } as const, instances };
    expect(await probeRoute(route)).toMatchObject({ identified: "single", seen: ["i0"], foreign: 0 });
    // Where others get requests, too, it may be one of them.
    expect(await probeRoute({ ...route, isShared: true })).toMatchObject({ seen: [], unseen: ["i0"] });
  });

  test("without asking directly it is left to chance", async () => {
    const asked: string[] = [];
    const instances = await startInstances(
      (_, response) => response.end(asked.push("a").toString()),
      (_, response) => response.end(asked.push("b").toString()),
    );
    const port = await startBalancer(instances);
    const report = await probeRoute(
      { request: { kind: "http", host, port }, instances },
      { askDirectly: false },
    );
    expect(report).toMatchObject({ identified: "by-chance", seen: ["i0", "i1"], direct: [] });
    expect(asked.length).toBe(report.attempts);
  });
});

test("one instance is asked once", async () => {
  const instances = await startInstances((_, response) => response.end("hello"));
  const port = await startBalancer(instances);
  const report = await probeRoute({ request: { kind: "http", host, port }, instances }, { concurrency: 1 });
  expect(report).toEqual({
    ...{
      attempts: 1,
      identified: "single",
      seen: ["i0"],
      unseen: [],
      complaints: [],
      unrecognised: 0,
      foreign: 0,
    },
    direct: [{ id: "i0", complaints: [] }],
    ended: "complete",
  });
});

test("the expectation makes the request, and its complaints are counted", async () => {
  const urls = new Set<string>();
  const instances = await startInstances(
    ({ method, url }, response) => {
      urls.add(`${method} ${url}`);
      response.writeHead(503).end("a");
    },
    (_, response) => response.end("b"),
  );
  const port = await startBalancer(instances);
  const expectation = { status: 200, path: "/health", method: "PUT" };
  const route = { request: { kind: "http", host, port } as const, instances, expectation };
  const report = await probeRoute(route, { concurrency: 1 });
  const complaint = { code: "status", message: "The status is 503, not 200" };
  expect(report).toMatchObject({
    ...{ seen: ["i0", "i1"], attempts: 2, complaints: [{ ...complaint, count: 1 }] },
    direct: [
      { id: "i0", complaints: [{ ...complaint, count: 2 }] },
      { id: "i1", complaints: [] },
    ],
  });
  expect([...urls]).toEqual(["PUT /health"]);
});

test.each([
  { status: 404, codes: [] },
  { status: 200, codes: ["no-route"] },
])("a bare 404 is Fabio's unless instances give one, too: they give $status", async ({ status, codes }) => {
  const instances = await startInstances((_, response) => response.writeHead(status).end());
  const port = await serve((_, response) => {
    response.sendDate = false;
    response.writeHead(404, { Date: "now", "Content-Length": 0 }).end();
  });
  const request = { kind: "http", host, port } as const;
  const { complaints } = await probeRoute({ request, instances, fabio: {} }, { maxAttempts: 3 });
  expect(complaints.map(({ code }) => code)).toEqual(codes);
});

test("no more requests are made at a time than allowed", async () => {
  let [now, most] = [0, 0];
  const port = await serve((_, response) => {
    most = Math.max(most, ++now);
    setTimeout(() => {
      now -= 1;
      response.end();
    }, 10);
  });
  const instances = ["a", "b"].map((id) => ({ id, address: host, port: 1, protocol: "http" as const }));
  const options = { askDirectly: false, concurrency: 3 };
  await probeRoute({ request: { kind: "http", host, port }, instances }, options);
  expect(most).toBe(3);
});

test("many at a time make Node print no warning", async () => {
  const warnings: string[] = [];
  const note = (warning: Error): number => warnings.push(warning.message);
  process.on("warning", note);
  const instances = await startInstances(
    ...Array.from({ length: 12 }, (): RequestListener => (_, r) => r.end("a")),
  );
  const port = await startBalancer(instances);
  const report = await probeRoute({ request: { kind: "http", host, port }, instances }, { concurrency: 12 });
  process.off("warning", note);
  expect({ identified: report.identified, warnings }).toEqual({ identified: "by-chance", warnings: [] });
});

describe("it ends", () => {
  const silent: RequestListener = (request) => request.resume();

  test.each<[string, object, string]>([
    ["when its time is up", { totalTimeoutMs: 100 }, "time"],
    ["with the caller's signal", { signal: AbortSignal.timeout(100) }, "aborted"],
    ["before it has begun", { signal: AbortSignal.abort() }, "aborted"],
  ])("%s", async (_, options, ended) => {
    const [request, instances] = [{ kind: "http", host, port: await serve(silent) } as const, []];
    const started = performance.now();
    expect(await probeRoute({ request, instances }, options)).toMatchObject({ attempts: 0, ended });
    expect(performance.now() - started).toBeLessThan(2000);
  });

  test("when nothing answers", async () => {
    const instances = [{ id: "a", address: host, port: await deadPort(), protocol: "http" as const }];
    const port = await deadPort();
    const report = await probeRoute({ request: { kind: "http", host, port }, instances }, { concurrency: 1 });
    expect(report).toMatchObject({ attempts: 10, ended: "no-answer", unseen: ["a"] });
    expect(report.complaints).toEqual([
      { code: "refused", message: `Nothing listens at 127.0.0.1:${port}`, count: 10 },
    ]);
  });

  test("at once where an instance speaks another protocol", async () => {
    const instances = [{ id: "a", address: host, port: 1, protocol: "tcp" as const }];
    await expect(probeRoute({ request: { kind: "http", host, port: 1 }, instances })).rejects.toMatchObject({
      code: "usage",
      message: "A request of kind http cannot be made to an instance that speaks tcp",
    });
  });
});
