import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";

import { afterEach, expect, test } from "vitest";

import { askEach, createFabioAdmin } from "./fabio-admin.ts";
import { maskConfig } from "./mask-config.ts";

interface Reply {
  readonly status?: number;
  readonly body?: string;
  readonly location?: string;
  /** Never answers. */
  readonly silent?: boolean;
}

const servers: Server[] = [];
const seen: string[] = [];

afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
  seen.splice(0);
});

/** A server that gives these answers, by method and path; a Fabio redirects everything else. */
async function serve(replies: Readonly<Record<string, Reply>>): Promise<string> {
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk) => (body += String(chunk)));
    request.on("end", () => {
      const asked = `${request.method} ${request.url}`;
      seen.push(body === "" ? asked : `${asked} ${body}`);
      const reply = replies[asked] ?? { status: 303, location: "/routes" };
      if (reply.silent) return;
      const headers = reply.location === undefined ? {} : { location: reply.location };
      response.writeHead(reply.status ?? 200, headers).end(reply.body ?? "");
    });
  });
  servers.push(server);
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  // A server that listens on an address and a port has an object here.
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const row =
  `{"service":"t","host":"foo.com","path":"/x","src":"foo.com/x","dst":"http://127.0.0.1:1/",` +
  `"opts":"strip=/x bare= host=dst","weight":1,"cmd":"route add","tags":["v1"],"rate1":0,"pct99":0}`;

test("routes come with their options by name, and an empty table is a list", async () => {
  const full = createFabioAdmin({ address: await serve({ "GET /api/routes": { body: `[${row}]` } }) });
  expect(await full.routes()).toEqual([
    {
      service: "t",
      host: "foo.com",
      path: "/x",
      src: "foo.com/x",
      dst: "http://127.0.0.1:1/",
      opts: { host: "dst", bare: "", strip: "/x" },
      tags: ["v1"],
      weight: 1,
    },
  ]);
  const empty = createFabioAdmin({
    address: await serve({ "GET /api/routes": { body: "null" }, "GET /api/routes?raw": { body: "\n" } }),
  });
  expect([await empty.routes(), await empty.commands()]).toEqual([[], ""]);
});

test("the base path stands before everything but /health", async () => {
  const address = await serve({
    "GET /health": { body: "OK\n" },
    "GET /fab/api/version": { body: "1.7.3" },
  });
  const fabio = createFabioAdmin({ address: `http://${address}/`, basePath: "/fab/" });
  expect([await fabio.isAlive(), await fabio.version()]).toEqual([true, "1.7.3"]);
});

test("overrides are read, and written with the version that was read", async () => {
  const address = await serve({
    "GET /api/manual/a": { body: `{"value":"route del x","version":"14"}` },
    "PUT /api/manual/a": {},
    "GET /api/paths": { body: "null" },
  });
  const fabio = createFabioAdmin({ address });
  const read = await fabio.readOverrides("/a");
  await fabio.writeOverrides("/a", { ...read, value: "" });
  expect(read).toEqual({ value: "route del x", version: "14" });
  expect(seen.at(-1)).toBe(`PUT /api/manual/a {"value":"","version":"14"}`);
  expect(await fabio.overrideKeys()).toEqual([]);
});

test.each<[string, Reply, string]>([
  [
    "a redirect, which is Fabio's answer to an unknown path",
    { status: 303, location: "/routes" },
    "not-found",
  ],
  ["read-only", { status: 403, body: "Forbidden\n" }, "permission"],
  ["another version", { status: 409, body: "version mismatch" }, "conflict"],
  ["Consul is away", { status: 500, body: "no" }, "refused"],
  ["another program", { body: "<html>" }, "protocol"],
  ["other JSON", { body: `{"value":1}` }, "protocol"],
  ["silence", { silent: true }, "unreachable"],
])("%s: %s is told as such", async (_, reply, code) => {
  const address = await serve({ "GET /api/manual": reply });
  const fabio = createFabioAdmin({ address, timeoutMs: 300 });
  await expect(fabio.readOverrides()).rejects.toMatchObject({ code });
  expect(seen).toEqual(["GET /api/manual"]);
});

test("where nothing answers, nothing is alive", async () => {
  expect(await createFabioAdmin({ address: "127.0.0.1:1" }).isAlive()).toBe(false);
});

test.each(["a", "/a b", "/a?b", "/ä", "/a%20b"])("%j is no key", async (key) => {
  await expect(createFabioAdmin({ address: "127.0.0.1:1" }).readOverrides(key)).rejects.toMatchObject({
    code: "usage",
  });
});

test.each(["ftp://x", "http://u:p@h:1", "::"])("%j is no address", (address) => {
  expect(() => createFabioAdmin({ address })).toThrow("http(s)://host:port");
});

test("one of several that is away does not keep the others from answering", async () => {
  const there = await serve({ "GET /api/version": { body: "1.7.3" } });
  const fabios = ["127.0.0.1:1", there].map((address) => createFabioAdmin({ address }));
  expect(await askEach(fabios, (fabio) => fabio.version())).toEqual([
    { address: "http://127.0.0.1:1", error: expect.objectContaining({ code: "unreachable" }) },
    { address: `http://${there}`, answer: "1.7.3" },
  ]);
});

test("secrets of the configuration are masked unless they are asked for", async () => {
  const body = `{"Registry":{"Consul":{"Token":"s3cret","TagPrefix":"urlprefix-"},"Timeout":10000000000}}`;
  const fabio = createFabioAdmin({ address: await serve({ "GET /api/config": { body } }) });
  expect(JSON.stringify(await fabio.config(), null, 0)).not.toContain("s3cret");
  expect(await fabio.config({ reveal: true })).toMatchObject({ Registry: { Consul: { Token: "s3cret" } } });
});

test("what is masked: tokens, passwords, headers, and tokens in addresses", () => {
  const source = {
    Header: { "X-Token": ["t"] },
    CertPath: "http://c/v1/kv/ssl?token=t&x=1",
    VaultFetchToken: "t",
  };
  expect(
    maskConfig({
      Listen: [{ Addr: ":1", CertSource: source }],
      BGP: { Peers: [{ Password: "p", Asn: 1 }] },
      Metrics: { Circonus: { APIKey: "" } },
    }),
  ).toEqual({
    Listen: [
      {
        Addr: ":1",
        CertSource: {
          Header: { "X-Token": ["(sensitive)"] },
          CertPath: "http://c/v1/kv/ssl?token=(sensitive)&x=1",
          VaultFetchToken: "(sensitive)",
        },
      },
    ],
    BGP: { Peers: [{ Password: "(sensitive)", Asn: 1 }] },
    Metrics: { Circonus: { APIKey: "" } },
  });
});
