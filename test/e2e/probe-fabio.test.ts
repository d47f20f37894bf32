import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import { createServer as createHttpsServer } from "node:https";
import { createServer as createTcpServer, type Server, type Socket } from "node:net";
import { readFileSync, rmSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";

import { afterAll, beforeAll, describe, expect, it } from "vitest";

import {
  makeCertificates,
  NO_CERTIFICATES,
  whyNoCertificates,
} from "../../packages/core/src/http/testing/throw-away-ca.ts";
import {
  judgeAnswer,
  probe,
  probeRoute,
  type Complaint,
  type Expectation,
  type ProbedInstance,
  type ProbeRequest,
} from "../../packages/core/src/verify/probe/index.ts";
import { createHealthServer } from "../../packages/core/src/verify/probe/testing/grpc-health-server.ts";
import { findPrograms } from "../../scripts/e2e/programs.js";

/*
 * Requests through a real Fabio of its own, with a static table and backends in this process: what Fabio answers itself,
 * and what it passes on, is told apart as it should be.
 */
const fabio = findPrograms().fabio;
const missing = fabio === undefined ? "fabio is not on PATH" : whyNoCertificates();
const files = missing === undefined ? makeCertificates() : NO_CERTIFICATES;

const host = "127.0.0.1";
const base = 15_560;
const proxy = {
  http: base,
  https: base + 1,
  tcp: base + 2,
  sni: base + 3,
  grpc: base + 4,
  grpcs: base + 5,
  dead: base + 6,
};
const otherProxy = base + 7;
const [adminPort, otherAdminPort] = [base + 8, base + 9];
const backend = {
  ...{ a: base + 10, b: base + 11, c: base + 12, same1: base + 13, same2: base + 14, same3: base + 15 },
  ...{
    bare: base + 16,
    slow: base + 17,
    chunked: base + 18,
    plain10: base + 19,
    garbage: base + 20,
    fails: base + 21,
  },
  ...{
    echo: base + 22,
    https: base + 23,
    health: base + 24,
    unhealthy: base + 25,
    echoing: base + 26,
    bare500: base + 27,
  },
};
/** Nobody listens there. */
const nobody = base + 39;
const serverName = "server.global.nomad";

const sockets = new Set<Socket>();
const servers: Server[] = [];

async function listen(server: Server, port: number): Promise<void> {
  server.on("connection", (socket: Socket) => {
    sockets.add(socket);
    socket.on("error", () => socket.destroy());
  });
  server.listen(port, host);
  await once(server, "listening");
  servers.push(server);
}

const serveHttp = (port: number, listener: RequestListener): Promise<void> =>
  listen(createServer(listener), port);

function serveText(port: number, text: string): Promise<void> {
  return listen(
    createTcpServer((socket) => socket.once("data", () => socket.end(text))),
    port,
  );
}

const routes = [
  ...["a", "b", "c"].map((name) => `three.test/ http://${host}:${backend[name as "a"]}/`),
  ...["same1", "same2", "same3"].map((name) => `same.test/ http://${host}:${backend[name as "same1"]}/`),
  `one.test/ http://${host}:${backend.a}/`,
  `half.test/ http://${host}:${backend.a}/`,
  `half.test/ http://${host}:${nobody}/`,
  `echoing.test/ http://${host}:${backend.echoing}/`,
  `dead.test/ http://${host}:${nobody}/`,
  `slow.test/ http://${host}:${backend.slow}/`,
  `tcpish.test/ tcp://${host}:${backend.a}`,
  `denied.test/ http://${host}:${backend.a}/ opts "deny=ip:127.0.0.0/8"`,
  `auth.test/ http://${host}:${backend.a}/ opts "auth=nobody"`,
  ...(["bare", "chunked", "plain10", "garbage", "fails", "bare500"] as const).map(
    (name) => `${name}.test/ http://${host}:${backend[name]}/`,
  ),
  `:${proxy.tcp} tcp://${host}:${backend.echo}`,
  `:${proxy.dead} tcp://${host}:${nobody}`,
  `${serverName}/ tcp://${host}:${backend.https}`,
  `health.test/ grpc://${host}:${backend.health}`,
  `unhealthy.test/ grpc://${host}:${backend.unhealthy}`,
  `deadgrpc.test/ grpc://${host}:${nobody}`,
].map((line, index) => `route add svc-${index} ${line}`);

const stops: (() => Promise<void>)[] = [];

async function startFabio(admin: number, args: readonly string[]): Promise<void> {
  const child = spawn(
    fabio?.path ?? "fabio",
    [
      ...["-registry.backend=static", `-registry.static.routes=${routes.join("\n")}`],
      ...[
        `-ui.addr=${host}:${admin}`,
        "-proxy.shutdownwait=0s",
        "-proxy.responseheadertimeout=500ms",
        ...args,
      ],
    ],
    { stdio: ["ignore", "ignore", "pipe"] },
  );
  let log = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => (log += text));
  const ended = once(child, "exit");
  stops.push(async () => {
    child.kill("SIGKILL");
    await ended;
  });
  for (const deadline = Date.now() + 10_000; !(await hasTable(admin)); await delay(50)) {
    if (child.exitCode !== null || Date.now() > deadline) throw new Error(`Fabio has no table:\n${log}`);
  }
}

