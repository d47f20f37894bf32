import fc from "fast-check";
import { describe, expect, test } from "vitest";

import type { Backend, PathRewrite } from "../../routes/backend.ts";
import type { RequestMatch, TextMatch } from "../../routes/route-match.ts";
import type { Route } from "../../routes/route.ts";
import { parseCidr, parseIp } from "../../go/ip.ts";
import { groupBy } from "../../units/group-by.ts";
import { parseCommands } from "../commands/parse-commands.ts";
import { compileGlob } from "../glob/glob.ts";
import { isAddressDenied } from "../match/access.ts";
import type { TargetAnswer } from "../match/answer.ts";
import { createMatcher, type MatcherOptions } from "../match/create-matcher.ts";
import { consulTable } from "../consul/consul-table.ts";
import { routesFromJobs } from "../jobs/job-routing.ts";
import { loadTable } from "../table/load-table.ts";
import { readRoutes, type ReadRoutesOptions } from "./read-routes.ts";
import { commandSources, consulSources, jobSources } from "./route-sources.ts";

function read(lines: readonly string[], options: ReadRoutesOptions = {}) {
  const { table = { hosts: new Map() } } = loadTable(lines.join("\n"));
  return readRoutes(table, options);
}

const one = { service: "web", share: 1, tags: [], origins: [] };
const target = { host: "10.0.0.1", port: 8080, share: 1 };
const http = { kind: "http", ...one, targets: [target] };
const stream = { kind: "stream", ...one, targets: [target] };
const path = { kind: "prefix", text: "/" };

describe("a route of Fabio", () => {
  test.each<[line: string, route: object]>([
    [
      "a.com/ http://10.0.0.1:8080/",
      { kind: "http", match: { host: { kind: "exact", text: "a.com" }, path }, backends: [http] },
    ],
    ["/ http://10.0.0.1:8080/", { kind: "http", match: { path }, backends: [http] }],
    [
      "A.com:9999/x http://10.0.0.1:8080/",
      {
        kind: "http",
        match: { host: { kind: "exact", text: "a.com" }, port: 9999, path: { kind: "prefix", text: "/x" } },
        backends: [http],
      },
    ],
    [
      "*.a.com/ http://10.0.0.1:8080/",
      { kind: "http", match: { host: { kind: "glob", text: "*.a.com" }, path }, backends: [http] },
    ],
    [
      "a.*/ http://10.0.0.1:8080/",
      { kind: "http", match: { host: { kind: "glob", text: "a.*" }, port: "any", path }, backends: [http] },
    ],
    [
      'a.com/ https://10.0.0.1:8080 opts "tlsskipverify=true host=dst strip=/x prepend=/y auth=login register=lb"',
      {
        kind: "http",
        match: { host: { kind: "exact", text: "a.com" }, path },
        backends: [
          {
            ...http,
            tls: { verifies: false },
            hostHeader: { kind: "target" },
            rewrite: { strip: "/x", prepend: "/y" },
            login: "login",
            balancerName: "lb",
          },
        ],
      },
    ],
    [
      'a.com/ https://10.0.0.1:8080 opts "host=b.com allow=ip:10.0.0.0/8,ip:::1,rubbish"',
      {
        kind: "http",
        match: { host: { kind: "exact", text: "a.com" }, path },
        backends: [
          {
            ...http,
            tls: { verifies: true, serverName: "b.com" },
            hostHeader: { kind: "fixed", name: "b.com" },
            access: { kind: "allow", blocks: ["10.0.0.0/8", "::1"] },
          },
        ],
      },
    ],
    [
      'a.com/ https://b.com$path opts "redirect=301"',
      {
        kind: "http",
        match: { host: { kind: "exact", text: "a.com" }, path },
        backends: [{ kind: "redirect", ...one, status: 301, location: ["https://b.com", { from: "path" }] }],
      },
    ],
    [
      '/p.Service/ grpcs://10.0.0.1:8080 opts "grpcservername=g allow=ip:::1"',
      {
        kind: "grpc",
        match: { path: { kind: "prefix", text: "/p.Service/" } },
        backends: [{ ...http, tls: { verifies: true, serverName: "g" } }],
      },
    ],
    [
      ':5432 tcp://10.0.0.1:8080 opts "pxyproto=true deny=ip:10.0.0.1"',
      {
        kind: "tcp",
        match: { port: 5432 },
        backends: [{ ...stream, access: { kind: "deny", blocks: ["10.0.0.1"] }, sendsProxyHeader: true }],
      },
    ],
    [
      '[::1]:5432/ tcp://10.0.0.1:8080 opts "pxyproto=true"',
      { kind: "tcp", match: { address: "::1", port: 5432 }, backends: [stream] },
    ],
    ["a.com/ tcp://10.0.0.1:8080", { kind: "tls", match: { serverName: "a.com" }, backends: [stream] }],
    [
      'a.com/ http://10.0.0.1:8080/ opts "proto=tcp+sni"',
      { kind: "tls", match: { serverName: "a.com" }, backends: [stream] },
    ],
    [
      '/ http://[::1]/ tags "v1,blue"',
      {
        kind: "http",
        match: { path },
        backends: [{ ...http, tags: ["v1", "blue"], targets: [{ host: "::1", port: 80, share: 1 }] }],
      },
    ],
  ])("%s", (line, route) => {
    expect(read([`route add web ${line}`])).toEqual({ routes: [route], unread: [] });
  });

  test.each<[line: string, reason: string]>([
    ["*.a.com/ tcp://10.0.0.1:80", "no server name is *.a.com/: names have no pattern, port or path"],
    ["a.com/x tcp://10.0.0.1:80", "no server name is a.com/x: names have no pattern, port or path"],
    ["/ tcp://10.0.0.1:80", "no server name is /: names have no pattern, port or path"],
    [":80/x tcp://10.0.0.1:80", "no connection comes to the port :80/x"],
    [":5432 tcp://10.0.0.1", "tcp://10.0.0.1 has no host and port"],
    ["a.com/ ftp://10.0.0.1:80", "ftp://10.0.0.1:80 does not speak HTTP"],
    ["a.co?/ http://10.0.0.1:80", "the end of a.co? may also be that of a port"],
    ['a.com/ x opts "redirect=301"', "x is neither a URL nor an absolute path"],
  ])("%s is none for others: %s", (line, reason) => {
    const { routes, unread } = read([`route add web ${line}`]);
    expect(routes).toEqual([]);
    expect(unread).toMatchObject([{ service: "web", reason }]);
  });
});

