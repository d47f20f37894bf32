import type { ServerResponse } from "node:http";
import { networkInterfaces } from "node:os";
import { inspect } from "node:util";
import { gzipSync } from "node:zlib";

import { assert, describe, expect, onTestFinished, test, vi } from "vitest";

import { createConsulClient } from "../consul/client.ts";
import type { Responder } from "../dev/http/loopback-server.ts";
import { startServer } from "../dev/testing/servers.ts";
import { NomadxError } from "../diagnostics/errors.ts";
import { createFabioAdmin } from "../fabio/admin/fabio-admin.ts";
import { createNomadClient } from "../nomad/client.ts";
import { MAX_CONNECTIONS, USER_AGENT, type Connection } from "./connection.ts";
import type { WholeRequest } from "./http-request.ts";
import { createHttpTransport, type HttpTransport } from "./transport.ts";

const names = { product: "Fabio", server: "Fabio", address: "FABIO_ADDR" } as const;
const quick = { random: () => 0, retry: { connection: 2, busy: 2, firstDelayMs: 2, maxDelayMs: 8 } };

function transportTo(address: string, more: Partial<Connection> = {}): HttpTransport {
  const connection = {
    ...{ address, base: address, headers: USER_AGENT, secrets: [], limits: MAX_CONNECTIONS },
    ...{ isExpected: true, followsRedirects: true, ...more },
  };
  const transport = createHttpTransport(connection, names, quick);
  onTestFinished(() => transport.close());
  return transport;
}

/** Sends one request to a server that answers so. */
async function sendTo(respond: Responder, request: Partial<WholeRequest> = {}) {
  const server = await startServer(respond);
  const transport = transportTo(server.address);
  const sent = transport.send({ method: "GET", path: "/x", timeoutMs: 30_000, ...request });
  return { server, sent };
}

async function failureOf(promise: Promise<unknown>): Promise<NomadxError> {
  const error: unknown = await promise.then(
    (value) => value,
    (reason: unknown) => reason,
  );
  assert(error instanceof NomadxError, `no NomadxError, but ${inspect(error)}`);
  return error;
}

/** Writes without end, until nobody listens. */
function pour(response: ServerResponse, chunk: string): void {
  const more = () => {
    while (!response.destroyed && response.write(chunk));
  };
  response.on("drain", more);
  more();
}

/** One byte, and then another one every 20 ms. */
function drip(response: ServerResponse): void {
  response.write("[");
  const timer = setInterval(() => response.write(" "), 20);
  response.on("close", () => clearInterval(timer));
}

describe("an answer costs no more than", () => {
  test.each<[string, Responder, string]>([
    ["nothing comes", () => undefined, "Fabio did not answer GET /x within 0.2 s"],
    [
      "a byte comes now and then",
      (_, response) => drip(response),
      "Fabio's answer to GET /x was not complete within 0.2 s",
    ],
  ])("its time, where %s", async (_, respond, message) => {
    const { server, sent } = await sendTo(respond, { timeoutMs: 200 });
    expect(await failureOf(sent)).toMatchObject({ code: "timeout", message });
    expect(server.requests).toHaveLength(1);
  });

  test("its time, all attempts together", async () => {
    const { server, sent } = await sendTo(
      (_, response) => response.writeHead(503, { "Retry-After": 9 }).end(),
      {
        timeoutMs: 200,
      },
    );
    const { status } = await sent;
    expect([status, server.requests.length]).toEqual([503, 1]);
  });

  test("its size, packed or not", async () => {
    const pouring = await sendTo((_, response) => pour(response, "x".repeat(50_000)), { maxBytes: 2 ** 20 });
    expect(await failureOf(pouring.sent)).toMatchObject({
      code: "protocol",
      message: "The answer to GET /x is larger than 1 MiB, and was not read to its end",
      help: "Does FABIO_ADDR name a Fabio?",
      request: { status: 200 },
    });
    const bomb = gzipSync("x".repeat(10_000_000));
    const packed = await sendTo(
      (_, response) => response.writeHead(200, { "Content-Encoding": "gzip" }).end(bomb),
      {
        maxBytes: 50_000,
      },
    );
    expect(bomb.byteLength).toBeLessThan(50_000);
    expect((await failureOf(packed.sent)).code).toBe("protocol");
  });

  test("its size, to the byte", async () => {
    const { sent } = await sendTo((_, response) => response.end("ä".repeat(500)), { maxBytes: 1_000 });
    expect((await sent).text).toBe("ä".repeat(500));
    const more = await sendTo((_, response) => response.end("ä".repeat(500)), { maxBytes: 999 });
    expect((await failureOf(more.sent)).code).toBe("protocol");
  });

  test("64 KiB, where it is an error without end", async () => {
    const { sent } = await sendTo((_, response) => pour(response.writeHead(418), "no! ".repeat(1_000)));
    const { status, text, call } = await sent;
    expect([status, text.length, call.request.text?.length]).toEqual([418, 64 * 1024, 65_577]);
  });
});

