import { describe, expect, test } from "vitest";

import type { ApiJob } from "../../jobspec/api-job.ts";
import { registeredText } from "./registered-text.ts";
import { readSettings } from "../config/written-settings.ts";
import { createJobRouting, routesFromJobs } from "./job-routing.ts";
import { targetName } from "./job-routes.ts";

const check = { Type: "tcp", Interval: 10_000_000_000, Timeout: 2_000_000_000 };

/** A job whose group has a dynamic and a static port, with these services. */
function shop(
  services: NonNullable<NonNullable<ApiJob["TaskGroups"]>[number]["Services"]>,
  more: Partial<ApiJob> = {},
): ApiJob {
  return {
    ID: "shop",
    Name: "shop",
    Datacenters: ["dc1"],
    TaskGroups: [
      {
        Name: "web",
        Count: 2,
        Networks: [{ DynamicPorts: [{ Label: "http" }], ReservedPorts: [{ Label: "raw", Value: 7000 }] }],
        Services: services,
        Tasks: [],
      },
    ],
    ...more,
  };
}

const lines = (job: ApiJob, options = {}) => routesFromJobs([job], options).commands.map(({ text }) => text);

describe("the route commands of a job", () => {
  test.each<[string, ApiJob, readonly string[]]>([
    [
      "one an instance, in Fabio's order",
      shop([
        { Name: "front", PortLabel: "http", Tags: ["urlprefix-shop.com/ strip=/a", "v1"], Checks: [check] },
      ]),
      [
        'route add front shop.com/ http://1.http.web.shop.nomad:1/ tags "v1" opts "strip=/a"',
        'route add front shop.com/ http://0.http.web.shop.nomad:1/ tags "v1" opts "strip=/a"',
      ],
    ],
    [
      "a static port keeps its number, a service without a name gets Nomad's",
      shop([{ PortLabel: "raw", Tags: ["urlprefix-:7000 proto=tcp"], Checks: [check] }]),
      [
        "route add shop-web :7000 tcp://1.raw.web.shop.nomad:7000",
        "route add shop-web :7000 tcp://0.raw.web.shop.nomad:7000",
      ],
    ],
    [
      "variables are filled in, for each instance",
      shop(
        [
          {
            Name: "${JOB}-${TASK}",
            PortLabel: "http",
            Tags: ["urlprefix-${NOMAD_META_site}/${NOMAD_ALLOC_INDEX}/${NOMAD_DC}"],
            Checks: [check],
          },
        ],
        { Meta: { site: "shop.com" } },
      ),
      [
        "route add shop-group shop.com/1/dc1 http://1.http.web.shop.nomad:1/",
        "route add shop-group shop.com/0/dc1 http://0.http.web.shop.nomad:1/",
      ],
    ],
    [
      "what only a client knows stays, with its name",
      shop([
        {
          Name: "f",
          PortLabel: "http",
          Tags: ["urlprefix-/${attr.cpu.arch}/x weight=${meta.w}"],
          Checks: [check],
        },
      ]),
      [
        "route add f /<attr.cpu.arch>/x http://1.http.web.shop.nomad:1/",
        "route add f /<attr.cpu.arch>/x http://0.http.web.shop.nomad:1/",
      ],
    ],
    [
      "a system job has one an each node",
      shop([{ Name: "lb", PortLabel: "raw", Tags: ["urlprefix-/lb"], Checks: [check] }], { Type: "system" }),
      ["route add lb /lb http://node.raw.web.shop.nomad:7000/"],
    ],
    [
      "a group without a count has the least that its scaling policy allows",
      shop([], {
        TaskGroups: [
          {
            Name: "web",
            Scaling: { Min: 2, Max: 10 },
            Services: [{ Name: "f", PortLabel: "", Tags: ["urlprefix-/f"], Checks: [check] }],
          },
        ],
      }),
      ["route add f /f http://1.web.shop.nomad:0/", "route add f /f http://0.web.shop.nomad:0/"],
    ],
    [
      "an address in the file is the one that is registered",
      shop([
        { Name: "ext", PortLabel: "raw", Address: "ext.example", Tags: ["urlprefix-/e"], Checks: [check] },
      ]),
      ["route add ext /e http://ext.example:7000/", "route add ext /e http://ext.example:7000/"],
    ],
    [
      "none of a stopped job",
      shop([{ Name: "a", Tags: ["urlprefix-/"], Checks: [check] }], { Stop: true }),
      [],
    ],
    [
      "none of a periodic job",
      shop([{ Name: "a", Tags: ["urlprefix-/"], Checks: [check] }], {
        Type: "batch",
        Periodic: { Enabled: true },
      }),
      [],
    ],
  ])("%s", (_, job, expected) => {
    expect(lines(job)).toEqual(expected);
  });

  test("of a task service: the task's network, and the task's names and variables", () => {
    const job: ApiJob = {
      ID: "old",
      Name: "old",
      TaskGroups: [
        {
          Name: "g",
          Tasks: [
            {
              Name: "t",
              Driver: "docker",
              Env: { SITE: "old.com" },
              Resources: { Networks: [{ DynamicPorts: [{ Label: "http" }] }] },
              Services: [
                {
                  PortLabel: "http",
                  Tags: ["plain", "urlprefix-${SITE}/${NOMAD_TASK_NAME}"],
                  Checks: [check],
                },
              ],
            },
          ],
        },
      ],
    };
    const [command] = routesFromJobs([job]).commands;
    expect(command?.text).toBe('route add old-g-t old.com/t http://0.http.t.g.old.nomad:1/ tags "plain"');
    expect(command?.origin.tag.keys).toEqual(["TaskGroups", 0, "Tasks", 0, "Services", 0, "Tags", 1]);
    expect(command?.origin.instance).toMatchObject({
      label: "old.g[0]:http",
      service: { job: "old", task: "t" },
    });
  });

  test("with canaries: tags of their own, else those of the others", () => {
    const job = shop(
      [
        {
          Name: "a",
          PortLabel: "http",
          Tags: ["urlprefix-/a"],
          CanaryTags: ["urlprefix-/a-new"],
          Checks: [check],
        },
        { Name: "b", PortLabel: "http", Tags: ["urlprefix-/b"], Checks: [check] },
      ],
      { Update: { Canary: 1 } },
    );
    expect(lines(job)).toHaveLength(4);
    expect(lines(job, { withCanaries: true })).toEqual([
      "route add b /b http://canary-0.http.web.shop.nomad:1/",
      "route add b /b http://1.http.web.shop.nomad:1/",
      "route add b /b http://0.http.web.shop.nomad:1/",
      "route add a /a-new http://canary-0.http.web.shop.nomad:1/",
      "route add a /a http://1.http.web.shop.nomad:1/",
      "route add a /a http://0.http.web.shop.nomad:1/",
    ]);
  });

  test.each<[string, object, readonly string[]]>([
    ["inherits its service's tags", {}, ["urlprefix-/"]],
    ["has its own", { Tags: ["mesh"] }, ["mesh"]],
  ])("a sidecar %s", (_, sidecar, tags) => {
    const job = shop([
      { Name: "s", PortLabel: "http", Tags: ["urlprefix-/"], Connect: { SidecarService: sidecar } },
    ]);
    const found = routesFromJobs([job]).services[1];
    expect(found?.name).toBe("s-sidecar-proxy");
    expect(found?.tags.map(({ text }) => text)).toEqual(tags);
  });
});

