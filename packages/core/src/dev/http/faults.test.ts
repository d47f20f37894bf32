import { connect } from "node:net";
import { text } from "node:stream/consumers";

import { expect, test } from "vitest";

import { startServer } from "../testing/servers.ts";
import { api, on, type PlacedFault } from "./api.ts";
import {
  asItIs,
  both,
  cut,
  endless,
  hangUp,
  headers,
  instead,
  inTurn,
  late,
  refuse,
  silence,
  slow,
  stall,
  whenever,
  type Fault,
} from "./faults.ts";
import { jsonReply } from "./reply.ts";

const body = '{"a":1}';

/** Starts a server that answers `GET /a` with a number, but for these faults. */
function start(...faults: readonly PlacedFault[]) {
  return startServer(api([{ "GET /a": () => jsonReply({ a: 1 }, { "X-Index": "9" }) }], faults));
}

/** All that the server sends to one request, until it closes the connection or `forMs` are over. */
async function wire(fault: Fault, forMs = 300): Promise<{ readonly sent: string; readonly closed: boolean }> {
  const { address } = await start(on("*", fault));
  const socket = connect({ host: "127.0.0.1", port: Number(new URL(address).port) });
  socket.write("GET /a HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
  let closed = true;
  setTimeout(() => {
    closed = socket.readableEnded;
    socket.destroy();
  }, forMs);
  const sent = await text(socket).catch(() => "");
  return { sent: sent.replace(/^Date: .*\r\n/m, ""), closed };
}

const head = (...lines: readonly string[]) =>
  `HTTP/1.1 200 OK\r\n${lines.map((line) => `${line}\r\n`).join("")}Connection: close\r\n`;
const json = ["Content-Type: application/json", "X-Index: 9"];

test("without a fault an answer comes as it is", async () => {
  expect(await wire(asItIs)).toEqual({
    sent: `${head("Content-Length: 7", ...json)}\r\n${body}`,
    closed: true,
  });
});

test.each([
  ["a connection that is closed", hangUp, "", true],
  ["an answer that is cut off", cut(3), `${head("Content-Length: 7", ...json)}\r\n{"a`, true],
])("%s", async (_, fault, sent, closed) => {
  expect(await wire(fault)).toEqual({ sent, closed });
});

test.each([
  ["silence", silence, ""],
  ["silence within a body", stall(3), `${head("Content-Length: 7", ...json)}\r\n{"a`],
])("%s leaves the connection open", async (_, fault, sent) => {
  const { address } = await start(on("*", fault));
  const socket = connect({ host: "127.0.0.1", port: Number(new URL(address).port) });
  socket.write("GET /a HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
  let seen = "";
  socket.setEncoding("latin1").on("data", (chunk: string) => (seen += chunk));
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect({ seen: seen.replace(/^Date: .*\r\n/m, ""), ended: socket.readableEnded }).toEqual({
    seen: sent,
    ended: false,
  });
  socket.destroy();
});

test.each([
  ["another status", refuse(502, "bad gateway"), 502, "bad gateway", "text/plain; charset=utf-8"],
  ["another content", instead("<p>Hello</p>"), 200, "<p>Hello</p>", "text/html; charset=utf-8"],
  ["another type", headers({ "content-type": "text/plain" }), 200, body, "text/plain"],
  ["no type", headers({ "Content-Type": undefined }), 200, body, null],
  ["a while later", late(10), 200, body, "application/json"],
  ["byte for byte", slow(1, 1), 200, body, "application/json"],
  ["both in turn", both(slow(1, 1), headers({ "X-Index": "3" })), 200, body, "application/json"],
])("%s", async (_, fault, status, content, type) => {
  const { address } = await start(on("GET /a", fault));
  const response = await fetch(`${address}/a`);
  expect({
    status: response.status,
    content: await response.text(),
    type: response.headers.get("content-type"),
  }).toEqual({
    ...{ status, content, type },
  });
});

test("faults add up: slow, and then cut off", async () => {
  const begun = performance.now();
  const { sent } = await wire(both(slow(1, 40), cut(3)), 2_000);
  expect(sent).toMatch(/Content-Length: 7\r\n.*\r\n\r\n\{"a$/s);
  expect(performance.now() - begun).toBeGreaterThan(80);
});

test("a body without end is sent as long as somebody reads", async () => {
  const { address } = await start(on("*", endless("x")));
  const response = await fetch(`${address}/a`);
  let read = 0;
  for await (const chunk of response.body ?? []) {
    read += chunk.length;
    if (read > 1_000_000) break;
  }
  expect(read).toBeGreaterThan(1_000_000);
});

test("a fault befalls the requests that it is placed on, in turn, or at times", async () => {
  let isThere = false;
  const { address } = await start(
    on("GET /a", inTurn(asItIs, refuse(502, "bad gateway"), asItIs)),
    on(
      "GET /b",
      whenever(() => isThere, refuse(503, "away")),
    ),
  );
  const statuses = [];
  for (const path of ["a", "a", "b", "a", "a"]) statuses.push((await fetch(`${address}/${path}`)).status);
  isThere = true;
  statuses.push((await fetch(`${address}/b`)).status);
  expect(statuses).toEqual([200, 502, 404, 200, 200, 503]);
});