describe("a proxy that got no answer itself", () => {
  test.each([502, 504])("(%d) has not refused anything", async (status) => {
    const { server, sent } = await sendTo((_, response) =>
      response.writeHead(status).end("<title>Bad</title>"),
    );
    expect(await failureOf(sent)).toMatchObject({
      code: "unreachable",
      message: `A proxy in front of Fabio got no answer to GET /x (<title>Bad</title>)`,
      help: "Does Fabio run at the address in FABIO_ADDR?",
      request: { status },
    });
    expect(server.requests).toHaveLength(3);
  });

  test("may have passed a write on, which is sent once", async () => {
    const { server, sent } = await sendTo((_, response) => response.writeHead(502).end(), { method: "PUT" });
    expect(await failureOf(sent)).toMatchObject({
      code: "unreachable",
      help: expect.stringMatching(/^It may have been carried out anyway: check before you send it again\./),
      request: { method: "PUT", status: 502, uncertain: true },
    });
    expect(server.requests).toHaveLength(1);
  });
});

test.each<[string, Responder, Partial<WholeRequest>, true | undefined]>([
  ["a write whose connection breaks", (_, response) => response.destroy(), { method: "PUT" }, true],
  ["a write whose answer breaks off", (_, response) => breakOff(response), { method: "PUT" }, true],
  ["a write that takes too long", () => undefined, { method: "PUT", timeoutMs: 100 }, true],
  [
    "a write whose answer is too large",
    (_, response) => response.end("12"),
    { method: "PUT", maxBytes: 1 },
    true,
  ],
  ["a dry run", (_, response) => response.destroy(), { method: "PUT", isDryRun: true }, undefined],
  ["a read", (_, response) => response.destroy(), {}, undefined],
])("%s: whether it is uncertain what came of it", async (_, respond, request, uncertain) => {
  const { sent } = await sendTo(respond, request);
  expect((await failureOf(sent)).request?.uncertain).toBe(uncertain);
});

test("a write that could not be sent was not carried out", async () => {
  const sent = transportTo("http://127.0.0.1:1").send({ method: "PUT", path: "/x", timeoutMs: 1_000 });
  const { code, request, help } = await failureOf(sent);
  expect([code, request?.uncertain]).toEqual(["unreachable", undefined]);
  expect(help).toBe("Set FABIO_ADDR to the address of a running Fabio.");
});

function breakOff(response: ServerResponse): void {
  response.writeHead(200, { "Content-Length": "100" });
  response.write("[", () => response.destroy());
}

test("a server that redirects in a circle", async () => {
  const { server, sent } = await sendTo((_, response) => response.writeHead(302, { Location: "/x" }).end());
  expect(await failureOf(sent)).toMatchObject({
    code: "protocol",
    message: "GET /x was redirected too many times",
  });
  expect(server.requests).toHaveLength(6);
});

