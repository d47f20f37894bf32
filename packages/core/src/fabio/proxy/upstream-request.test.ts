import { expect, test } from "vitest";

import { readSettings } from "../config/written-settings.ts";
import { createMatcher } from "../match/create-matcher.ts";
import { loadTable } from "../table/load-table.ts";
import { headerSettings, upstreamRequest, uriOf } from "./upstream-request.ts";

const settings = headerSettings(
  readSettings(
    {
      args: [
        "-proxy.localip=192.0.2.2",
        "-proxy.header.clientip=X-Client",
        "-proxy.header.tls=X-Tls",
        "-proxy.header.tls.value=yes",
        "-proxy.header.requestid=x-request-id",
      ],
    },
    "1.7.3",
  ),
);

const table = `
route add web a.com:17999/api http://127.0.0.1:17080/ opts "strip=/api prepend=/v1"
route add web a.com:17999/dst http://127.0.0.1:17080/q?x=1 opts "host=dst"
route add sec a.com:17443/api http://127.0.0.1:17080/ opts "strip=/api"`;

/** The request as the only target of its route gets it. */
function received({ host, path, query }: { host: string; path: string; query: string }, tls: boolean) {
  const { table: read } = loadTable(table);
  const remoteAddress = "127.0.0.1:40000";
  const target = read && createMatcher(read).explain({ host, path, query, tls, remoteAddress }).targets[0];
  return target?.answer.kind === "forwarded"
    ? upstreamRequest(target.answer, target.target.opts, { tls, remoteAddress }, settings)
    : target?.answer;
}

// As an HTTP server behind Fabio 1.7.3 has received them, with one line each.
test.each([
  [
    { host: "a.com:17999", path: "/api/x", query: "y=1" },
    false,
    "/v1/x?y=1",
    [
      "Host: a.com:17999",
      "Forwarded: for=127.0.0.1; proto=http; by=192.0.2.2; httpproto=http/1.1",
      "X-Client: 127.0.0.1",
      "X-Forwarded-For: 127.0.0.1",
      "X-Forwarded-Host: a.com:17999",
      "X-Forwarded-Port: 17999",
      "X-Forwarded-Prefix: /api",
      "X-Forwarded-Proto: http",
      "X-Real-Ip: 127.0.0.1",
      "X-Request-Id: <uuid>",
    ],
  ],
  [
    { host: "a.com:17999", path: "/dst/z", query: "k=2" },
    false,
    "/dst/z?x=1&k=2",
    [
      "Host: 127.0.0.1:17080",
      "Forwarded: for=127.0.0.1; proto=http; by=192.0.2.2; httpproto=http/1.1",
      "X-Client: 127.0.0.1",
      "X-Forwarded-For: 127.0.0.1",
      "X-Forwarded-Host: 127.0.0.1:17080",
      "X-Forwarded-Port: 17080",
      "X-Forwarded-Proto: http",
      "X-Real-Ip: 127.0.0.1",
      "X-Request-Id: <uuid>",
    ],
  ],
  [
    { host: "a.com:17443", path: "/api/x", query: "y=1" },
    true,
    "/x?y=1",
    [
      "Host: a.com:17443",
      "Forwarded: for=127.0.0.1; proto=https; by=192.0.2.2; httpproto=<protocol>; tlsver=<version>; tlscipher=<cipher>",
      "X-Client: 127.0.0.1",
      "X-Forwarded-For: 127.0.0.1",
      "X-Forwarded-Host: a.com:17443",
      "X-Forwarded-Port: 17443",
      "X-Forwarded-Prefix: /api",
      "X-Forwarded-Proto: https",
      "X-Real-Ip: 127.0.0.1",
      "X-Request-Id: <uuid>",
      "X-Tls: yes",
    ],
  ],
])("%j (TLS: %s) arrives as %s", (request, tls, uri, lines) => {
  const seen = received(request, tls);
  expect(seen).toMatchObject({ uri });
  const headers = seen !== undefined && "headers" in seen ? Object.entries(seen.headers) : [];
  expect(headers.map(([name, values]) => `${name}: ${values.join(", ")}`)).toEqual(lines);
});

test("a client of which nobody knows the address is named as such", () => {
  const answer = { kind: "forwarded", url: "http://10.0.0.1/", hostHeader: "a.com" } as const;
  expect(upstreamRequest(answer, {}, { tls: false })).toEqual({
    uri: "/",
    headers: {
      Host: ["a.com"],
      Forwarded: ["for=<client>; proto=http; httpproto=http/1.1"],
      "X-Forwarded-For": ["<client>"],
      "X-Forwarded-Host": ["a.com"],
      "X-Forwarded-Port": ["80"],
      "X-Forwarded-Proto": ["http"],
      "X-Real-Ip": ["<client>"],
    },
  });
});

test("an id in X-Forwarded-For stands before the client", () => {
  const answer = { kind: "forwarded", url: "http://10.0.0.1/", hostHeader: "a.com" } as const;
  const connection = { tls: false, remoteAddress: "[::1]:9" };
  expect(upstreamRequest(answer, {}, connection, { requestIdHeader: "X-Forwarded-For" })).toMatchObject({
    headers: { "X-Forwarded-For": ["<uuid>, ::1"] },
  });
});

test("an address without a port is refused", () => {
  const answer = { kind: "forwarded", url: "http://10.0.0.1/", hostHeader: "a.com" } as const;
  expect(upstreamRequest(answer, {}, { tls: false, remoteAddress: "10.1.1.1" })).toEqual({
    error: "cannot parse 10.1.1.1",
  });
});

test.each([
  ["http://10.0.0.1:80/a/b?c=d/e", "/a/b?c=d/e"],
  ["https://[::1]/", "/"],
  ["tcp://10.0.0.1:5432", ""],
])("the URI of %s is %s", (url, uri) => {
  expect(uriOf(url)).toBe(uri);
});
