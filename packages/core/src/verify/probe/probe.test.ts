import { createServer, type RequestListener } from "node:http";
import { createServer as createHttpsServer } from "node:https";
import { createServer as createTlsServer } from "node:tls";
import { readFileSync, rmSync } from "node:fs";

import { afterAll, describe, expect, test } from "vitest";

import { makeCertificates, NO_CERTIFICATES, whyNoCertificates } from "../../http/testing/throw-away-ca.ts";
import type { ProbeAnswer } from "./probe-answer.ts";
import type { ProbeRequest } from "./probe-request.ts";
import { probe } from "./probe.ts";
import { createHealthServer, type HealthReply, type SeenCall } from "./testing/grpc-health-server.ts";
import { deadPort, listen, startTcp } from "./testing/start-tcp.ts";

const host = "127.0.0.1";
const limits = { timeoutMs: 2000 };

/** The answer without the measured time. */
function timeless({ tookMs, ...answer }: ProbeAnswer): Omit<ProbeAnswer, "tookMs"> {
  expect(tookMs).toBeGreaterThan(0);
  return answer;
}

function serve(listener: RequestListener): Promise<number> {
  return listen(createServer(listener));
}

describe("a request over HTTP", () => {
  test("says what it was told to, and tells what came", async () => {
    const seen: unknown[] = [];
    const port = await serve((request, response) => {
      const { method, url, headers } = request;
      seen.push({ method, url, host: headers.host, mark: headers["x-mark"], connection: headers.connection });
      response.writeHead(302, { Location: "/elsewhere", "X-Some": ["a", "b"] }).end("hällo");
    });
    const answer = await probe(
      {
        ...{ kind: "http", host, port, hostHeader: "mysite.com:9999", method: "POST", path: "/x?q=1" },
        headers: { "X-Mark": "m" },
      },
      limits,
    );
    expect(timeless(answer)).toMatchObject({
      kind: "http",
      status: 302,
      headers: { location: "/elsewhere", "x-some": "a, b" },
      body: "hällo",
      cut: false,
    });
    expect(seen).toEqual([
      { method: "POST", url: "/x?q=1", host: "mysite.com:9999", mark: "m", connection: "close" },
    ]);
  });

  test("names the endpoint as its host when it is not told one", async () => {
    const port = await serve((request, response) => response.end(request.headers.host));
    expect(await probe({ kind: "http", host, port }, limits)).toMatchObject({ body: `127.0.0.1:${port}` });
  });

  test("headers keep the order in which they came", async () => {
    const port = await startTcp((socket) =>
      socket.once("data", () =>
        socket.end("HTTP/1.1 404 Not Found\r\nDate: x\r\nB: 1\r\nA: 2\r\nb: 3\r\n\r\n"),
      ),
    );
    const answer = await probe({ kind: "http", host, port }, limits);
    expect(answer.kind === "http" && Object.entries(answer.headers)).toEqual([
      ["date", "x"],
      ["b", "1, 3"],
      ["a", "2"],
    ]);
  });

  test.each([
    [65_535, 65_535, false],
    [65_536, 65_536, false],
    [65_537, 65_536, true],
    [10_000_000, 65_536, true],
  ])("of a body of %i bytes %i are kept (cut: %s)", async (size, kept, cut) => {
    const port = await serve((_, response) => response.end("a".repeat(size)));
    const answer = await probe({ kind: "http", host, port }, limits);
    expect(answer.kind === "http" && [answer.body.length, answer.cut]).toEqual([kept, cut]);
  });

  test("a character that the limit cuts in two is left out", async () => {
    const port = await serve((_, response) => response.end(`a${"ä".repeat(40_000)}`));
    const answer = await probe({ kind: "http", host, port }, limits);
    expect(answer.kind === "http" && answer.body.slice(-2)).toBe("ää");
  });

  test("an answer to HEAD has no body, and an upgrade is an answer", async () => {
    const port = await serve((_, response) => response.writeHead(200, { "Content-Length": 5 }).end());
    expect(await probe({ kind: "http", host, port, method: "HEAD" }, limits)).toMatchObject({
      status: 200,
      body: "",
    });
    const upgrading = await startTcp((socket) =>
      socket.once("data", () =>
        socket.write("HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n"),
      ),
    );
    expect(await probe({ kind: "http", host, port: upgrading }, limits)).toMatchObject({ status: 101 });
  });

  test("each probe has a connection of its own", async () => {
    let connections = 0;
    const server = createServer((_, response) => response.end()).on("connection", () => (connections += 1));
    const port = await listen(server);
    await probe({ kind: "http", host, port }, limits);
    await probe({ kind: "http", host, port }, limits);
    expect(connections).toBe(2);
  });
});

