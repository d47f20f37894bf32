import { expect, test } from "vitest";

import { localPort, responseHeaders, upstreamHeaders } from "./forwarded-headers.ts";

test("an ordinary request", () => {
  expect(
    upstreamHeaders(
      {
        remoteAddress: "[::1]:9",
        host: "a.com:8080",
        protocol: "HTTP/1.1",
        tls: { version: 0x0303, cipher: 0xc02f },
      },
      { localIp: "10.0.0.1" },
      "/api",
    ),
  ).toEqual({
    headers: {
      Forwarded: ["for=::1; proto=https; by=10.0.0.1; httpproto=http/1.1; tlsver=tls12; tlscipher=0xc02f"],
      "X-Forwarded-Host": ["a.com:8080"],
      "X-Forwarded-Port": ["8080"],
      "X-Forwarded-Prefix": ["/api"],
      "X-Forwarded-Proto": ["https"],
      "X-Real-Ip": ["::1"],
    },
  });
});

test("a client cannot have Fabio's headers removed", () => {
  const request = { remoteAddress: "1.1.1.1:1", headers: { connection: ["close, x-forwarded-for", "X-Id"] } };
  expect(upstreamHeaders(request, { requestIdHeader: "x-id" })).toMatchObject({
    headers: { Connection: ["close"] },
  });
});

test.each(["1.2.3.4", "::1:80", "[::1]", ""])("%j is no address of a client", (remoteAddress) => {
  expect(upstreamHeaders({ remoteAddress })).toEqual({ error: `cannot parse ${remoteAddress}` });
});

test("Strict-Transport-Security is only for TLS", () => {
  expect(responseHeaders(true, { stsMaxAge: 5, stsPreload: true })).toEqual({
    "Strict-Transport-Security": ["max-age=5; preload"],
  });
  expect(responseHeaders(false, { stsMaxAge: 5 })).toEqual({});
  expect(responseHeaders(true, { stsMaxAge: 2 ** 32 - 1 })).toEqual({
    "Strict-Transport-Security": ["max-age=-1"],
  });
});

test.each([
  ["a.com", false, "80"],
  ["a.com", true, "443"],
  ["a.com:1", true, "1"],
  [":1", false, "80"],
])("the port of %j (TLS: %s) is %s", (host, tls, port) => {
  expect(localPort(host, tls)).toBe(port);
});
