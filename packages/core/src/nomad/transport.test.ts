import { mkdtempSync, rmSync } from "node:fs";
import type { ServerResponse } from "node:http";
import { createServer, type AddressInfo, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inspect } from "node:util";
import { gzipSync } from "node:zlib";

import { assert, expect, onTestFinished, test } from "vitest";
import * as z from "zod/mini";

import { NomadxError } from "../diagnostics/errors.ts";
import { nomadConfigFromEnv, type NomadConfig } from "./config.ts";
import { sendJson, sendText, type LoopbackServer } from "../dev/http/loopback-server.ts";
import { startServer } from "../dev/testing/servers.ts";
import { createTransport, type RequestOptions, type Transport } from "./transport.ts";

const TOKEN = "2e1f0a3c-aaaa-bbbb-cccc-5ec2e7000000";
const PASSWORD = "correct-horse";
const anything = z.unknown();
const quick = { random: () => 0, retry: { connection: 2, busy: 4, firstDelayMs: 2, maxDelayMs: 8 } };

function transportTo(server: Pick<LoopbackServer, "address">, more: Partial<NomadConfig> = {}): Transport {
  const config = { address: server.address, addressSource: "env", token: TOKEN, ...more } as const;
  const transport = createTransport({ ...config, httpAuth: { username: "me", password: PASSWORD } }, quick);
  onTestFinished(() => transport.close());
  return transport;
}

/** The error of a failed request, after checking that nothing secret is in it. */
async function failureOf(promise: Promise<unknown>): Promise<NomadxError> {
  const error: unknown = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  assert(error instanceof NomadxError, `no NomadxError, but ${inspect(error)}`);
  const everything = inspect(error, { depth: 10, showHidden: true, getters: true });
  for (const secret of [TOKEN, PASSWORD, Buffer.from(`me:${PASSWORD}`).toString("base64")]) {
    expect(everything).not.toContain(secret);
  }
  return error;
}

test("a read answers the value with the index, leader and page of its headers", async () => {
  const server = await startServer((_, response) => {
    response.setHeader("X-Nomad-NextToken", "default.web");
    sendJson(response, [{ ID: "a" }], 42);
  });
  const transport = transportTo(server, { region: "eu", namespace: "web" });
  const answer = await transport.request("GET", "/v1/jobs", z.array(z.looseObject({ ID: z.string() })), {
    query: { prefix: "a b", namespace: undefined, index: 18446744073709551615n, stale: true },
  });
  expect(answer).toEqual({
    value: [{ ID: "a" }],
    index: 42,
    knownLeader: true,
    lastContactMs: 0,
    nextToken: "default.web",
  });
  expect(server.requests).toMatchObject([
    {
      method: "GET",
      url: "/v1/jobs?region=eu&namespace=web&prefix=a+b&index=18446744073709551615&stale=true",
      headers: { "x-nomad-token": TOKEN, authorization: `Basic ${btoa(`me:${PASSWORD}`)}` },
      body: "",
    },
  ]);
});

test("a call's own namespace replaces the configured one", async () => {
  const server = await startServer((_, response) => sendJson(response, null));
  await transportTo(server, { namespace: "web" }).request("GET", "/v1/x", anything, {
    query: { namespace: "other" },
  });
  expect(server.requests[0]?.url).toBe("/v1/x?namespace=other");
});

test("integers beyond 2^53 survive both ways", async () => {
  const server = await startServer((_, response) => response.end('{"SubmitTime":1795000000123456789}'));
  const answer = await transportTo(server).request("PUT", "/v1/jobs", anything, {
    body: { EnforceIndex: 18446744073709551615n },
  });
  expect(answer).toMatchObject({ value: { SubmitTime: 1795000000123456789n }, index: 0, knownLeader: false });
  expect(server.requests[0]).toMatchObject({
    body: '{"EnforceIndex":18446744073709551615}',
    headers: { "content-type": "application/json" },
  });
});

