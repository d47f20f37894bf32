import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import type { ServerResponse } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inspect } from "node:util";

import { assert, describe, expect, onTestFinished, test } from "vitest";

import { NomadxError } from "../diagnostics/errors.ts";
import { sendText, type LoopbackServer, type Responder } from "../dev/http/loopback-server.ts";
import { startServer } from "../dev/testing/servers.ts";
import { makeCertificates, whyNoCertificates } from "../http/testing/throw-away-ca.ts";
import { createConsulClient, type ConsulClient } from "./client.ts";
import type { ConsulConfig } from "./config.ts";

const TOKEN = "c0ffee00-aaaa-bbbb-cccc-5ec2e7000000";

const quick = { random: () => 0, retry: { connection: 2, busy: 3, firstDelayMs: 2, maxDelayMs: 8 } };

function clientOf(server: Pick<LoopbackServer, "address">, more: Partial<ConsulConfig> = {}): ConsulClient {
  const config = { address: server.address, addressSource: "env", token: TOKEN, ...more } as const;
  const client = createConsulClient(config, quick);
  onTestFinished(() => client.close());
  return client;
}

/** Sends JSON as Consul does. */
function send(response: ServerResponse, value: unknown, index = 7): void {
  response.writeHead(200, {
    "Content-Type": "application/json",
    "X-Consul-Index": String(index),
    "X-Consul-Knownleader": "true",
    "X-Consul-Lastcontact": "3",
  });
  response.end(JSON.stringify(value));
}

async function failureOf(promise: Promise<unknown>): Promise<NomadxError> {
  const error: unknown = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  assert(error instanceof NomadxError, `no NomadxError, but ${inspect(error)}`);
  expect(inspect(error, { depth: 10, showHidden: true, getters: true })).not.toContain(TOKEN);
  return error;
}

test("a read answers the value with what the headers say, and sends the token and what scopes it", async () => {
  const server = await startServer((_, response) => send(response, ["dc1"], 42));
  const consul = clientOf(server, {
    datacenter: "dc2",
    namespace: "team",
    partition: "p1",
    httpAuth: { username: "me", password: "secret" },
  });
  expect(await consul.catalog.datacenters()).toEqual({
    value: ["dc1"],
    index: 42,
    knownLeader: true,
    lastContactMs: 3,
  });
  expect(server.requests).toMatchObject([
    {
      method: "GET",
      url: "/v1/catalog/datacenters?dc=dc2",
      headers: {
        "x-consul-token": TOKEN,
        "x-consul-namespace": "team",
        "x-consul-partition": "p1",
        authorization: `Basic ${btoa("me:secret")}`,
      },
    },
  ]);
});

const entry = {
  Node: { Node: "n1", Address: "10.0.0.1" },
  Service: { ID: "w1", Service: "web", Tags: null, Address: "", Port: 80 },
  Checks: [{ Node: "n1", CheckID: "serfHealth", Status: "passing" }],
};