async function hasTable(admin: number): Promise<boolean> {
  try {
    return (await (await fetch(`http://${host}:${admin}/api/routes`)).json()) !== null;
  } catch {
    return false;
  }
}

beforeAll(async () => {
  if (missing !== undefined) return;
  const tls = { cert: readFileSync(files.serverCert), key: readFileSync(files.serverKey) };
  for (const name of ["a", "b", "c"] as const) {
    await serveHttp(backend[name], (_, response) =>
      response.setHeader("X-Instance", name).end(`I am ${name}\n`),
    );
  }
  for (const name of ["same1", "same2", "same3"] as const) {
    await serveHttp(backend[name], (_, response) => response.end("hello"));
  }
  // With a length: in chunks of which there are none it would now and then look like an answer of Fabio's own.
  const bare = { "Content-Length": 0 };
  await serveHttp(backend.bare, (_, response) => response.writeHead(404, bare).end());
  await serveHttp(backend.bare500, (_, response) => response.writeHead(502, bare).end());
  await serveHttp(backend.fails, (_, response) => response.writeHead(500).end("broken"));
  await serveHttp(backend.slow, (_, response) => setTimeout(() => response.end(), 3000).unref());
  await serveHttp(backend.echoing, ({ headers }, response) => response.end(JSON.stringify(headers)));
  await serveHttp(backend.chunked, (_, response) => {
    response.writeHead(404).flushHeaders();
    setTimeout(() => response.end(), 20);
  });
  await serveText(backend.plain10, "HTTP/1.0 404 Not Found\r\n\r\n<h1>gone</h1>");
  await serveText(backend.garbage, "220 mail.test ESMTP\r\n");
  await listen(
    createTcpServer((socket) => socket.on("data", (data) => socket.write(`echo: ${String(data)}`))),
    backend.echo,
  );
  await listen(
    createHttpsServer(tls, (_, response) => response.end("sni")),
    backend.https,
  );
  await listen(
    createHealthServer(() => ({ serving: 1, headers: { "x-instance": "g" } })),
    backend.health,
  );
  await listen(
    createHealthServer(() => ({ status: 12, message: "unknown service" })),
    backend.unhealthy,
  );
  const cs = `-proxy.cs=cs=it;type=file;cert=${files.serverCert};key=${files.serverKey}`;
  const addresses = [
    ...[`${host}:${proxy.http}`, `${host}:${proxy.https};cs=it`, `${host}:${proxy.tcp};proto=tcp`],
    ...[`${host}:${proxy.sni};proto=tcp+sni`, `${host}:${proxy.grpc};proto=grpc`],
    ...[`${host}:${proxy.grpcs};proto=grpcs;cs=it`, `${host}:${proxy.dead};proto=tcp`],
  ];
  await startFabio(adminPort, [`-proxy.addr=${addresses.join(",")}`, cs]);
  const page = "<h1>gone</h1>".repeat(300);
  await startFabio(otherAdminPort, [
    ...[`-proxy.addr=${host}:${otherProxy};cs=it`, cs, "-proxy.noroutestatus=503"],
    ...[
      `-registry.static.noroutehtml=${page}`,
      "-proxy.header.sts.maxage=100",
      "-proxy.gzip.contenttype=^text/",
    ],
  ]);
}, 60_000);