test("a gzipped answer is unpacked", async () => {
  const server = await startServer((_, response) => {
    response.setHeader("Content-Encoding", "gzip");
    response.end(gzipSync('"packed"'));
  });
  expect((await transportTo(server).request("GET", "/v1/x", anything)).value).toBe("packed");
});

test("connections are kept and shared", async () => {
  const server = await startServer((_, response) => sendJson(response, 1));
  const transport = transportTo(server);
  for (let round = 0; round < 5; round++) await transport.request("GET", "/v1/x", anything);
  for (let round = 0; round < 5; round++) await transport.request("PUT", "/v1/x", anything, { body: {} });
  expect([server.requests.length, server.connections()]).toEqual([10, 1]);
});

test("200 requests at once share 8 connections, and waiting ones do not hold up the others", async () => {
  const held: (() => void)[] = [];
  let holds = true;
  const server = await startServer((request, response) => {
    if (holds && request.url === "/v1/held") held.push(() => sendJson(response, 1));
    else sendJson(response, 1);
  });
  const transport = transportTo(server);
  const { signal } = new AbortController();
  const waiting = Array.from({ length: 60 }, () =>
    transport.request("GET", "/v1/held", anything, { waits: true, signal }),
  );
  await Promise.all(
    Array.from({ length: 200 }, () => transport.request("GET", "/v1/x", anything, { signal })),
  );
  await expect.poll(() => held.length).toBe(24);
  expect(server.connections()).toBe(8 + 24);
  holds = false;
  for (const release of held) release();
  await Promise.all(waiting);
});

test("a unix socket is asked for 127.0.0.1, as Nomad's client does", async () => {
  const directory = mkdtempSync(join(tmpdir(), "nomadx-socket-"));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  const server = await startServer((_, response) => sendJson(response, "by socket"), {
    socketPath: join(directory, "nomad.sock"),
  });
  expect((await transportTo(server).request("GET", "/v1/x", anything)).value).toBe("by socket");
  expect(server.requests[0]?.headers.host).toBe("127.0.0.1");
  const missing = `unix://${join(directory, "none.sock")}`;
  const error = await failureOf(transportTo({ address: missing }).request("GET", "/v1/x", anything));
  expect(error).toMatchObject({
    code: "unreachable",
    message: `No Nomad agent answers at ${missing} (ENOENT)`,
  });
});

test.each([
  [404, "job not found\n", "not-found", "Nomad answered GET /v1/job/web: job not found"],
  [403, "Permission denied", "permission", "Nomad refused GET /v1/job/web: Permission denied"],
  [400, "Invalid index", "refused", "Nomad refused GET /v1/job/web: Invalid index"],
  [405, "Invalid method", "refused", "Nomad refused GET /v1/job/web: Invalid method"],
  [500, "No path to region", "refused", "Nomad refused GET /v1/job/web: No path to region"],
  [
    500,
    "Enforcing job modify index 10: job exists with conflicting job modify index: 12",
    "conflict",
    "The job has changed since the plan: Enforcing job modify index 10: job exists with conflicting job modify index: 12",
  ],
  [
    500,
    "1 error occurred:\n\t* \u001B[31mbad\u001B[0m\n\n",
    "refused",
    "Nomad refused GET /v1/job/web: 1 error occurred:\n\t* bad",
  ],
  [
    500,
    `echo: ${TOKEN}, ${PASSWORD}`,
    "refused",
    "Nomad refused GET /v1/job/web: echo: (redacted), (redacted)",
  ],
  [418, "", "refused", "Nomad refused GET /v1/job/web: status 418"],
  [
    404,
    "<html><head><title>Not Found</title></head></html>",
    "protocol",
    'No Nomad API answers GET /v1/job/web, but a web page, "Not Found"',
  ],
  [
    400,
    "Client sent an HTTP request to an HTTPS server.\n",
    "tls",
    "The server speaks HTTPS, and was asked in HTTP",
  ],
])("%d %j is one error: %s", async (status, text, code, message) => {
  const server = await startServer((_, response) => sendText(response, status, text));
  const error = await failureOf(transportTo(server).request("GET", "/v1/job/web", anything));
  expect(error).toMatchObject({ code, message });
  expect(error.request).toMatchObject({ method: "GET", url: `${server.address}/v1/job/web`, status });
  expect(server.requests).toHaveLength(1);
});