test.each<[string, (consul: ConsulClient) => Promise<{ readonly value: unknown }>, unknown, string, unknown]>(
  [
    [
      "health.service",
      (consul) => consul.health.service("a/b", { tag: "v1", passing: true, datacenter: "x", stale: true }),
      [entry],
      "/v1/health/service/a%2Fb?tag=v1&passing=true&dc=x&stale=1",
      [{ Service: { Tags: [], Port: 80 }, Checks: [{ Output: "", ServiceTags: [] }] }],
    ],
    [
      "health.service, blocking",
      (consul) => consul.health.service("web", { index: 5, waitMs: 1500, near: "_agent" }),
      [],
      "/v1/health/service/web?index=5&wait=1500ms&near=_agent",
      [],
    ],
    [
      "health.state",
      (consul) => consul.health.state("critical"),
      [{ Node: "n", CheckID: "c", Status: "critical", Output: "refused" }],
      "/v1/health/state/critical",
      [{ Output: "refused", ServiceID: "" }],
    ],
    ["health.node", (consul) => consul.health.node("n1"), null, "/v1/health/node/n1", []],
    [
      "catalog.services",
      (consul) => consul.catalog.services({ filter: 'a == "b"' }),
      { web: null, db: ["x"] },
      "/v1/catalog/services?filter=a%20%3D%3D%20%22b%22",
      { web: [], db: ["x"] },
    ],
    [
      "catalog.service",
      (consul) => consul.catalog.service("web", { tag: "t", consistent: true }),
      [{ Node: "n", ServiceID: "w1", ServiceName: "web", ServicePort: 1 }],
      "/v1/catalog/service/web?tag=t&consistent=1",
      [{ ServicePort: 1, ServiceAddress: "", ServiceTags: [] }],
    ],
    [
      "catalog.nodes",
      (consul) => consul.catalog.nodes(),
      [{ Node: "n" }],
      "/v1/catalog/nodes",
      [{ Node: "n" }],
    ],
    [
      "catalog.node",
      (consul) => consul.catalog.node("n 1"),
      { Node: { Node: "n 1" }, Services: { w1: { ID: "w1", Service: "web", Port: 1, Tags: null } } },
      "/v1/catalog/node/n%201",
      [{ ID: "w1", Service: "web", Port: 1, Tags: [] }],
    ],
    ["catalog.node of an unknown one", (consul) => consul.catalog.node("n"), null, "/v1/catalog/node/n", []],
    [
      "kv.read",
      (consul) => consul.kv.read("fabio/config"),
      [{ Key: "fabio/config", Value: btoa("route del x"), ModifyIndex: 3 }],
      "/v1/kv/fabio%2Fconfig",
      { Key: "fabio/config", Value: "route del x", ModifyIndex: 3 },
    ],
    [
      "kv.list",
      (consul) => consul.kv.list("fabio"),
      [{ Key: "fabio/config", Value: null }],
      "/v1/kv/fabio?recurse=true",
      [{ Value: "" }],
    ],
    [
      "status.leader",
      (consul) => consul.status.leader(),
      "10.0.0.1:8300",
      "/v1/status/leader",
      "10.0.0.1:8300",
    ],
    [
      "status.peers",
      (consul) => consul.status.peers(),
      ["10.0.0.1:8300"],
      "/v1/status/peers",
      ["10.0.0.1:8300"],
    ],
    [
      "agent.members",
      (consul) => consul.agent.members(),
      [{ Name: "n", Status: 1, Tags: { role: "consul" } }],
      "/v1/agent/members",
      [{ Name: "n", Status: 1 }],
    ],
    [
      "agent.self",
      (consul) => consul.agent.self(),
      { Config: { Datacenter: "dc1", Server: true, Version: "1.8.7" } },
      "/v1/agent/self",
      { Config: { Datacenter: "dc1", NodeName: "" } },
    ],
    [
      "queries.execute",
      (consul) => consul.queries.execute("nearest web"),
      { Service: "web", Nodes: [entry], Datacenter: "dc2", Failovers: 1 },
      "/v1/query/nearest%20web/execute",
      { Failovers: 1 },
    ],
  ],
)("%s", async (_, ask, json, url, value) => {
  const server = await startServer((__, response) => send(response, json));
  expect((await ask(clientOf(server))).value).toMatchObject(value as object);
  expect(server.requests.map((request) => request.url)).toEqual([url]);
});

test("a key that is missing is no error, and has an index to wait for", async () => {
  const server = await startServer((_, response) => {
    response.writeHead(404, { "X-Consul-Index": "12" }).end();
  });
  expect(await clientOf(server).kv.read("x")).toMatchObject({ value: undefined, index: 12 });
  expect(await clientOf(server).kv.list("x")).toMatchObject({ value: [], index: 12 });
});

const html: Responder = (_, response) => {
  response.writeHead(200, { "Content-Type": "text/html" }).end("<html><title>Welcome</title>");
};

test.each<[string, Responder, Partial<NomadxError>, number]>([
  [
    "a token without rights",
    (_, response) => sendText(response, 403, "Permission denied"),
    {
      code: "permission",
      message: "Consul refused GET /v1/catalog/services: Permission denied",
      help: "The token is unknown, has expired, or its policies do not allow this.",
    },
    1,
  ],
  [
    "an unknown datacenter",
    (_, response) => sendText(response, 500, "No path to datacenter"),
    { code: "refused", help: "There is no datacenter of that name." },
    1,
  ],
  [
    "no leader, until the end",
    (_, response) => sendText(response, 500, "No cluster leader"),
    { code: "refused", help: "The servers have no leader at the moment; try again." },
    4,
  ],
  ["a web page", html, { code: "protocol", message: expect.stringContaining('"Welcome"') }, 1],
  [
    "nothing",
    (_, response) => response.end(),
    { code: "protocol", message: "The answer to GET /v1/catalog/services is not JSON: it is empty" },
    1,
  ],
  [
    "half of JSON",
    (_, response) => response.writeHead(200, { "Content-Type": "application/json" }).end('{"web":'),
    { code: "protocol", message: expect.stringContaining("is not JSON") },
    1,
  ],
  [
    "other JSON",
    (_, response) => send(response, [1]),
    {
      code: "protocol",
      message: expect.stringContaining("does not have the expected shape"),
    },
    1,
  ],
  [
    "an answer that breaks off",
    (_, response) => {
      response.writeHead(200, { "Content-Type": "application/json", "Content-Length": "100" });
      response.write("[");
      setTimeout(() => response.destroy(), 20);
    },
    { code: "protocol", message: expect.stringContaining("broke off") },
    3,
  ],
  [
    "another server",
    (_, response) => sendText(response, 404, "404 page not found"),
    { code: "protocol", help: "Does CONSUL_HTTP_ADDR name a Consul agent?" },
    1,
  ],
  [
    "a redirect",
    (_, response) => response.writeHead(301, { location: "http://elsewhere/" }).end(),
    { code: "protocol", message: expect.stringContaining("redirected to http://elsewhere/") },
    1,
  ],
  [
    "a server that asks for patience, until the end",
    (_, response) => sendText(response, 429, "Your IP is issuing too many concurrent connections"),
    { code: "refused" },
    4,
  ],
])("%s", async (_, respond, expected, requests) => {
  const server = await startServer(respond);
  expect(await failureOf(clientOf(server).catalog.services())).toMatchObject(expected);
  expect(server.requests).toHaveLength(requests);
});