afterAll(async () => {
  for (const stop of stops) await stop();
  for (const socket of sockets) socket.destroy();
  for (const server of servers) server.close();
  rmSync(files.directory, { recursive: true, force: true });
});

async function complaints(
  request: ProbeRequest,
  expectation: Expectation = {},
  fabioOptions: { noRouteStatus?: number } | undefined = {},
): Promise<readonly Complaint["code"][]> {
  const answer = await probe(request, { timeoutMs: 5000 });
  const options = fabioOptions === undefined ? {} : { fabio: fabioOptions };
  return judgeAnswer(answer, expectation, request, options).map(({ code }) => code);
}

describe.skipIf(missing !== undefined)(
  `through Fabio${missing === undefined ? "" : ` (skipped: ${missing})`}`,
  () => {
    describe.each(["GET", "POST", "HEAD"])("an answer over HTTP to %s", (method) => {
      it.each<[string, readonly Complaint["code"][]]>([
        ["one.test", []],
        ["elsewhere.test", ["no-route"]],
        ["dead.test", ["upstream"]],
        ["slow.test", ["upstream"]],
        ["tcpish.test", ["upstream"]],
        ["garbage.test", ["upstream"]],
        // The same statuses, given by services.
        ["bare.test", []],
        ["bare500.test", ["status"]],
        // To HEAD an answer without headers of its own shows nothing by which it could be told.
        ["fails.test", [method === "HEAD" ? "upstream" : "status"]],
      ])("of %s", async (hostHeader, codes) => {
        expect(await complaints({ kind: "http", host, port: proxy.http, hostHeader, method })).toEqual(codes);
      });
    });

    it.each<[string, readonly Complaint["code"][]]>([
      ["chunked.test", []],
      ["plain10.test", []],
      ["denied.test", ["access"]],
      ["auth.test", ["access"]],
    ])("an answer over HTTP of %s", async (hostHeader, codes) => {
      expect(await complaints({ kind: "http", host, port: proxy.http, hostHeader })).toEqual(codes);
    });

    it("with TLS, a page for what has no route, another status and headers of its own", async () => {
      const request = (hostHeader: string): ProbeRequest => ({
        ...{ kind: "https", host, port: otherProxy, hostHeader, serverName },
      });
      expect(await complaints(request("elsewhere.test"), {}, { noRouteStatus: 503 })).toEqual(["no-route"]);
      expect(await complaints(request("one.test"), {}, { noRouteStatus: 503 })).toEqual([]);
      expect(await complaints(request("bare.test"), { status: 200 })).toEqual(["status"]);
      expect(await complaints(request("dead.test"))).toEqual(["upstream"]);
    });

    it("an https listener shows its certificate", async () => {
      const request = { kind: "https", host, port: proxy.https, hostHeader: "one.test" } as const;
      expect(await complaints({ ...request, serverName })).toEqual([]);
      expect(await complaints({ ...request, serverName: "one.test" })).toEqual(["certificate-name"]);
      const ca = readFileSync(files.caCert, "utf8");
      expect(await complaints({ ...request, serverName, ca }, { body: "I am a" })).toEqual([]);
    });

    it.each<[string, ProbeRequest, readonly Complaint["code"][]]>([
      ["with its upstream", { kind: "tcp", host, port: proxy.tcp, send: "ping", expect: "echo: ping" }, []],
      ["whose upstream is dead", { kind: "tcp", host, port: proxy.dead }, ["reset"]],
      ["by its name", { kind: "https", host, port: proxy.sni, serverName }, []],
      [
        "by a name without a route",
        { kind: "https", host, port: proxy.sni, serverName: "no.test" },
        ["reset"],
      ],
      ["without a name", { kind: "tls", host, port: proxy.sni }, ["reset"]],
    ])("a connection that is passed on, %s", async (_, request, codes) => {
      expect(await complaints(request, {}, undefined)).toEqual(codes);
    });

    it.each<[string, string | undefined, readonly Complaint["code"][]]>([
      ["health.test", undefined, []],
      ["health.test", "shop.Cart", []],
      ["unhealthy.test", undefined, []],
      ["unhealthy.test", "shop.Cart", ["grpc-status"]],
      ["elsewhere.test", undefined, ["no-route"]],
      ["deadgrpc.test", undefined, ["upstream"]],
    ])("a call of %s about %s over gRPC", async (dsthost, service, codes) => {
      const parts = { host, dsthost, ...(service !== undefined && { service }) };
      expect(await complaints({ kind: "grpc", port: proxy.grpc, ...parts })).toEqual(codes);
      expect(await complaints({ kind: "grpcs", port: proxy.grpcs, serverName, ...parts })).toEqual(codes);
    });

    describe("the instances of a route", () => {
      const instance = (id: keyof typeof backend): ProbedInstance => ({
        ...{ id, address: host, port: backend[id], protocol: "http" },
      });
      const request = (hostHeader: string): ProbeRequest => ({
        kind: "http",
        host,
        port: proxy.http,
        hostHeader,
      });
      const three = [instance("a"), instance("b"), instance("c")];
      const same = [instance("same1"), instance("same2"), instance("same3")];

      it.each<[string, Expectation]>([
        ["by the differences of their answers", {}],
        ["by a header", { instance: "x-instance" }],
      ])("are all seen, %s", async (_, expectation) => {
        const route = { request: request("three.test"), instances: three, expectation, fabio: {} };
        expect(await probeRoute(route)).toMatchObject({
          identified: "by-answer",
          seen: ["a", "b", "c"],
          unseen: [],
          complaints: [],
          ...{ foreign: 0, unrecognised: 0, ended: "complete" },
        });
      });

      it("are seen by chance when they answer the same", async () => {
        const report = await probeRoute({ request: request("same.test"), instances: same, fabio: {} });
        expect(report).toMatchObject({
          identified: "by-chance",
          seen: ["same1", "same2", "same3"],
          complaints: [],
        });
        expect(report.chanceOfMiss).toBeLessThan(0.001);
      });

      it("one that gets no requests is missed", async () => {
        const instances = [instance("a"), instance("b")];
        expect(await probeRoute({ request: request("one.test"), instances, fabio: {} })).toMatchObject({
          ...{ identified: "by-answer", seen: ["a"], unseen: ["b"], ended: "attempts", attempts: 40 },
        });
      });

      it.each<[string, Expectation]>([
        ["by their answers", {}],
        ["by a header", { instance: "X-Instance" }],
      ])("another service that answers for the route is found, %s", async (_, expectation) => {
        const route = { request: request("one.test"), instances: [instance("b")], expectation, fabio: {} };
        expect(await probeRoute(route)).toMatchObject({
          ...{ identified: "single", seen: [], unseen: ["b"], attempts: 20, foreign: 20, unrecognised: 20 },
        });
      });

      it("a service that repeats what it was sent is not taken for another", async () => {
        const route = { request: request("echoing.test"), instances: [instance("echoing")], fabio: {} };
        expect(await probeRoute(route)).toMatchObject({
          identified: "single",
          seen: ["echoing"],
          foreign: 0,
        });
      });

      it("a dead one is told of twice: by itself and through Fabio", async () => {
        const dead: ProbedInstance = { id: "dead", address: host, port: nobody, protocol: "http" };
        const report = await probeRoute({
          request: request("half.test"),
          instances: [instance("a"), dead],
          fabio: {},
        });
        expect(report.complaints.map(({ code }) => code)).toEqual(["upstream"]);
        expect(report.direct).toEqual([
          { id: "a", complaints: [] },
          {
            id: "dead",
            complaints: [{ code: "refused", message: `Nothing listens at 127.0.0.1:${nobody}`, count: 2 }],
          },
        ]);
      });

      it("without any route it is given up soon", async () => {
        expect(
          await probeRoute({ request: request("elsewhere.test"), instances: three, fabio: {} }),
        ).toMatchObject({
          ...{ seen: [], unseen: ["a", "b", "c"], ended: "no-answer" },
          complaints: [{ code: "no-route", message: "Fabio has no route for the request (status 404)" }],
        });
      });
    });
  },
);