test("targets are put together by what they have in common, with their shares and weights", () => {
  const { routes } = read([
    "route add web / http://10.0.0.1:80/ weight 0.5",
    "route add web / http://10.0.0.2:80/",
    'route add web / http://10.0.0.3:80/ opts "strip=/x"',
    "route add web :80 tcp://10.0.0.1:80",
  ]);
  expect(routes.map(({ kind }) => kind)).toEqual(["tcp", "http"]);
  expect(routes[1]?.backends).toEqual([
    {
      ...http,
      share: 0.75,
      targets: [
        { host: "10.0.0.1", port: 80, share: 0.5, weight: 0.5 },
        { host: "10.0.0.2", port: 80, share: 0.25 },
      ],
    },
    {
      ...http,
      share: 0.25,
      rewrite: { strip: "/x" },
      targets: [{ host: "10.0.0.3", port: 80, share: 0.25 }],
    },
  ]);
});

test("what is meant for different things is routes of their own", () => {
  const { routes } = read(["route add a x.com/ http://h:1/", "route add b x.com/ tcp://h:2"]);
  expect(routes.map(({ kind, backends }) => [kind, backends[0]?.service, backends[0]?.share])).toEqual([
    ["http", "a", 0.5],
    ["tls", "b", 0.5],
  ]);
});

test("a pattern for every name at port 80 takes every port without TLS", () => {
  expect(read(["route add web *:80/ http://h:1/"]).routes.map(({ match }) => match)).toEqual([
    { scheme: "http", host: { kind: "glob", text: "*" }, port: "any", path },
    { scheme: "https", host: { kind: "glob", text: "*" }, port: 80, path },
  ]);
});