test("the advice is to set a token, or about the one that was sent, by where it comes from", async () => {
  const server = await startServer((_, response) => sendText(response, 403, "Permission denied"));
  const helpFor = async ({ token, tokenSource }: Pick<NomadConfig, "token" | "tokenSource">) =>
    (await failureOf(transportTo(server, { token, tokenSource }).request("GET", "/v1/jobs", anything))).help;
  const is = "is unknown, has expired, or its policies do not allow this.";
  expect(await helpFor({ token: undefined })).toBe("Set NOMAD_TOKEN to an ACL token that allows this.");
  expect(await helpFor({ token: TOKEN })).toBe(`The token ${is}`);
  expect(await helpFor(nomadConfigFromEnv({ NOMAD_TOKEN: TOKEN }))).toBe(`The token in NOMAD_TOKEN ${is}`);
  expect(await helpFor(nomadConfigFromEnv({ NOMAD_TOKEN: "t" }, { token: TOKEN }))).toBe(
    `The token of --token ${is}`,
  );
});

test.each([
  [429, "Your IP is issuing too many concurrent connections, please rate limit your calls"],
  [500, "No cluster leader"],
  [500, "rpc error: No cluster leader"],
  [502, "<html><title>502 Bad Gateway</title>"],
  [503, ""],
  [504, ""],
])("a read is tried again after %d %j, a write is not", async (status, text) => {
  const server = await startServer((_, response, count) =>
    count % 3 === 0 ? sendJson(response, "at last") : sendText(response, status, text),
  );
  const transport = transportTo(server);
  expect((await transport.request("GET", "/v1/x", anything)).value).toBe("at last");
  expect(server.requests).toHaveLength(3);
  for (const method of ["PUT", "POST", "DELETE"] as const) {
    const before = server.requests.length;
    const answered = before % 3 === 2 ? "at last" : status;
    const result = await transport.request(method, "/v1/x", anything, { body: {} }).then(
      (answer) => answer.value,
      (error: unknown) => (error instanceof NomadxError ? error.request?.status : error),
    );
    expect([result, server.requests.length - before]).toEqual([answered, 1]);
  }
});

test.each([
  [500, "No cluster leader"],
  [500, "rpc error: leadership lost while committing log"],
  [500, "rpc error: rpc error: EOF"],
  [500, "rpc error: failed to get conn: rpc error: lead thread didn't get connection"],
  [500, "<html><title>500 Internal Server Error</title>"],
  [503, "upstream connect error or disconnect/reset before headers"],
])("after %d %j nobody knows whether a write was carried out", async (status, text) => {
  const server = await startServer((_, response) => sendText(response, status, text));
  const error = await failureOf(transportTo(server).request("PUT", "/v1/x", anything, { body: {} }));
  expect(error).toMatchObject({
    code: "unreachable",
    message: expect.stringMatching(/^Nomad did not decide about PUT \/v1\/x: /) as unknown,
    request: { status, uncertain: true },
    help: expect.stringMatching(/^It may have been carried out anyway/) as unknown,
  });
});

test.each([
  [500, "rpc error: 1 error occurred:\n\t* Task group EOF: connection reset\n"],
  [500, "job with no leader"],
  [429, "busy"],
  [400, "No cluster leader"],
])("after %d %j it is known that it was not", async (status, text) => {
  const server = await startServer((_, response) => sendText(response, status, text));
  const error = await failureOf(transportTo(server).request("PUT", "/v1/x", anything, { body: {} }));
  expect(error.code).toBe("refused");
  expect(error.request?.uncertain).toBeUndefined();
});

test("a signal of the client ends every request, as its own does", async () => {
  const controller = new AbortController();
  const server = await startServer(() => controller.abort(new RangeError("enough")));
  const transport = createTransport(
    { address: server.address, addressSource: "env" },
    { signal: controller.signal },
  );
  await expect(transport.request("GET", "/v1/x", anything)).rejects.toThrow(new RangeError("enough"));
  await expect(transport.request("GET", "/v1/x", anything)).rejects.toThrow(new RangeError("enough"));
  expect(server.requests).toHaveLength(1);
});