test("services that get no requests are told with the reason", () => {
  const job = shop([
    { Name: "in-nomad", Provider: "nomad", Tags: ["urlprefix-/a"], Checks: [check] },
    { Name: "unchecked", Tags: ["urlprefix-/b"] },
    { Name: "no-route", Tags: ["v1"] },
  ]);
  const routes = routesFromJobs([job]);
  expect(routes.commands).toEqual([]);
  expect(routes.unrouted.map(({ service, reason }) => [service.name, reason])).toEqual([
    ["in-nomad", "nomad-provider"],
    ["unchecked", "no-check"],
  ]);
});

test("a tag that Fabio cannot read leaves no table, and is named", () => {
  const job = shop([{ Name: "f", PortLabel: "http", Tags: ["urlprefix-/ weight=50%"], Checks: [check] }]);
  const { table, problems } = routesFromJobs([job]);
  expect(table).toBeUndefined();
  expect(problems[0]).toMatchObject({
    code: "weight-value",
    origin: { tag: { keys: ["TaskGroups", 0, "Services", 0, "Tags", 0] } },
  });
});

test("the table has the targets, which have names for people", () => {
  const job = shop([{ Name: "f", PortLabel: "http", Tags: ["urlprefix-a.com/"], Checks: [check] }]);
  const routes = routesFromJobs([job]);
  const targets = routes.table?.hosts.get("a.com")?.[0]?.targets ?? [];
  expect(targets.map(({ dst }) => targetName(routes, dst))).toEqual(["shop.web[1]:http", "shop.web[0]:http"]);
  expect(targetName(routes, "https://elsewhere/")).toBe("https://elsewhere/");
});