describe("what servers do instead of answering", () => {
  const half = "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf";
  test.each<[string, string | undefined, Partial<ProbeAnswer>]>([
    ["close at once", "", { code: "reset", message: "AT closed the connection without a whole answer" }],
    [
      "break off",
      half,
      { code: "reset", message: "AT closed the connection before the answer was whole", received: "half" },
    ],
    ["speak another protocol", "220 mail.test ESMTP\r\n", { code: "protocol" }],
    ["say nothing", undefined, { code: "timeout", message: "No answer from AT within 300 ms" }],
  ])("%s", async (_, says, failure) => {
    const port = await startTcp((socket) => {
      socket.once("data", () => says !== undefined && socket.end(says));
    });
    const answer = await probe({ kind: "http", host, port }, { timeoutMs: 300 });
    const { message, ...rest } = failure as { message?: string };
    expect(answer).toMatchObject({
      kind: "failed",
      ...rest,
      ...(message !== undefined && { message: message.replace("AT", `127.0.0.1:${port}`) }),
    });
  });

  test.each<ProbeRequest["kind"]>(["http", "https", "tcp", "tls", "grpc", "grpcs"])(
    "nobody listens, by %s",
    async (kind) => {
      const port = await deadPort();
      expect(timeless(await probe({ kind, host, port }, limits))).toEqual({
        kind: "failed",
        code: "refused",
        message: `Nothing listens at 127.0.0.1:${port}`,
      });
    },
  );

  test.each<ProbeRequest["kind"]>(["http", "https", "tls", "grpc", "grpcs"])(
    "a server that is silent, by %s",
    async (kind) => {
      const port = await startTcp((socket) => socket.resume());
      const answer = await probe({ kind, host, port }, { timeoutMs: 200 });
      const waitedFor = kind === "http" || kind === "grpc" ? "answer from" : "TLS handshake with";
      expect(timeless(answer)).toEqual({
        kind: "failed",
        code: "timeout",
        message: `No ${waitedFor} 127.0.0.1:${port} within 200 ms`,
      });
      expect(answer.tookMs).toBeGreaterThan(190);
      expect(answer.tookMs).toBeLessThan(1500);
    },
  );

  test.each<ProbeRequest["kind"]>(["http", "https", "tcp", "tls", "grpc", "grpcs"])(
    "a server that closes, by %s",
    async (kind) => {
      const port = await startTcp((socket) => socket.once("data", () => socket.end()).end());
      expect(await probe({ kind, host, port }, limits)).toMatchObject({ kind: "failed", code: "reset" });
    },
  );

  test("a host without an address", async () => {
    const answer = await probe({ kind: "http", host: "no-such-host.invalid", port: 1 }, limits);
    expect(answer).toMatchObject({ kind: "failed", code: "dns" });
  });

  test("the caller gives up, before or while it waits", async () => {
    const port = await startTcp((socket) => socket.resume());
    const request: ProbeRequest = { kind: "http", host, port };
    const expected = {
      kind: "failed",
      code: "aborted",
      message: `The request to 127.0.0.1:${port} was given up`,
    };
    expect(await probe(request, { signal: AbortSignal.abort() })).toMatchObject(expected);
    expect(await probe(request, { signal: AbortSignal.timeout(50) })).toMatchObject(expected);
  });
});

test.each<[string, ProbeRequest]>([
  ["a port out of range", { kind: "tcp", host, port: 65_536 }],
  ["no host", { kind: "tcp", host: "", port: 1 }],
  ["a path with a blank", { kind: "http", host, port: 1, path: "/a b" }],
  ["a path without its slash", { kind: "http", host, port: 1, path: "a" }],
  ["a tunnel", { kind: "http", host, port: 1, method: "CONNECT" }],
  ["a header with a line break", { kind: "http", host, port: 1, headers: { A: "s3cret\r\nB: 1" } }],
  ["a Host header with a line break", { kind: "http", host, port: 1, hostHeader: "a\r\nb" }],
  ["metadata with a line break", { kind: "grpc", host, port: 1, dsthost: "a\nb" }],
  ["an authority that is none", { kind: "tls", host, port: 1, ca: "-----BEGIN CERTIFICATE-----\nx" }],
])("cannot be sent: %s", async (_, request) => {
  const refused = { code: "usage", message: expect.not.stringContaining("s3cret") };
  await expect(probe(request, limits)).rejects.toMatchObject(refused);
});