test("a server that stays busy is asked five times", async () => {
  const server = await startServer((_, response) => sendText(response, 500, "No cluster leader"));
  const error = await failureOf(transportTo(server).request("GET", "/v1/x", anything));
  expect(error).toMatchObject({
    code: "refused",
    message: "Nomad refused GET /v1/x: No cluster leader",
    help: "The servers have no leader at the moment; try again.",
  });
  expect(server.requests).toHaveLength(5);
});

test.each<[string, (response: ServerResponse) => void]>([
  ["a connection that breaks", (response) => void response.destroy()],
  ["a server without a leader", (response) => sendText(response, 500, "No cluster leader")],
])("after %s a blocking query is not asked again: its index may be meaningless", async (_, fail) => {
  const server = await startServer((__, response) => fail(response));
  await failureOf(transportTo(server).request("GET", "/v1/jobs", anything, { waits: true }));
  expect(server.requests).toHaveLength(1);
});

test("a connection that is refused is tried three times, then named", async () => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo; // a TCP server's address is never a string
  await new Promise((resolve) => server.close(resolve));
  const address = `http://127.0.0.1:${port}`;
  const error = await failureOf(transportTo({ address }).request("GET", "/v1/x", anything));
  expect(error).toMatchObject({
    code: "unreachable",
    message: `No Nomad agent answers at ${address} (ECONNREFUSED)`,
    help: "Set NOMAD_ADDR to the address of a running Nomad agent.",
    request: { method: "GET", url: `${address}/v1/x` },
    cause: { code: "ECONNREFUSED" },
  });
});

test("where nobody named an address, a refused connection is not tried again", async () => {
  const config = { address: "http://127.0.0.1:1", addressSource: "default" } as const;
  const slow = { connection: 9, busy: 9, firstDelayMs: 60_000, maxDelayMs: 60_000 };
  const transport = createTransport(config, { retry: slow });
  await expect(transport.request("GET", "/v1/x", anything)).rejects.toMatchObject({ code: "unreachable" });
});

test("a host name that does not exist", async () => {
  const address = "http://nomad.invalid:4646";
  const error = await failureOf(transportTo({ address }).request("GET", "/v1/x", anything));
  expect(error).toMatchObject({ code: "unreachable" });
  expect(error.message).toMatch(
    /^No Nomad agent answers at http:\/\/nomad\.invalid:4646 \((ENOTFOUND|EAI_AGAIN)\)$/,
  );
});

test("a connection that is closed without an answer: a read is tried again, a write may have worked", async () => {
  const server = await startServer((request, response, count) => {
    if (request.method === "GET" && count === 2) sendJson(response, "second");
    else response.destroy();
  });
  const transport = transportTo(server);
  expect((await transport.request("GET", "/v1/x", anything)).value).toBe("second");
  const error = await failureOf(transport.request("PUT", "/v1/jobs", anything, { body: {} }));
  expect(error).toMatchObject({
    code: "unreachable",
    message: "The server closed the connection without an answer to PUT /v1/jobs",
    help: "It may have been carried out anyway: check before you send it again.",
  });
  expect(server.requests.map((request) => request.method)).toEqual(["GET", "GET", "PUT"]);
});

test.each([
  ["Content-Length", { "Content-Length": "100" }],
  ["chunks", {}],
])("a body that is cut half way (%s)", async (_, headers) => {
  const server = await startServer((_request, response) => {
    response.writeHead(200, headers);
    response.write('[{"ID":"we');
    setTimeout(() => response.destroy(), 10);
  });
  const error = await failureOf(transportTo(server).request("GET", "/v1/jobs", anything));
  expect(error).toMatchObject({ code: "protocol", request: { status: 200 } });
  expect(error.message).toMatch(/^The answer to GET \/v1\/jobs broke off/);
  expect(server.requests).toHaveLength(3);
});

