import { describe, expect, test } from "vitest";

import { loadTable } from "../table/load-table.ts";
import { createMatcher, type MatcherOptions } from "./create-matcher.ts";
import type { FabioRequest } from "./request.ts";

// Routes are found as fabiolb/fabio 1.7.3 finds them; the comments say where they come from.
describe.each(["plain", "fast"] as const)("the %s engine", (engine) => {
  const matcherOf = (text: string, options: MatcherOptions = {}) => {
    const { table } = loadTable(text);
    if (table === undefined) throw expect.unreachable("the table is rejected");
    return createMatcher(table, { engine, ...options });
  };
  const serviceOf = (text: string, request: FabioRequest, options?: MatcherOptions) => {
    const match = matcherOf(text, options).lookup(request);
    return match?.kind === "route" ? match.route.targets.map(({ service }) => service).join() : match?.kind;
  };

  const web = `
    route add fallback / http://10.0.0.1:80/
    route add shop shop.example/ http://10.0.0.2:80/
    route add cart shop.example/cart http://10.0.0.3:80/
    route add any *.example/ http://10.0.0.4:80/
    route add admin *.example/admin http://10.0.0.5:80/
    route add ported shop.example:8080/ http://10.0.0.6:80/`;

  test.each<[string, FabioRequest, string]>([
    ["the longest path of a host", { host: "shop.example", path: "/cart/1" }, "cart"],
    ["a path without regard to segments", { host: "shop.example", path: "/cartoon" }, "cart"],
    [
      "the exact host before the glob, even with a worse path",
      { host: "shop.example", path: "/admin" },
      "shop",
    ],
    ["a glob host, whatever the dots", { host: "a.b.example", path: "/admin" }, "admin"],
    ["a host in lower case", { host: "SHOP.Example", path: "/" }, "shop"],
    ["a host without port 80", { host: "shop.example:80", path: "/" }, "shop"],
    ["a host with another port only as it is", { host: "shop.example:8080", path: "/" }, "ported"],
    ["no host with a port that no route has", { host: "shop.example:9999", path: "/" }, "fallback"],
    ["port 443 to be the default with TLS only", { host: "shop.example:443", path: "/" }, "fallback"],
    ["a host without port 443", { host: "shop.example:443", path: "/", tls: true }, "shop"],
  ])("finds %s", (_, request, service) => {
    expect(serviceOf(web, request)).toBe(service);
  });

  test("tries the next host when no path of the first one matches", () => {
    const text = `
      route add deep a.example/deep http://10.0.0.1:80/
      route add wide *.example/ http://10.0.0.2:80/`;
    expect(serviceOf(text, { host: "a.example", path: "/" })).toBe("wide");
  });

  test.each<[string, MatcherOptions, FabioRequest, string | undefined]>([
    ["compares table hosts in lower case", {}, { host: "Shop.example", path: "/cart" }, "fallback"],
    ["takes no globs", {}, { host: "a.example", path: "/" }, "fallback"],
    ["finds the host itself", {}, { host: "shop.example", path: "/" }, "shop"],
  ])("without globs it %s", (_, options, request, service) => {
    expect(serviceOf(web, request, { globMatching: false, ...options })).toBe(service);
  });

  test("iprefix ignores case but keeps the order of cases", () => {
    const text = `
      route add lower /foo http://10.0.0.1:80/
      route add upper /Foo/Bar http://10.0.0.2:80/`;
    expect(serviceOf(text, { host: "", path: "/FOO/BAR" }, { matcher: "iprefix" })).toBe("lower");
  });

  test("glob paths match as a whole", () => {
    const text = `
      route add one /a/*/z http://10.0.0.1:80/
      route add two /a http://10.0.0.2:80/`;
    expect(serviceOf(text, { host: "", path: "/a/b/c/z" }, { matcher: "glob" })).toBe("one");
    expect(serviceOf(text, { host: "", path: "/a/" }, { matcher: "glob" })).toBeUndefined();
  });

  test("a host that is no glob makes every request panic", () => {
    const text = `
      route add good good.example/ http://10.0.0.1:80/
      route add bad bad[.example/ http://10.0.0.2:80/`;
    expect(matcherOf(text).lookup({ host: "good.example", path: "/" })).toEqual({
      kind: "panic",
      error: 'The glob "bad[.example" does not compile: unexpected end of input',
    });
    expect(serviceOf(text, { host: "good.example", path: "/" }, { globMatching: false })).toBe("good");
    expect(serviceOf(text, { kind: "tcp+sni", serverName: "good.example" })).toBe("good");
  });

  test("hosts whose names are spoilt by the order get no requests", () => {
    const text = `
      route add bracket [ab]:80/ http://10.0.0.1:80/
      route add star *:80/ http://10.0.0.2:80/`;
    const { candidates } = matcherOf(text).explain({ host: "a", path: "/" });
    expect(candidates).toMatchObject([
      { host: "ab:80", outcome: "no-such-host" },
      { host: "*:80", outcome: "chosen" },
      { host: "", outcome: "not-tried" },
    ]);
  });

  const tcp = `
    route add db :5432 tcp://10.0.0.1:5432
    route add local 127.0.0.1:5432/ tcp://10.0.0.2:5432
    route add web :8080 http://10.0.0.3:80/
    route add tls secure.example/ tcp://10.0.0.4:443
    route add star *.secure.example/ tcp://10.0.0.5:443
    route add path deep.example/x tcp://10.0.0.6:443
    route add plain plain.example/ http://10.0.0.7:80/ opts "proto=tcp+sni"
    route add forced forced.example/ http://10.0.0.8:80/ opts "proto=tcp"`;

  test.each<[FabioRequest, string | undefined]>([
    [{ kind: "tcp", port: 5432 }, "db"],
    [{ kind: "tcp", port: 8080 }, "web"],
    [{ kind: "tcp", port: 1 }, undefined],
    [{ kind: "tcp-dynamic", address: "127.0.0.1", port: 5432 }, "local"],
    [{ kind: "tcp-dynamic", address: "10.1.1.1", port: 5432 }, "db"],
    [{ kind: "tcp-dynamic", address: "10.1.1.1", port: 8080 }, undefined],
    [{ kind: "tcp+sni", serverName: "SECURE.example" }, "tls"],
    [{ kind: "tcp+sni", serverName: "a.secure.example" }, undefined],
    [{ kind: "tcp+sni", serverName: "deep.example" }, undefined],
    [{ kind: "tcp+sni", serverName: "" }, undefined],
  ])("passes on %j", (request, service) => {
    expect(serviceOf(tcp, request)).toBe(service);
  });

  test.each([
    ["secure.example", "tcp"],
    ["forced.example", "tcp"],
    ["plain.example", "http"],
  ])("an https+tcp+sni listener takes %s for %s", (serverName, protocol) => {
    const request = { kind: "https+tcp+sni", serverName, host: serverName, path: "/" } as const;
    expect(matcherOf(tcp).lookup(request)).toMatchObject({ kind: "route", protocol });
  });

  const grpc = `
    route add named echo.local/demo.Echo grpc://10.0.0.1:9000
    route add any /demo.Echo grpc://10.0.0.2:9000`;

  test("gRPC calls are found by dsthost and method, and by the method alone before 1.6.1", () => {
    const method = "/demo.Echo/Say";
    expect(serviceOf(grpc, { kind: "grpc", method, dsthost: "echo.local" })).toBe("named");
    expect(serviceOf(grpc, { kind: "grpc", method })).toBe("any");
    expect(serviceOf(grpc, { kind: "grpc", method, dsthost: "echo.local" }, { version: "1.6.0" })).toBe(
      "any",
    );
    expect(serviceOf(grpc, { kind: "grpc", method: "demo" })).toBe("unreadable");
  });

  test("a redirect to where the request is already goes on to the next host", () => {
    const text = `
      route add up shop.example/ https://shop.example$path opts "redirect=301"
      route add web *.example/ http://10.0.0.1:80/`;
    const request = { host: "shop.example", path: "/a", query: "b=1" };
    expect(matcherOf(text).explain(request).targets).toMatchObject([
      { share: 100, answer: { kind: "redirected", code: 301, location: "https://shop.example/a?b=1" } },
    ]);
    const found = matcherOf(text).explain({ ...request, forwardedProto: "https" });
    expect(found.candidates.map(({ host, outcome }) => [host, outcome])).toEqual([
      ["shop.example", "skipped"],
      ["*.example", "chosen"],
      ["", "not-tried"],
    ]);
    expect(found.targets).toMatchObject([{ answer: { url: "http://10.0.0.1:80/a?b=1" } }]);
  });

  test("a redirect without a host is answered even in place", () => {
    const text = `route add up / https://shop.example$path opts "redirect=301"`;
    const request = { host: "shop.example", path: "/", forwardedProto: "https" };
    expect(matcherOf(text).explain(request).targets).toMatchObject([{ answer: { kind: "redirected" } }]);
  });

  test("says what each target makes of a request", () => {
    const text = `
      route add v1 /api http://10.0.0.1:80/?k=1 weight 0.25 opts "strip=/api prepend=/v1 host=dst"
      route add v2 /api http://10.0.0.2:80/ opts "allow=ip:10.0.0.0/8"
      route add v3 /private http://10.0.0.3:80/ opts "auth=staff"`;
    const request = { host: "shop.example", path: "/api/x y", query: "z", remoteAddress: "192.0.2.1:5000" };
    expect(
      matcherOf(text)
        .explain(request)
        .targets.map(({ share, answer }) => [share, answer]),
    ).toEqual([
      [25, { kind: "forwarded", url: "http://10.0.0.1:80/v1/x%20y?k=1&z", hostHeader: "10.0.0.1:80" }],
      [75, { kind: "denied" }],
    ]);
    const login = { host: "", path: "/private", accepts: {} };
    expect(matcherOf(text).explain(login).targets[0]?.answer).toEqual({
      kind: "unauthorized",
      scheme: "staff",
    });
  });
});