describe("a connection over TCP", () => {
  test.each<[string, { send?: string; expect?: string }, string]>([
    ["with an answer to what was said", { send: "ping", expect: "echo: ping" }, "hello\necho: ping"],
    ["with a greeting", { expect: "hello" }, "hello\n"],
    ["that only has to stay open", {}, "hello\n"],
  ])("%s", async (_, parts, received) => {
    const port = await startTcp((socket) => {
      socket.write("hello\n");
      socket.on("data", (data) => socket.write(`echo: ${String(data)}`));
    });
    const answer = await probe({ kind: "tcp", host, port, graceMs: 100, ...parts }, limits);
    expect(timeless(answer)).toEqual({ kind: "tcp", received });
  });

  test("is an answer when the server says something and closes, unless something else was expected", async () => {
    const port = await startTcp((socket) => socket.end("12:00\n"));
    expect(await probe({ kind: "tcp", host, port }, limits)).toMatchObject({
      kind: "tcp",
      received: "12:00\n",
    });
    expect(await probe({ kind: "tcp", host, port, expect: "13" }, limits)).toMatchObject({
      kind: "failed",
      code: "reset",
      message: `127.0.0.1:${port} closed the connection before the answer was whole`,
      received: "12:00\n",
    });
  });

  test("is none when the server closes within the grace, and one when it closes later", async () => {
    const port = await startTcp((socket) => setTimeout(() => socket.end(), 150));
    expect(await probe({ kind: "tcp", host, port }, limits)).toMatchObject({
      code: "reset",
      message: `127.0.0.1:${port} closed the connection without an answer`,
    });
    expect(await probe({ kind: "tcp", host, port, graceMs: 20 }, limits)).toMatchObject({ kind: "tcp" });
  });

  test("times out without what is expected, and ends when too much else comes", async () => {
    const quiet = await startTcp((socket) => socket.resume());
    expect(await probe({ kind: "tcp", host, port: quiet, expect: "x" }, { timeoutMs: 100 })).toMatchObject({
      code: "timeout",
    });
    const endless = await startTcp((socket) => socket.write("a".repeat(1_000_000)));
    expect(await probe({ kind: "tcp", host, port: endless, expect: "x" }, limits)).toMatchObject({
      code: "protocol",
      message: `127.0.0.1:${endless} sent 64 KiB without the expected text`,
    });
  });
});

describe("a health check over gRPC", () => {
  test.each<[string, HealthReply, Partial<ProbeAnswer>]>([
    ["1", { serving: 1, headers: { "x-instance": "a" } }, { kind: "grpc-health", serving: "SERVING" }],
    ["2", { serving: 2 }, { kind: "grpc-health", serving: "NOT_SERVING" }],
    ["0", { serving: 0 }, { kind: "grpc-health", serving: "UNKNOWN" }],
    ["3", { serving: 3 }, { kind: "grpc-health", serving: "SERVICE_UNKNOWN" }],
    ["a status that there is not", { serving: 9 }, { kind: "failed", code: "protocol" }],
    [
      "an error",
      { status: 12, message: "unknown service ä" },
      { kind: "grpc-status", code: 12, message: "unknown service ä" },
    ],
  ])("answered with %s", async (_, reply, answer) => {
    const seen: SeenCall[] = [];
    const port = await listen(createHealthServer(() => reply, { seen }));
    const request: ProbeRequest = { kind: "grpc", host, port, service: "shop.Cart", dsthost: "shop.test" };
    expect(await probe(request, limits)).toMatchObject(answer);
    expect(seen).toEqual([
      { path: "/grpc.health.v1.Health/Check", dsthost: "shop.test", service: "shop.Cart" },
    ]);
  });

  test("metadata of the answer is told of", async () => {
    const port = await listen(createHealthServer(() => ({ serving: 1, headers: { "x-instance": "a" } })));
    expect(await probe({ kind: "grpc", host, port }, limits)).toMatchObject({
      headers: { "x-instance": "a" },
    });
  });

  test("a server of HTTP/1.1 is none of gRPC", async () => {
    const port = await serve((_, response) => response.end("hello"));
    expect(await probe({ kind: "grpc", host, port }, limits)).toMatchObject({
      kind: "failed",
      code: "protocol",
    });
  });
});