test("a gzipped body that is cut half way", async () => {
  const packed = gzipSync(JSON.stringify({ ID: "x".repeat(1000), Random: Math.random() }));
  const server = await startServer((_, response) => {
    response.setHeader("Content-Encoding", "gzip");
    response.end(packed.subarray(0, packed.length - 12));
  });
  const error = await failureOf(transportTo(server).request("GET", "/v1/jobs", anything));
  expect(error.code).toBe("protocol");
});

test.each([
  ["<!doctype html><title>Sign in</title>", 'The answer to GET /v1/jobs is not JSON: a web page, "Sign in"'],
  ["\u0000\u0001garbage", "The answer to GET /v1/jobs is not JSON: garbage"],
  ['{"ID":', 'The answer to GET /v1/jobs is not JSON: {"ID":'],
  ["", "The answer to GET /v1/jobs is not JSON: it is empty"],
])("a body that is no JSON: %j", async (body, message) => {
  const server = await startServer((_, response) => response.end(body));
  const error = await failureOf(transportTo(server).request("GET", "/v1/jobs", anything));
  expect(error).toMatchObject({ code: "protocol", message, request: { status: 200 } });
});

test("an answer of the wrong shape names endpoint and field", async () => {
  const server = await startServer((_, response) => sendJson(response, [{ Jobs: [{ ID: "a" }, { ID: 3 }] }]));
  const schema = z.array(z.looseObject({ Jobs: z.array(z.looseObject({ ID: z.string() })) }));
  const error = await failureOf(transportTo(server).request("GET", "/v1/jobs", schema));
  expect(error).toMatchObject({
    code: "protocol",
    message: "The answer to GET /v1/jobs does not have the expected shape: [0].Jobs[1].ID: expected string",
  });
});

test("what answers may not speak HTTP at all", async () => {
  const server = createServer((socket: Socket) => socket.end("220 mail.example ESMTP\r\n"));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo; // a TCP server's address is never a string
  const address = `http://127.0.0.1:${port}`;
  const error = await failureOf(transportTo({ address }).request("GET", "/v1/x", anything));
  expect(error.code).toBe("protocol");
  expect(error.message).toMatch(new RegExp(`^The server at ${address} does not speak HTTP`));
});

test.each([
  ["before the answer", false, "Nomad did not answer GET /v1/jobs within 0.1 s"],
  ["within the body", true, "Nomad's answer to GET /v1/jobs was not complete within 0.1 s"],
])("a server that stalls %s", async (_, begun, message) => {
  const server = await startServer((_request, response) => {
    if (begun) response.write("[");
  });
  const error = await failureOf(transportTo(server).request("GET", "/v1/jobs", anything, { timeoutMs: 100 }));
  expect(error).toMatchObject({
    code: "timeout",
    message,
  });
  expect(server.requests).toHaveLength(1);
});

test.each(["before", "while waiting", "between attempts"])("a signal ends a request %s", async (moment) => {
  const controller = new AbortController();
  const server = await startServer((_, response) => {
    if (moment === "while waiting") controller.abort(new RangeError("enough"));
    else sendText(response, 503, "");
  });
  const transport = createTransport(
    { address: server.address, addressSource: "env" },
    { random: () => 1, retry: { connection: 9, busy: 9, firstDelayMs: 60_000, maxDelayMs: 60_000 } },
  );
  if (moment === "before") controller.abort(new RangeError("enough"));
  if (moment === "between attempts") setTimeout(() => controller.abort(new RangeError("enough")), 100);
  const { signal } = controller;
  await expect(transport.request("GET", "/v1/x", anything, { signal })).rejects.toThrow(
    new RangeError("enough"),
  );
  expect(server.requests).toHaveLength(moment === "before" ? 0 : 1);
  transport.close();
});