test("a server without a leader is asked again", async () => {
  const server = await startServer((_, response, count) =>
    count < 3 ? sendText(response, 500, "No cluster leader") : send(response, {}),
  );
  expect((await clientOf(server).catalog.services()).value).toEqual({});
});

test("a blocking query is not asked again: after a restart its index may be meaningless", async () => {
  const server = await startServer((_, response) => void response.destroy());
  const { health } = clientOf(server);
  expect(await failureOf(health.service("web", { index: 7 }))).toMatchObject({ code: "unreachable" });
  expect(server.requests).toHaveLength(1);
  expect(await failureOf(health.service("web", { index: 0 }))).toMatchObject({ code: "unreachable" });
  expect(server.requests).toHaveLength(4);
});

test("silence ends with the time", async () => {
  const server = await startServer(() => undefined);
  expect(await failureOf(clientOf(server).catalog.services({ timeoutMs: 50 }))).toMatchObject({
    code: "timeout",
    message: "Consul did not answer GET /v1/catalog/services within 0.05 s",
  });
});

test("where nothing listens", async () => {
  const consul = clientOf({ address: "http://127.0.0.1:1" });
  expect(await failureOf(consul.status.leader())).toMatchObject({
    code: "unreachable",
    message: "No Consul agent answers at http://127.0.0.1:1 (ECONNREFUSED)",
    help: "Set CONSUL_HTTP_ADDR to the address of a running Consul agent.",
  });
});

test("a signal ends a blocking query", async () => {
  const server = await startServer(() => undefined);
  const controller = new AbortController();
  const asked = clientOf(server).health.service("web", { index: 7, signal: controller.signal });
  await expect.poll(() => server.requests.length).toBe(1);
  controller.abort(new NomadxError("timeout", "enough"));
  await expect(asked).rejects.toThrow("enough");
  await expect(clientOf(server).health.service("web", { signal: controller.signal })).rejects.toThrow(
    "enough",
  );
});

test("a unix socket, and the path of a proxy", async () => {
  const directory = mkdtempSync(join(tmpdir(), "nomadx-socket-"));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  const socket = await startServer((_, response) => send(response, "by socket"), {
    socketPath: join(directory, "consul.sock"),
  });
  expect((await clientOf(socket).status.leader()).value).toBe("by socket");
  const proxy = await startServer((_, response) => send(response, "by proxy"));
  expect((await clientOf({ address: `${proxy.address}/consul` }).status.leader()).value).toBe("by proxy");
  expect(proxy.requests[0]?.url).toBe("/consul/v1/status/leader");
});

const missing = whyNoCertificates();

describe.skipIf(missing !== undefined)(`TLS${missing === undefined ? "" : ` (skipped: ${missing})`}`, () => {
  test("a server is trusted by its authority and name, and gets the client's certificate", async () => {
    const files = makeCertificates();
    onTestFinished(() => rmSync(files.directory, { recursive: true, force: true }));
    const [cert, key, ca] = [files.serverCert, files.serverKey, files.caCert].map((file) =>
      readFileSync(file, "utf8"),
    );
    const tls = {
      cert: cert ?? "",
      key: key ?? "",
      ca: ca ?? "",
      requestCert: true,
      rejectUnauthorized: true,
    };
    const server = await startServer((_, response) => send(response, "secure"), { tls });
    const { caCert, clientCert, clientKey } = files;
    const serverName = "server.global.nomad";
    const trusted = clientOf(server, { tls: { caCert, clientCert, clientKey, serverName } });
    expect((await trusted.status.leader()).value).toBe("secure");
    const stranger = clientOf(server, { tls: { clientCert, clientKey, serverName } });
    expect(await failureOf(stranger.status.leader())).toMatchObject({
      code: "tls",
      help: "Set CONSUL_CACERT to a file with the authority that signed the server's certificate.",
    });
  });
});