const missing = whyNoCertificates();

describe.skipIf(missing !== undefined)(`TLS${missing === undefined ? "" : ` (skipped: ${missing})`}`, () => {
  const files = missing === undefined ? makeCertificates() : NO_CERTIFICATES;
  afterAll(() => rmSync(files.directory, { recursive: true, force: true }));
  const [cert, key, ca, clientCert] = [
    ...[files.serverCert, files.serverKey, files.caCert, files.clientCert],
  ].map((file) => (missing === undefined ? readFileSync(file, "utf8") : "")) as [
    string,
    string,
    string,
    string,
  ];
  const serverName = "server.global.nomad";

  const startHttps = (more = {}): Promise<number> =>
    listen(createHttpsServer({ cert, key, ...more }, (_, response) => response.end("secure")));

  test("a certificate that nobody vouches for is told of, and keeps nobody from answering", async () => {
    const port = await startHttps();
    const answer = await probe({ kind: "https", host, port, serverName }, limits);
    expect(answer).toMatchObject({ kind: "http", status: 200, body: "secure" });
    expect(answer.certificate).toEqual({
      names: [serverName],
      notBefore: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
      notAfter: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
      validity: "valid",
      coversName: true,
      trusted: false,
      distrust: expect.stringMatching(/UNABLE_TO_|SELF_SIGNED/),
    });
  });

  test.each<[string, { serverName?: string; ca?: string }, Partial<ProbeAnswer>]>([
    [
      "its authority",
      { serverName, ca },
      { kind: "http", certificate: { coversName: true, trusted: true } } as never,
    ],
    [
      "another name",
      { serverName: "other.test", ca },
      { kind: "http", certificate: { coversName: false, trusted: true } } as never,
    ],
    [
      "an address for a name",
      { serverName: host, ca },
      { kind: "http", certificate: { coversName: false } } as never,
    ],
    [
      "another authority",
      { ca: clientCert },
      { kind: "failed", code: "tls", certificate: { trusted: false } } as never,
    ],
  ])("asked with %s", async (_, tls, answer) => {
    const port = await startHttps();
    expect(await probe({ kind: "https", host, port, ...tls }, limits)).toMatchObject(answer);
  });

  test("the name is sent as SNI, and no address is", async () => {
    const names: unknown[] = [];
    const port = await listen(
      createTlsServer({ cert, key }, (socket) => {
        names.push(socket.servername);
        socket.end("bye");
      }),
    );
    for (const name of [serverName, host, undefined]) {
      const request: ProbeRequest = {
        kind: "tls",
        host,
        port,
        ...(name !== undefined && { serverName: name }),
      };
      expect(await probe(request, limits)).toMatchObject({ kind: "tcp", received: "bye" });
    }
    expect(names).toEqual([serverName, false, false]);
  });

  test.each<[string, () => Promise<number>, string]>([
    ["plain HTTP", () => serve((_, response) => response.end()), "wrong version number"],
    [
      "a certificate of the client",
      () => startHttps({ requestCert: true, rejectUnauthorized: true, ca }),
      "tlsv13 alert certificate required",
    ],
    [
      "another version of TLS",
      () => startHttps({ maxVersion: "TLSv1.1", minVersion: "TLSv1", ciphers: "ALL:@SECLEVEL=0" }),
      "protocol version",
    ],
  ])("the server wants %s", async (_, start, reason) => {
    const port = await start();
    const answer = await probe({ kind: "https", host, port, serverName }, limits);
    expect(answer).toMatchObject({ kind: "failed", code: "tls" });
    expect(answer).toMatchObject({ message: expect.stringContaining(reason) });
  });

  test("gRPC over TLS, with and without a server of HTTP/2", async () => {
    const port = await listen(createHealthServer(() => ({ serving: 1 }), { tls: { cert, key } }));
    expect(await probe({ kind: "grpcs", host, port, serverName }, limits)).toMatchObject({
      kind: "grpc-health",
      serving: "SERVING",
      certificate: { coversName: true },
    });
    const other = await listen(createTlsServer({ cert, key }));
    expect(await probe({ kind: "grpcs", host, port: other, serverName }, limits)).toMatchObject({
      kind: "failed",
      code: "protocol",
      message: `127.0.0.1:${other} does not agree to speak HTTP/2`,
    });
  });
});
