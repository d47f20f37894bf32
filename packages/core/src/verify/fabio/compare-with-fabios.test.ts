import { describe, expect, test } from "vitest";

import type { JobRoutes } from "../../fabio/jobs/job-routes.ts";
import { routesFromJobs } from "../../fabio/jobs/job-routing.ts";
import type { LiveFabio } from "../../fabio/live-fabio.ts";
import { compareWithFabios } from "./compare-with-fabios.ts";
import { readConsulState, type ReadConsulState } from "../../fabio/consul/read-consul-state.ts";
import { healthEntry, type EntryParts } from "../testing/health-entry.ts";
import { jobWith } from "../testing/job-with.ts";
import { liveFabio, type FabioParts } from "../testing/live-fabio.ts";
import { memoryConsul } from "../../dev/consul/memory-consul.ts";

const routes = (...tags: readonly string[]) =>
  routesFromJobs([jobWith("web", { service: { Tags: [...tags] } })]);
const web = routes("urlprefix-web.test/");
const lines = ["route add web web.test/ http://10.0.0.1:80/", "route add web web.test/ http://10.0.0.2:80/"];
const elsewhere = { address: "http://10.0.0.9:9998" } as const;

/** The findings where all Fabios make the same of the jobs. */
function findings(expected: JobRoutes, fabios: readonly LiveFabio[], consul?: ReadConsulState) {
  return compareWithFabios(
    fabios.map((fabio) => ({ ...fabio, routes: expected, ...(consul !== undefined && { consul }) })),
  );
}

function found(...args: Parameters<typeof findings>): readonly string[] {
  return findings(...args).map(
    ({ evidence: { kind }, service = "", summary }) => `${kind}: ${service}: ${summary}`,
  );
}

test("a Fabio that has what the jobs lead to", () => {
  expect(found(web, [liveFabio(lines)])).toEqual([]);
});

test("a difference is told with the address, the route and the place of the tag", () => {
  expect(findings(web, [liveFabio(lines.slice(1))])).toEqual([
    {
      severity: "error",
      code: "fabio/target-count",
      service: "web",
      summary: "http://10.0.0.1:9998: web has 1 target at web.test/, and should have 2",
      route: "web.test/",
      job: "web",
      keys: ["TaskGroups", 0, "Services", 0, "Tags", 0],
      evidence: { layer: "fabio", kind: "target-count" },
    },
  ]);
});

test("other tags of the targets are not taken for the tags in Consul", () => {
  const tagged = lines.map((line) => `${line} tags "v1"`);
  expect(found(web, [liveFabio(tagged)])).toEqual([
    "target-tags: web: http://10.0.0.1:9998: web has other tags at web.test/: v1, and should have none",
  ]);
});

test("a Fabio without any route", () => {
  expect(findings(web, [liveFabio([])])).toMatchObject([{ code: "fabio/empty-table" }]);
});

test("two Fabios disagree where one of them has other targets, though each has enough", () => {
  const other = liveFabio([lines[0] ?? "", "route add web web.test/ http://10.0.0.7:80/"], elsewhere);
  expect(found(web, [liveFabio(lines), other])).toEqual([
    "disagreement: web: http://10.0.0.9:9998: web at web.test/ is http://10.0.0.1:80/ 50%, http://10.0.0.2:80/ 50% to http://10.0.0.1:9998, " +
      "and http://10.0.0.1:80/ 50%, http://10.0.0.7:80/ 50% to http://10.0.0.9:9998",
  ]);
  expect(found(web, [liveFabio(lines), liveFabio(lines, elsewhere)])).toEqual([]);
});

test.each([
  [
    { Checks: [] },
    "api has a route tag and no route: it has no check, and Fabio routes only to instances with a check that passes",
  ],
  [
    { Provider: "nomad" },
    "api has a route tag and no route: it is registered in Nomad, and Fabio reads Consul only",
  ],
])("a service with route tags to which Fabio will never route: %j", (service, message) => {
  const jobs = [jobWith("api", { service: { Tags: ["urlprefix-api.test/"], ...service } }), jobWith("web")];
  expect(findings(routesFromJobs(jobs), [liveFabio([])])).toEqual([
    {
      ...{ severity: "error", code: "fabio/unrouted", service: "api", job: "api", summary: message },
      keys: ["TaskGroups", 0, "Services", 0],
      evidence: { layer: "fabio", kind: "unrouted" },
    },
  ]);
});

