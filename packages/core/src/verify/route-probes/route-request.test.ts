import { expect, test } from "vitest";

import { loadTable } from "../../fabio/table/load-table.ts";
import type { Route } from "../../fabio/table/route-table.ts";
import { routeRequest, type RouteService } from "./route-request.ts";
import { liveFabio } from "../testing/live-fabio.ts";

/** The only route of one route command. */
function routeOf(src: string, dst = "http://10.0.0.1:80/", opts = ""): Route {
  const { table } = loadTable(`route add web ${src} ${dst} opts "${opts}"`);
  const [route] = [...(table?.hosts.values() ?? [])].flat();
  if (route === undefined) throw new Error(`${src} makes no route`);
  return route;
}

function requestOf(route: Route, listen: string, more: Partial<RouteService> = {}, host = "10.0.0.9") {
  const { listeners, version } = liveFabio([], { listen: [listen] }).settings;
  const [listener] = listeners;
  if (listener === undefined) throw new Error(`${listen} is no listener`);
  return routeRequest({
    route,
    about: { service: "web", expectation: {}, ...more },
    listener,
    host,
    version,
  });
}

const http = { kind: "http", host: "10.0.0.9", port: 9999 } as const;
const https = { ...http, kind: "https", port: 443 } as const;
const tcp = routeOf(":5432", "tcp://10.0.0.1:5432");
const named = routeOf("web.test/", "tcp://10.0.0.1:443", "proto=tcp");
const grpc = routeOf("web.test/", "grpc://10.0.0.1:80/");
const health = "/grpc.health.v1.Health/Check";