test("names that no URL may have are written in another way", () => {
  const job = {
    ...shop([{ Name: "f", PortLabel: "http", Tags: ["urlprefix-/"], Checks: [check] }]),
    Name: "a/b c",
  };
  const { table, problems } = routesFromJobs([job]);
  expect(problems).toEqual([]);
  expect(table?.hosts.get("")?.[0]?.targets[0]?.dst).toBe("http://1.http.web.a_2fb_20c.nomad:1/");
});

test("a prefix of your own, and the datacenter where a job may run in several", () => {
  const job = shop(
    [{ Name: "f", PortLabel: "raw", Tags: ["lb:/${NOMAD_DC}", "urlprefix-/x"], Checks: [check] }],
    {
      Datacenters: ["*"],
      Type: "system",
    },
  );
  expect(lines(job, { tagPrefix: "lb:", datacenter: "east" })).toEqual([
    'route add f /east http://node.raw.web.shop.nomad:7000/ tags "urlprefix-/x"',
  ]);
});

test("the prefix is that of the Fabio that one of the jobs runs; its datacenter is left open", () => {
  const job = shop([{ Name: "f", PortLabel: "raw", Tags: ["lb:${DC}.f/", "urlprefix-/x"], Checks: [check] }]);
  const config = {
    command: "local/fabio-1.6.0-linux_amd64",
    args: ["-registry.consul.tagprefix=lb:", "-no"],
  };
  const fabio = {
    ID: "lb",
    TaskGroups: [{ Tasks: [{ Name: "fabio", Driver: "raw_exec", Config: config }] }],
  };
  const { table } = routesFromJobs([job, fabio]);
  expect([...(table?.hosts.keys() ?? [])]).toEqual(["<dc>.f"]);
});

test("a variable that nobody knows stays as it is written, and Fabio makes nothing of it", () => {
  expect(
    registeredText({ text: "urlprefix-/${FOO}/${NOMAD_ALLOC_ID}", unresolved: ["FOO", "NOMAD_ALLOC_ID"] }),
  ).toBe("urlprefix-/${FOO}/<NOMAD_ALLOC_ID>");
});

test("nothing is made twice: the same options, and settings that come to the same, have one answer", () => {
  const routing = createJobRouting([
    shop([{ Name: "f", PortLabel: "raw", Tags: ["urlprefix-/a", "lb:/b"], Checks: [check] }]),
  ]);
  const routes = routing.routes();
  const other = routing.routes({ tagPrefix: "lb:" });
  expect(routing.routes({})).toBe(routes);
  expect(routing.routesFor(readSettings({ args: [] }, "1.7.3"))).toBe(routes);
  expect(routing.routesFor(readSettings({ args: ["-registry.consul.tagprefix=lb:"] }, "1.7.3"))).toBe(other);
  expect([routes, other].map(({ text }) => text.split(" ")[3])).toEqual(["/a", "/b"]);
});
