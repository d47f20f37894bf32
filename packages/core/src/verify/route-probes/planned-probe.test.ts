import { describe, expect, test } from "vitest";

import { loadTable } from "../../fabio/table/load-table.ts";
import { planProbes } from "./planned-probe.ts";
import type { RouteService } from "./route-request.ts";
import { liveFabio, type FabioParts } from "../testing/live-fabio.ts";

/** The probes of a service `web` with these routes, at a Fabio that has them and `others`. */
function plan(
  lines: readonly string[],
  {
    others = [],
    about = {},
    ...parts
  }: FabioParts & { readonly others?: readonly string[]; readonly about?: Partial<RouteService> } = {},
) {
  const { table = { hosts: new Map() } } = loadTable(lines.join("\n"));
  return planProbes(table, liveFabio([...others, ...lines], parts), ({ targets }) =>
    targets.some(({ service }) => service === "web")
      ? { service: "web", expectation: {}, ...about }
      : undefined,
  );
}

/** Why nobody asks, or whom a request should reach. */
function outcomes(...args: Parameters<typeof plan>) {
  return plan(...args).map(({ probe }) => ("skipped" in probe ? probe.skipped : probe.instances));
}

const one = "route add web web.test/ http://10.0.0.1:21000/";
const two = "route add web web.test/ http://10.0.0.2:21001/";
const instance = { id: "10.0.0.1:21000", address: "10.0.0.1", port: 21000 } as const;
const overHttp = { ...instance, protocol: "http", path: "/", hostHeader: "web.test" } as const;

test("a route is asked through each listener that serves it", () => {
  const planned = plan([one, two], { listen: [":9999", ":443 https", ":5432 tcp"] });
  expect(planned).toMatchObject([
    { route: "web.test/", service: "web", fabio: "http://10.0.0.1:9998", url: "http://web.test/" },
    { route: "web.test/", service: "web", fabio: "http://10.0.0.1:9998", url: "https://web.test/" },
  ]);
});

test.each([
  ["speaks HTTP", one, []],
  ["is meant for it", `${one} opts "proto=tcp+sni"`, ["tls://web.test:9996"]],
  ["redirects", 'route add web web.test/ https://www.web.test/ opts "redirect=301"', []],
  ["speaks TLS", "route add web web.test/ https://10.0.0.1:21000/", ["tls://web.test:9996"]],
  [
    "is told nothing of",
    'route add web web.test/ tcp://10.0.0.1:1 opts "proto=tcp"',
    ["tls://web.test:9996"],
  ],
])("a listener by server name is asked where the target can read TLS: one that %s", (_, line, urls) => {
  const planned = plan([line], { listen: [":9999", ":9996 tcp+sni"] });
  expect(planned.map(({ url }) => url).filter((url) => url.includes("9996"))).toEqual(urls);
});

test("who else gets requests of the route is known", () => {
  const other = "route add other web.test/ http://10.0.0.9:1/";
  expect(plan([one], { others: [other] })[0]?.probe).toMatchObject({ isShared: true });
  expect(plan([one])[0]?.probe).toMatchObject({ isShared: false });
});

test("all instances should answer, asked as Fabio asks them", () => {
  expect(outcomes([one, two])).toEqual([
    [overHttp, { ...overHttp, id: "10.0.0.2:21001", address: "10.0.0.2", port: 21001 }],
  ]);
});

test.each([
  ["strip", 'web.test/a http://10.0.0.1:21000/ opts "strip=/a"', { path: "/" }],
  ["prepend", 'web.test/a http://10.0.0.1:21000/ opts "prepend=/v1"', { path: "/v1/a" }],
  ["host=dst", 'web.test/ http://10.0.0.1:21000/ opts "host=dst"', { hostHeader: "10.0.0.1:21000" }],
  ["a host", 'web.test/ http://10.0.0.1:21000/ opts "host=other.test"', { hostHeader: "other.test" }],
  ["proto=https", 'web.test/ https://10.0.0.1:21000/ opts "proto=https"', { protocol: "https" }],
])("a direct request has what the option makes of it: %s", (_, line, more) => {
  expect(outcomes([`route add web ${line}`])).toEqual([[{ ...overHttp, ...more }]]);
});