describe("backends say where they are written", () => {
  test("in route commands", () => {
    const lines = [
      "route add a / http://h:1/",
      "# none",
      "route add a / http://h:2/",
      "route add a / ftp://h:3",
    ];
    const { commands } = parseCommands(lines.join("\n"));
    const { routes, unread } = read(lines, { sourceOf: commandSources(commands) });
    expect(routes[0]?.backends[0]?.origins).toEqual([
      { kind: "line", line: 1 },
      { kind: "line", line: 3 },
    ]);
    expect(unread).toMatchObject([{ dst: "ftp://h:3", origin: { kind: "line", line: 4 } }]);
  });

  test("in job files, whose instances have names before they have addresses", () => {
    const Services = [
      { Name: "web", PortLabel: "http", Tags: ["urlprefix-A.com"], Checks: [{ Type: "tcp" }] },
    ];
    const job = { ID: "shop", Name: "shop", TaskGroups: [{ Name: "web", Count: 2, Services }] };
    const jobs = routesFromJobs([job]);
    const { routes } = readRoutes(jobs.table ?? { hosts: new Map() }, { sourceOf: jobSources(jobs) });
    expect(routes[0]?.backends).toEqual([
      {
        ...one,
        kind: "http",
        origins: [
          {
            kind: "job",
            job: "shop",
            keys: ["TaskGroups", 0, "Services", 0, "Tags", 0],
            tag: "urlprefix-A.com",
          },
        ],
        targets: [
          { host: "1.http.web.shop.nomad", port: 1, share: 0.5, instance: "shop.web[1]:http" },
          { host: "0.http.web.shop.nomad", port: 1, share: 0.5, instance: "shop.web[0]:http" },
        ],
      },
    ]);
  });

  test("in Consul: tags, and keys", () => {
    const instance = {
      Node: "n1",
      Address: "10.0.0.1",
      ServiceID: "web-1",
      ServiceName: "web",
      ServiceAddress: "",
      ServicePort: 80,
      ServiceTags: ["urlprefix-/"],
    };
    const check = { ...instance, CheckID: "c", Status: "passing" };
    const keys = [{ Key: "fabio/config", Value: "route add old /old http://10.0.0.2:80/" }];
    const { table = { hosts: new Map() }, lines } = consulTable({
      instances: [instance],
      checks: [check],
      keys,
    });
    const { routes } = readRoutes(table, { sourceOf: consulSources(lines) });
    expect(routes.map(({ backends }) => backends[0]?.origins)).toEqual([
      [{ kind: "key", key: "fabio/config" }],
      [{ kind: "catalog", tag: "urlprefix-/", id: "web-1", node: "n1" }],
    ]);
  });
});

// The model by itself, without Fabio: the first route that fits gets the request.

interface Asked {
  readonly host: string;
  readonly path: string;
  readonly query: string;
  readonly tls: boolean;
  readonly address: string;
}

function matchesText({ kind, text, ignoresCase }: TextMatch, value: string): boolean {
  const [wanted, found] = ignoresCase === true ? [text.toLowerCase(), value.toLowerCase()] : [text, value];
  if (kind === "exact") return wanted === found;
  if (kind === "prefix") return found.startsWith(wanted);
  const glob = compileGlob(wanted);
  return glob.kind === "glob" && glob.match(found);
}

function matches({ scheme, host, port, path: wanted }: RequestMatch, asked: Asked): boolean {
  const [, name = "", named] = /^(.*?)(?::(\d+))?$/.exec(asked.host) ?? [];
  const own = asked.tls ? 443 : 80;
  if (scheme !== undefined && (scheme === "https") !== asked.tls) return false;
  if (!matchesText(wanted, asked.path)) return false;
  if (host === undefined) return true;
  return (port === "any" || (port ?? own) === Number(named ?? own)) && matchesText(host, name);
}

function rewritten({ strip = "", prepend = "" }: PathRewrite, of: string, rooted = (text: string) => text) {
  const rest = strip !== "" && of.startsWith(strip) ? rooted(of.slice(strip.length)) : of;
  return prepend === "" ? rest : rooted(`${prepend}${rest}`);
}

function answersOf(backend: Backend, asked: Asked): readonly TargetAnswer[] {
  const count = backend.kind === "redirect" ? 1 : backend.targets.length;
  const all = (answer: TargetAnswer) => Array.from({ length: count }, () => answer);
  const { access } = backend;
  if (access !== undefined) {
    const blocks = access.blocks.flatMap((text) => {
      const ip = parseIp(text);
      return parseCidr(text) ?? (ip === undefined ? [] : { ip, bits: ip.length * 8 });
    });
    const ip = parseIp(asked.address);
    if (ip !== undefined && isAddressDenied({ kind: access.kind, blocks }, ip))
      return all({ kind: "denied" });
  }
  if (backend.kind === "stream") return [];
  if (backend.login !== undefined) return all({ kind: "unauthorized", scheme: backend.login });
  if (backend.kind === "redirect") {
    const hasQuery = backend.location.some((part) => typeof part === "string" && part.includes("?"));
    const query = hasQuery || asked.query === "" ? "" : `?${asked.query}`;
    const location = backend.location.reduce<string>((before, part) => {
      if (typeof part === "string") return before + part;
      if (part.from === "host") return before + asked.host;
      const rest = rewritten(backend.rewrite ?? {}, asked.path);
      return `${before}${/^[a-z]+:\/\/[^/]*$/.test(before) && !rest.startsWith("/") ? "/" : ""}${rest}`;
    }, "");
    const hasPath = backend.location.some((part) => typeof part !== "string" && part.from === "path");
    return [{ kind: "redirected", code: backend.status, location: `${location}${hasPath ? query : ""}` }];
  }
  const { hostHeader, query: own, tls } = backend;
  const query = [own, asked.query].filter((text) => text !== undefined && text !== "").join("&");
  return backend.targets.map(({ host, port }) => {
    const address = `${host}:${port}`;
    const sent = rewritten(backend.rewrite ?? {}, asked.path, (text) =>
      text.startsWith("/") ? text : `/${text}`,
    );
    return {
      kind: "forwarded",
      url: `${tls === undefined ? "http" : "https"}://${address}${sent}${query === "" ? "" : `?${query}`}`,
      hostHeader:
        hostHeader === undefined ? asked.host : hostHeader.kind === "fixed" ? hostHeader.name : address,
    };
  });
}

