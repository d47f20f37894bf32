import { describe, expect, test } from "vitest";

import type { Route } from "../table/route-table.ts";
import { whyNotServed } from "./can-serve.ts";
import { parseCertificateSources } from "./certificate-source.ts";
import { parseListeners } from "./listener.ts";

const certificates = parseCertificateSources("cs=lab;type=file;cert=c");

function route(host: string, path: string, dst: string, opts: Record<string, string> = {}): Route {
  return { host, path, targets: [{ service: "s", dst, tags: [], opts, fixedWeight: 0, weight: 1 }] };
}

const http = route("foo.com", "/", "http://1.1.1.1:80/");
const inner = route("foo.com", "/x", "http://1.1.1.1:80/");
const tcp = route(":1234", "", "tcp://1.1.1.1:80");
const sni = route("foo.com", "/", "tcp://1.1.1.1:80");
const dynamic = route("10.0.0.1:99", "/", "tcp://1.1.1.1:80");
const glob = route("*.foo.com", "/", "tcp://1.1.1.1:80");
const redirect = route("*:80", "/", "https://$host$path", { redirect: "301" });

// semantics.md, section 6: each row was seen on a real Fabio.
describe("a listener and a route", () => {
  test.each([
    [":9999", http, undefined],
    [":9999", redirect, undefined],
    [":9999", tcp, "port-route"],
    [":9999", sni, "target-protocol"],
    [":443;cs=lab", http, undefined],
    [":1234;proto=tcp", tcp, undefined],
    ["10.0.0.1:1234;proto=tcp", tcp, undefined],
    [":1235;proto=tcp", tcp, "other-port"],
    [":1234;proto=tcp", http, "other-port"],
    [":443;proto=tcp+sni", sni, undefined],
    [":443;proto=tcp+sni", http, undefined],
    [":443;proto=tcp+sni", inner, "not-a-server-name"],
    [":443;proto=tcp+sni", glob, "not-a-server-name"],
    [":443;proto=https+tcp+sni;cs=lab", sni, undefined],
    [":443;proto=https+tcp+sni;cs=lab", inner, undefined],
    [":443;proto=https+tcp+sni", inner, "no-certificates"],
    ["0.0.0.0:0;proto=tcp-dynamic;refresh=1s", dynamic, undefined],
    ["0.0.0.0:0;proto=tcp-dynamic;refresh=1s", tcp, undefined],
    ["0.0.0.0:0;proto=tcp-dynamic;refresh=1s", route(":1", "", "http://1.1.1.1:80/"), "target-protocol"],
    [":1;proto=grpc", route("", "/pkg.Svc", "grpc://1.1.1.1:80"), undefined],
    [":1;proto=grpc", route(":1", "", "grpc://1.1.1.1:80"), "port-route"],
    [":1;proto=prometheus", http, "no-proxy"],
  ] as const)("%s %o: %s", (text, to, reason) => {
    const read = parseListeners(
      text,
      "sources" in certificates ? { certificateSources: certificates.sources } : {},
    );
    expect("error" in read ? read : read.listeners.map((listener) => whyNotServed(listener, to))).toEqual([
      reason,
    ]);
  });

  test("before 1.6.1 gRPC routes with a host are never found", () => {
    const to = route("foo.com", "/pkg.Svc", "grpc://1.1.1.1:80");
    expect(whyNotServed({ address: ":1", protocol: "grpc" }, to, "1.6.0")).toBe("host-not-read");
    expect(whyNotServed({ address: ":1", protocol: "grpc" }, to, "1.6.1")).toBeUndefined();
  });
});