test.each([
  ["a port", "route add web :5432 tcp://10.0.0.1:21000", ":5432 tcp", [{ ...instance, protocol: "tcp" }]],
  [
    "a server name",
    'route add web web.test/ tcp://10.0.0.1:21000 opts "proto=tcp+sni"',
    ":443 tcp+sni",
    [{ ...instance, protocol: "tls" }],
  ],
  [
    "TLS that Fabio passes on",
    'route add web web.test/ tcp://10.0.0.1:21000 opts "proto=tcp"',
    ":443 https+tcp+sni",
    [{ ...instance, protocol: "https" }],
  ],
  ["TLS that Fabio ends", one, ":443 https", [overHttp]],
  [
    "gRPC with TLS to the instance",
    "route add web web.test/ grpcs://10.0.0.1:21000/",
    ":9995 grpc",
    [{ ...instance, protocol: "grpcs" }],
  ],
])("what is spoken with the instance: %s", (_, line, listen, expected) => {
  expect(outcomes([line], { listen: [listen] })).toEqual([expected]);
});

describe("nobody asks", () => {
  test.each([
    ["for a pattern", ["route add web *.test/ http://10.0.0.1/"], {}, ["the host *.test is a pattern"]],
    [
      "where a login is wanted",
      ['route add web web.test/ http://10.0.0.1/ opts "auth=lab"'],
      {},
      ["it requires a login"],
    ],
    [
      "where another route comes first",
      ["route add web web.test/a http://10.0.0.1/"],
      {
        others: ["route add other web.test/a/health http://10.0.0.9/"],
        about: { expectation: { path: "/a/health" } },
      },
      ["the route web.test/a/health comes before it and takes the request"],
    ],
    ["for a route of another service", ["route add other other.test/ http://10.0.0.1/"], {}, []],
    ["where no listener serves it", ["route add web web.test:80/ http://10.0.0.1/"], {}, []],
  ])("%s", (_, lines, more, expected) => {
    expect(outcomes(lines, more)).toEqual(expected);
  });
});

test("a redirect is an answer of Fabio itself", () => {
  const line = 'route add web web.test/ https://www.web.test/ opts "redirect=301"';
  const [planned] = plan([line]);
  expect(planned?.probe).toMatchObject({
    instances: [],
    expectation: { status: 301, header: { location: "https://www.web.test/" } },
  });
});

test("a route that Fabio does not have is asked for all the same: that is what a client gets", () => {
  const { table = { hosts: new Map() } } = loadTable(one);
  const fabio = liveFabio(["route add other other.test/ http://10.0.0.9/"]);
  const about = { service: "web", expectation: { status: 200 } };
  expect(planProbes(table, fabio, () => about)).toMatchObject([
    { url: "http://web.test/", probe: { instances: [], expectation: { status: 200 } } },
  ]);
});

test.each([
  ["equal shares", [one, two], 0.5],
  ["a weight", [`${one} weight 0.01`, two], 0.01],
  ["one instance", [one], 1],
])("the smallest share of %s", (_, lines, share) => {
  expect(plan(lines)[0]?.smallestShare).toBeCloseTo(share, 4);
});

test("a target that gets no requests is not expected to answer", () => {
  // A target without a weight of its own shares what the others leave.
  expect(outcomes([`${one} weight 1`, two])).toEqual([[overHttp]]);
});

test("Fabio's own answers are told by its settings, where it ends the protocol", () => {
  const config = { Proxy: { NoRouteStatus: 503 } };
  expect(plan([one], { config })[0]?.probe).toMatchObject({ fabio: { noRouteStatus: 503 } });
  const line = "route add web :5432 tcp://10.0.0.1:21000";
  expect(plan([line], { config, listen: [":5432 tcp"] })[0]?.probe).not.toHaveProperty("fabio");
});

test("requests go to the address of the admin API", () => {
  const planned = plan([one], { address: "http://[fd00::9]:9998" });
  expect(planned).toMatchObject([
    { fabio: "http://[fd00::9]:9998", probe: { request: { host: "fd00::9" } } },
  ]);
});

test("the matcher is that of the Fabio", () => {
  const line = "route add web web.test/A http://10.0.0.1:21000/";
  const about = { expectation: { path: "/a" } };
  const [prefix] = outcomes([line], { about });
  const [iprefix] = outcomes([line], { about, config: { Proxy: { Matcher: "iprefix" } } });
  expect(prefix).toEqual([]);
  expect(iprefix).toEqual([{ ...overHttp, path: "/a" }]);
});