/** The answers that requests get, with the number of requests for each. */
function sharesByAnswer(answers: readonly (readonly [TargetAnswer, number])[]): readonly string[] {
  const byText = groupBy(answers, ([answer]) => JSON.stringify(answer));
  return Array.from(
    byText,
    ([text, same]) => `${text} ${same.reduce((sum, [, share]) => sum + share, 0).toFixed(6)}`,
  ).toSorted();
}

const option = fc.constantFrom(
  "strip=/a",
  "prepend=/p",
  "host=dst",
  "host=h.test",
  "tlsskipverify=true",
  "allow=ip:10.0.0.0/8",
  "deny=ip:10.0.0.0/8,ip:1.2.3.4",
  "auth=login",
);
const destination = fc.oneof(
  fc
    .constantFrom("http://10.0.0.1:80/", "http://10.0.0.2:8080/?k=v", "https://10.0.0.3:443")
    .map((dst) => [dst, []] as const),
  fc
    .constantFrom("https://$host$path", "http://c.test/x$path?q=1", "/login", "/y/$path", "https://c.test/é")
    .map((dst) => [dst, ["redirect=302"]] as const),
);
const line = fc
  .record({
    host: fc.constantFrom(
      "",
      "a.test",
      "b.a.test",
      "*.test",
      "*.a.test",
      "a.*",
      "*",
      "a.test:80",
      "*:80",
      "a.test:9999",
    ),
    under: fc.constantFrom("/", "/a", "/a/b", "/A", "/ab", "/*/b", "/{a,b}"),
    destination,
    opts: fc.array(option, { maxLength: 3 }),
    weight: fc.constantFrom("", "weight 0.25 "),
  })
  .map(({ host, under, destination: [dst, redirect], opts, weight }) => {
    const all = [...opts, ...redirect];
    return `route add web ${host}${under} ${dst} ${weight}${all.length === 0 ? "" : `opts "${all.join(" ")}"`}`;
  });
const asked: fc.Arbitrary<Asked> = fc.record({
  host: fc.constantFrom(
    "a.test",
    "b.a.test",
    "c.b.a.test",
    "a.org",
    "a.test:80",
    "a.test:9999",
    "b.a.test:443",
    "x:9999",
  ),
  path: fc.constantFrom("/", "/a", "/a/b", "/A/b", "/abc", "/b", "/x/b"),
  query: fc.constantFrom("", "x=1"),
  tls: fc.boolean(),
  address: fc.constantFrom("10.1.2.3", "1.2.3.4", "::1"),
});

test("the routes answer as Fabio does, whatever its table and settings", () => {
  let answered = 0;
  const options: fc.Arbitrary<MatcherOptions> = fc.record({
    matcher: fc.constantFrom("prefix", "iprefix", "glob"),
    globMatching: fc.boolean(),
  });
  fc.assert(
    fc.property(
      fc.array(line, { minLength: 1, maxLength: 8 }),
      asked,
      options,
      (lines, request, settings) => {
        const { table } = loadTable(lines.join("\n"));
        if (table === undefined) return;
        const { routes, unread } = readRoutes(table, settings);
        // Texts that are no target for HTTP are told.
        fc.pre(unread.length === 0);
        const { match, targets } = createMatcher(table, settings).explain({
          ...request,
          remoteAddress: `${request.address.includes(":") ? `[${request.address}]` : request.address}:1`,
          accepts: { login: false },
        });
        const found = routes.find((route: Route) => route.kind === "http" && matches(route.match, request));
        expect(found === undefined).toBe(match?.kind !== "route");
        const expected = targets.map(({ answer, share }) => [answer, share / 100] as const);
        const actual = (found?.backends ?? []).flatMap((backend) => {
          const shares =
            backend.kind === "redirect" ? [backend.share] : backend.targets.map(({ share }) => share);
          return answersOf(backend, request).map((answer, index) => [answer, shares[index] ?? 0] as const);
        });
        expect(sharesByAnswer(actual)).toEqual(sharesByAnswer(expected));
        if (found !== undefined) answered++;
      },
    ),
    { numRuns: 600 },
  );
  expect(answered).toBeGreaterThan(100);
});