describe("against Consul's state", () => {
  const tags = ["urlprefix-web.test/"];
  const entries: readonly EntryParts[] = [
    { allocation: 1, tags },
    { allocation: 2, tags },
  ];
  const stateOf = (held: readonly EntryParts[], keys = {}): Promise<ReadConsulState> =>
    readConsulState(memoryConsul({ entries: held.map(healthEntry), keys }));

  test("the table is what Fabio makes of it", async () => {
    expect(found(web, [liveFabio(lines)], await stateOf(entries))).toEqual([]);
  });

  test("a tag that poisons the table is named with its instance", async () => {
    const bad = { service: "bad", id: "b1", node: "n2", tags: ["urlprefix-bad.test/ weight=50%"] };
    const told = findings(web, [liveFabio(lines)], await stateOf([...entries, bad]));
    expect(told).toMatchObject([{ code: "fabio/poisoned-table" }]);
    expect(told[0]?.summary).toContain(
      'service bad (b1 on n2), tag "urlprefix-bad.test/ weight=50%": syntax error: weight value invalid',
    );
    expect(told[0]?.help).toContain("Remove it");
  });

  test("so is an override, with its key", async () => {
    const state = await stateOf(entries, { "fabio/config/team": "route wieght web web.test/ weight 1" });
    const told = findings(web, [liveFabio(lines)], state);
    expect(told).toMatchObject([{ code: "fabio/poisoned-table" }]);
    expect(told[0]?.summary).toContain("key fabio/config/team: syntax error");
  });

  test("each Fabio that has not heard of a change is stale", async () => {
    const state = await stateOf([...entries.slice(1), { allocation: 3, tags }]);
    const told = findings(web, [liveFabio(lines)], state);
    expect(told).toMatchObject([{ code: "fabio/stale-table", service: "web", route: "web.test/" }]);
    expect(told[0]?.summary).toContain(
      "web at web.test/ is http://10.0.0.2:80/ 50%, http://10.0.0.3:80/ 50% to Consul, " +
        "and http://10.0.0.1:80/ 50%, http://10.0.0.2:80/ 50% to http://10.0.0.1:9998",
    );
  });

  test("each Fabio reads it with its own settings", async () => {
    const state = await stateOf([{ allocation: 1, tags, status: "warning" }, ...entries.slice(1)]);
    const config = { Registry: { Consul: { ServiceStatus: ["passing", "warning"] } } };
    expect(found(web, [liveFabio(lines, { config })], state)).toEqual([]);
    expect(found(web, [liveFabio(lines)], state)).toHaveLength(1);
  });
});

const missing = (route: string, has: string) => [
  `listener-missing: web: http://10.0.0.1:9998 has no listener that serves ${route}, only ${has}`,
];

test.each<[string, string, FabioParts, readonly string[]]>([
  ["a host over HTTP", "web.test/", { listen: [":9999"] }, []],
  ["a host over HTTPS", "web.test/", { listen: [":443 https"] }, []],
  ["a host with the port of a listener", "web.test:9999/", { listen: [":9999"] }, []],
  [
    "a host with another port",
    "web.test:80/",
    { listen: [":9999"] },
    missing("web.test:80/", ":9999 (http)"),
  ],
  ["a port", ":5432 proto=tcp", { listen: [":9999", ":5432 tcp"] }, []],
  [
    "a port of no listener",
    ":5432 proto=tcp",
    { listen: [":9999", ":5433 tcp"] },
    missing(":5432", ":9999 (http), :5433 (tcp)"),
  ],
  ["a server name", "web.test/ proto=tcp+sni", { listen: [":443 tcp+sni"] }, []],
  [
    "a server name over HTTP only",
    "web.test/ proto=tcp+sni",
    { listen: [":9999"] },
    missing("web.test/", ":9999 (http)"),
  ],
  ["gRPC", "/ proto=grpc", { listen: [":9995 grpc"] }, []],
  ["nothing listens", "web.test/", { listen: [] }, missing("web.test/", "none at all")],
])("the listener for %s", (_, tag, parts, expected) => {
  const expectedRoutes = routes(`urlprefix-${tag}`);
  const told = found(expectedRoutes, [liveFabio(["route add other other.test/ http://1.1.1.1/"], parts)]);
  expect(told.filter((text) => text.startsWith("listener"))).toEqual(expected);
});

test("a listener that is missing is told at the tag that needs it", () => {
  const told = findings(routes("urlprefix-a.test/", "urlprefix-b.test:80/"), [
    liveFabio(lines, { listen: [":9999"] }),
  ]);
  expect(told.find(({ evidence: { kind } }) => kind === "listener-missing")).toMatchObject({
    route: "b.test:80/",
    job: "web",
    keys: ["TaskGroups", 0, "Services", 0, "Tags", 1],
  });
});