describe("a stream", () => {
  async function openAt(respond: Responder, request: { silenceMs?: number; signal?: AbortSignal } = {}) {
    const server = await startServer(respond);
    return transportTo(server.address).open({ method: "GET", path: "/x", waits: true, ...request });
  }

  async function collect(body: AsyncIterable<Uint8Array>): Promise<string> {
    let text = "";
    for await (const chunk of body) text += new TextDecoder().decode(chunk);
    return text;
  }

  test("has the status and headers before its end", async () => {
    let end = () => undefined as void;
    const { status, headers, body } = await openAt((_, response) => {
      response.writeHead(200, { "X-Nomad-Index": "7" }).write("one ");
      end = () => void response.end("two");
    });
    expect([status, headers["x-nomad-index"]]).toEqual([200, "7"]);
    end();
    expect(await collect(body)).toBe("one two");
  });

  test("of an error without end is read as one", async () => {
    const opened = await openAt((_, response) => pour(response.writeHead(404), "no! ".repeat(1_000)));
    const { status, text } = await opened.rest();
    expect([status, text.length]).toEqual([404, 64 * 1024]);
  });

  test("that breaks off fails, also when it is read later", async () => {
    const { body } = await openAt((_, response) => breakOff(response));
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await failureOf(collect(body))).toMatchObject({ code: "protocol", request: { status: 200 } });
  });

  test("may be silent as long as it likes, or as long as is said", async () => {
    const { body } = await openAt((_, response) => response.write("one"), { silenceMs: 100 });
    expect(await failureOf(collect(body))).toMatchObject({
      code: "protocol",
      message: "The answer to GET /x broke off (Timeout awaiting 'socket' for 100ms)",
    });
  });

  test("ends with its signal", async () => {
    const controller = new AbortController();
    const { body } = await openAt((_, response) => response.write("one"), { signal: controller.signal });
    setTimeout(() => controller.abort(new RangeError("enough")), 20);
    await expect(collect(body)).rejects.toThrow(new RangeError("enough"));
  });
});

test("any number of requests may share a signal", async () => {
  const warned = vi.fn<(warning: Error) => void>();
  process.on("warning", warned);
  onTestFinished(() => void process.off("warning", warned));
  const server = await startServer((_, response) => response.end("1"));
  const transport = transportTo(server.address);
  const { signal } = new AbortController();
  await Promise.all(
    Array.from({ length: 30 }, () => transport.send({ method: "GET", path: "/x", timeoutMs: 5_000, signal })),
  );
  await new Promise(setImmediate);
  expect(warned).not.toHaveBeenCalled();
});

const hasIpv6 = Object.values(networkInterfaces())
  .flat()
  .some((each) => each?.address === "::1");

describe.skipIf(!hasIpv6)(`an IPv6 address${hasIpv6 ? "" : " (skipped: this machine has none)"}`, () => {
  test("is reached by each client", async () => {
    const server = await startServer(
      ({ url }, response) => {
        const isVersion = url === "/api/version";
        response.writeHead(200, { "Content-Type": "application/json" }).end(isVersion ? "1.7.3" : '"leader"');
      },
      { host: "::1" },
    );
    const { address } = server;
    expect(address).toMatch(/^http:\/\/\[::1\]:\d+$/);
    const [nomad, consul] = [createNomadClient, createConsulClient].map((create) =>
      create({ address, addressSource: "env" }),
    );
    expect([
      (await nomad?.status.leader())?.value,
      (await consul?.status.leader())?.value,
      await createFabioAdmin({ address }).version(),
    ]).toEqual(["leader", "leader", "1.7.3"]);
    expect(server.requests.map(({ headers }) => headers.host)).toEqual(Array(3).fill(address.slice(7)));
    nomad?.close();
    consul?.close();
  });
});