test("a redirect to another server is not followed, and that server learns nothing", async () => {
  const other = await startServer((_, response) => sendJson(response, "stolen"));
  const server = await startServer((_, response) => {
    response.writeHead(307, { Location: `${other.address}/v1/jobs` }).end();
  });
  for (const method of ["GET", "PUT"] as const) {
    const error = await failureOf(transportTo(server).request(method, "/v1/jobs", anything));
    expect(error).toMatchObject({
      code: "protocol",
      message: `${method} /v1/jobs was redirected to ${other.address}/v1/jobs, and that was not followed`,
      help: "If that is the right server, set NOMAD_ADDR to its address.",
    });
  }
  expect(other.requests).toEqual([]);
});

test("a redirect within the server is followed, but never turns a write into something else", async () => {
  const server = await startServer((request, response) => {
    if (request.url === "/new") sendJson(response, `${request.method} ${request.body}`);
    else response.writeHead(Number(request.url.slice(1)), { Location: "/new" }).end();
  });
  const transport = transportTo(server);
  expect((await transport.request("GET", "/301", anything)).value).toBe("GET ");
  expect((await transport.request("PUT", "/307", anything, { body: {} })).value).toBe("PUT {}");
  const error = await failureOf(transport.request("PUT", "/303", anything, { body: {} }));
  expect(error.message).toBe("PUT /303 was redirected to /new, and that was not followed");
  expect(server.requests.at(-1)?.headers["x-nomad-token"]).toBe(TOKEN);
});

test("text is handed on as it is", async () => {
  const server = await startServer((_, response) => response.end("line 1\n{not json\u001B[0m"));
  const { value } = await transportTo(server).text("/v1/client/fs/logs/a");
  expect(value).toBe("line 1\n{not json\u001B[0m");
});

async function collect(stream: AsyncIterable<Uint8Array>): Promise<string> {
  let text = "";
  for await (const chunk of stream) text += new TextDecoder().decode(chunk);
  return text;
}

test("a stream yields what comes, silence included", async () => {
  const server = await startServer((_, response) => {
    response.write("one ");
    setTimeout(() => response.end("two"), 50);
  });
  expect(await collect(transportTo(server).stream("/v1/x", { query: { follow: true } }))).toBe("one two");
  expect(server.requests[0]?.url).toBe("/v1/x?follow=true");
});

test.each([
  ["a refusal", 404, "not-found", 'Nomad answered GET /v1/x: task "a" not started yet. No logs available'],
  [
    "a busy server, asked once",
    503,
    "refused",
    'Nomad refused GET /v1/x: task "a" not started yet. No logs available',
  ],
])("a stream fails with %s", async (_, status, code, message) => {
  const server = await startServer((_request, response) =>
    sendText(response, status, 'task "a" not started yet. No logs available'),
  );
  expect(await failureOf(collect(transportTo(server).stream("/v1/x")))).toMatchObject({ code, message });
  expect(server.requests).toHaveLength(1);
});

test("a stream that breaks off fails", async () => {
  const server = await startServer((_, response) => {
    response.write("half");
    setTimeout(() => response.destroy(), 10);
  });
  const error = await failureOf(collect(transportTo(server).stream("/v1/x")));
  expect(error).toMatchObject({ code: "protocol" });
});

test("a stream ends with its signal, and when nobody reads on", async () => {
  let closed = 0;
  const server = await startServer((_, response) => {
    response.on("close", () => (closed += 1));
    response.write("first");
  });
  const transport = transportTo(server);
  const controller = new AbortController();
  const options: RequestOptions = { signal: controller.signal };
  const reading = collect(transport.stream("/v1/x", options));
  setTimeout(() => controller.abort(new RangeError("enough")), 30);
  await expect(reading).rejects.toThrow(new RangeError("enough"));
  for await (const _ of transport.stream("/v1/x")) break;
  await expect.poll(() => closed).toBe(2);
});

test("a token that no header can carry is refused before anything is sent", () => {
  const config = { address: "http://127.0.0.1:1", addressSource: "env", token: "abc\ndef" } as const;
  expect(() => createTransport(config)).toThrow(
    expect.objectContaining({
      code: "usage",
      message: "The Nomad token has characters that no HTTP header can carry",
    }),
  );
});