test.each<[string, ReturnType<typeof requestOf>, object, string]>([
  [
    "a host",
    requestOf(routeOf("web.test/"), ":9999"),
    { ...http, hostHeader: "web.test", path: "/" },
    "http://web.test/",
  ],
  [
    "a host with a port and a path",
    requestOf(routeOf("web.test:9999/a/b"), ":9999"),
    { ...http, hostHeader: "web.test:9999", path: "/a/b" },
    "http://web.test:9999/a/b",
  ],
  [
    "no host",
    requestOf(routeOf("/a"), ":9999"),
    { ...http, hostHeader: "10.0.0.9:9999", path: "/a" },
    "http://10.0.0.9:9999/a",
  ],
  [
    "no host, at a Fabio with an IPv6 address",
    requestOf(routeOf("/a"), ":9999", {}, "fd00::9"),
    { ...http, host: "fd00::9", hostHeader: "[fd00::9]:9999", path: "/a" },
    "http://[fd00::9]:9999/a",
  ],
  [
    "a listener that is bound to one address",
    requestOf(routeOf("web.test/"), "127.0.0.5:9999"),
    { ...http, host: "127.0.0.5", hostHeader: "web.test", path: "/" },
    "http://web.test/",
  ],
  [
    "a listener that is bound to all of them",
    requestOf(routeOf("web.test/"), "[::]:9999"),
    { ...http, hostHeader: "web.test", path: "/" },
    "http://web.test/",
  ],
  [
    "the path of the expectation",
    requestOf(routeOf("web.test/api"), ":9999", { expectation: { path: "/api/health?deep=1" } }),
    { ...http, hostHeader: "web.test", path: "/api/health?deep=1" },
    "http://web.test/api/health?deep=1",
  ],
  [
    "a path that a URL has to escape",
    requestOf(routeOf("web.test/über/50%"), ":9999"),
    { ...http, hostHeader: "web.test", path: "/%C3%BCber/50%25" },
    "http://web.test/%C3%BCber/50%25",
  ],
  [
    "the same over TLS that may be passed on",
    requestOf(routeOf("web.test/日本"), ":443 https+tcp+sni"),
    { ...https, serverName: "web.test", hostHeader: "web.test", path: "/%E6%97%A5%E6%9C%AC" },
    "https://web.test/%E6%97%A5%E6%9C%AC",
  ],
  [
    "a host over TLS",
    requestOf(routeOf("web.test:443/"), ":443 https"),
    { ...https, serverName: "web.test", hostHeader: "web.test:443", path: "/" },
    "https://web.test:443/",
  ],
  [
    "no host over TLS",
    requestOf(routeOf("/"), ":443 https"),
    { ...https, hostHeader: "10.0.0.9:443", path: "/" },
    "https://10.0.0.9:443/",
  ],
  [
    "TLS that is passed on or ended",
    requestOf(routeOf("web.test/"), ":443 https+tcp+sni"),
    { ...https, serverName: "web.test", hostHeader: "web.test", path: "/" },
    "https://web.test/",
  ],
  [
    "the same without a host",
    requestOf(routeOf("/"), ":443 https+tcp+sni"),
    { ...https, hostHeader: "10.0.0.9:443", path: "/" },
    "https://10.0.0.9:443/",
  ],
  [
    "a port",
    requestOf(tcp, ":5432 tcp"),
    { kind: "tcp", host: "10.0.0.9", port: 5432 },
    "tcp://10.0.0.9:5432",
  ],
  [
    "a port behind which HTTP is spoken",
    requestOf(tcp, ":5432 tcp", { speaks: "http" }),
    { kind: "http", host: "10.0.0.9", port: 5432 },
    "http://10.0.0.9:5432",
  ],
  [
    "a port, where a status is expected",
    requestOf(tcp, ":5432 tcp", { expectation: { status: 200 } }),
    { kind: "https", host: "10.0.0.9", port: 5432 },
    "https://10.0.0.9:5432",
  ],
  [
    "a server name",
    requestOf(named, ":443 tcp+sni"),
    { kind: "tls", host: "10.0.0.9", port: 443, serverName: "web.test" },
    "tls://web.test:443",
  ],
  [
    "a server name behind which HTTP is spoken",
    requestOf(named, ":443 tcp+sni", { speaks: "https" }),
    { ...https, serverName: "web.test", hostHeader: "web.test:443" },
    "https://web.test:443",
  ],
  [
    "gRPC",
    requestOf(grpc, ":9995 grpc"),
    { kind: "grpc", host: "10.0.0.9", port: 9995, dsthost: "web.test" },
    `grpc://10.0.0.9:9995${health}`,
  ],
  [
    "gRPC over TLS, without a host",
    requestOf(routeOf("/", "grpc://10.0.0.1:80/"), ":9995 grpcs"),
    { kind: "grpcs", host: "10.0.0.9", port: 9995 },
    `grpcs://10.0.0.9:9995${health}`,
  ],
  [
    "a port that Fabio opens for the route",
    requestOf(routeOf("10.0.0.9:7000", "tcp://10.0.0.1:80"), "0.0.0.0:0 tcp-dynamic"),
    { kind: "tcp", host: "10.0.0.9", port: 7000 },
    "tcp://10.0.0.9:7000",
  ],
  [
    "the same on all addresses",
    requestOf(tcp, "0.0.0.0:0 tcp-dynamic", {}, "fd00::9"),
    { kind: "tcp", host: "fd00::9", port: 5432 },
    "tcp://[fd00::9]:5432",
  ],
])("the request for %s", (_, request, sent, url) => {
  expect("sent" in request ? { sent: request.sent, url: request.url } : request).toEqual({ sent, url });
});

test.each<[string, ReturnType<typeof requestOf>, string]>([
  ["a pattern of hosts", requestOf(routeOf("*.web.test/"), ":9999"), "the host *.web.test is a pattern"],
  ["a pattern of paths", requestOf(routeOf("web.test/*/x"), ":9999"), "the path /*/x is a pattern"],
  ["metrics", requestOf(routeOf("web.test/"), ":9090 prometheus"), "the listener shows metrics"],
  [
    "a port that is not known",
    requestOf(routeOf("web.test/"), "web:http"),
    "the listener web:http has no port",
  ],
])("nobody can make a request for %s", (_, request, skipped) => {
  expect(request).toEqual({ skipped });
});

test.each([
  ["http", ":9999", routeOf("web.test/"), false],
  ["https+tcp+sni, where Fabio ends TLS", ":443 https+tcp+sni", routeOf("web.test/"), false],
  ["https+tcp+sni, where it passes TLS on", ":443 https+tcp+sni", named, true],
  ["tcp", ":5432 tcp", tcp, true],
  ["tcp+sni", ":443 tcp+sni", named, true],
  ["grpc", ":9995 grpc", grpc, false],
])("whether the connection is passed on by %s", (_, listen, route, isPassedOn) => {
  expect(requestOf(route, listen)).toMatchObject({ isPassedOn });
});
