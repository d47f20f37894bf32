import { expect, test } from "vitest";

import { listTable } from "../table/list-table.ts";
import type { ConsulCheck, ConsulInstance } from "./consul-state.ts";
import { consulTable } from "./consul-table.ts";

function instance(name: string, tags: readonly string[], more: Partial<ConsulInstance> = {}): ConsulInstance {
  return {
    Node: "n1",
    Address: "10.0.0.1",
    ServiceID: `${name}-1`,
    ServiceName: name,
    ServiceAddress: "",
    ServicePort: 80,
    ServiceTags: tags,
    ...more,
  };
}

function check(
  { Node, ServiceID, ServiceName, ServiceTags = [] }: ConsulInstance,
  more: Partial<ConsulCheck> = {},
) {
  return {
    Node,
    CheckID: `check-${ServiceID}`,
    Status: "passing",
    ServiceID,
    ServiceName,
    ServiceTags,
    ...more,
  };
}

function rawListing(...args: Parameters<typeof consulTable>) {
  const { table } = consulTable(...args);
  return table && listTable(table);
}

const web = instance("web", ["urlprefix-Web.com/ strip=/x", "urlprefix-:53 proto=tcp", "v1", "blue"]);
const api = instance(
  "api",
  ["urlprefix-web.com/ weight=0.5 redirect=301", "urlprefix-/old redirect=302,https://$host/"],
  {
    ServiceAddress: "fe80::1",
  },
);

test("tags of instances that pass become commands, in reverse order of the lines, then come the keys", () => {
  const keys = [
    { Key: "fabio/config/b", Value: "\nroute weight web web.com/ weight 0.2\n" },
    { Key: "fabio/config", Value: "# by hand" },
    { Key: "other", Value: "rubbish" },
  ];
  const state = { checks: [check(web), check(api)], instances: [api, web], keys };
  expect(consulTable(state).text)
    .toBe(`route add web web.com/ http://10.0.0.1:80/ tags "v1,blue" opts "strip=/x"
route add web :53 tcp://10.0.0.1:80 tags "v1,blue"
route add api web.com/ http://[fe80::1]:80/ weight 0.5
route add api /old https://$host/ opts "redirect=302"
# --- fabio/config
# by hand

# --- fabio/config/b
route weight web web.com/ weight 0.2`);
  expect(rawListing(state)).toEqual([
    'route add web web.com/ http://10.0.0.1:80/ weight 0.2000 tags "v1,blue" opts "strip=/x"',
    "route add api web.com/ http://[fe80::1]:80/ weight 0.5000",
    'route add web :53 tcp://10.0.0.1:80 tags "v1,blue"',
    'route add api /old https://$host/ opts "redirect=302"',
  ]);
});

test.each<
  [why: string, checks: readonly ConsulCheck[], routed: number, options?: Parameters<typeof consulTable>[1]]
>([
  ["without a check of its own", [], 0],
  ["with one of two checks passing", [check(web), check(web, { CheckID: "2", Status: "critical" })], 2],
  [
    "with one of two checks passing where all have to",
    [check(web), check(web, { CheckID: "2", Status: "critical" })],
    0,
    { checksRequired: "all" },
  ],
  ["with a warning", [check(web, { Status: "warning" })], 0],
  [
    "with a warning where that is enough",
    [check(web, { Status: "warning" })],
    2,
    { status: ["passing", "warning"] },
  ],
  [
    "on a node that is down",
    [check(web), check(web, { CheckID: "serfHealth", Status: "critical", ServiceID: "", ServiceName: "" })],
    0,
  ],
  [
    "beside another node that is down",
    [check(web), check(web, { Node: "n2", CheckID: "serfHealth", Status: "critical", ServiceID: "" })],
    2,
  ],
  ["on a node in maintenance", [check(web), check(web, { CheckID: "_node_maintenance", ServiceID: "" })], 0],
  [
    "in maintenance",
    [check(web), check(web, { CheckID: "_service_maintenance:web-1", Status: "critical" })],
    0,
  ],
  ["whose tag does not show in its checks", [check(web, { ServiceTags: [" urlprefix-x/"] })], 0],
  [
    "whose tag does not show in its checks, before 1.6.4",
    [check(web, { ServiceTags: [] })],
    2,
    { version: "1.6.3" },
  ],
  ["that is another one of the same name", [check(web, { ServiceID: "web-2" })], 0],
])("an instance %s", (_why, checks, routed, options) => {
  expect(rawListing({ checks, instances: [web] }, options)).toHaveLength(routed);
});

test("who poisons the table is named", () => {
  const bad = instance("bad", ["urlprefix-/a weight=5%", 'json "x"']);
  const keys = [{ Key: "fabio/config/x", Value: "# ok\nrubbish" }];
  const state = { checks: [check(web), check(bad)], instances: [web, bad], keys };
  const { table, problems } = consulTable(state);
  expect(table).toBeUndefined();
  expect(problems).toEqual([
    {
      code: "syntax",
      effect: "rejected",
      line: 3,
      message: "line 3: syntax error: 'route add' invalid",
      text: String.raw`route add bad /a http://10.0.0.1:80/ weight 5% tags "json \"x\""`,
      origin: { kind: "tag", tag: "urlprefix-/a weight=5%", instance: bad },
    },
    {
      code: "syntax",
      effect: "rejected",
      line: 6,
      message: "line 6: syntax error: 'route' expected",
      text: "rubbish",
      origin: { kind: "key", key: "fabio/config/x" },
    },
  ]);
});

test("a line break in a route spoils two lines, and both are its tag's", () => {
  const bad = instance("bad", ["urlprefix-/a\nb"]);
  const { problems } = consulTable({ checks: [check(bad)], instances: [bad] });
  expect(problems.map(({ line, origin }) => [line, origin?.kind])).toEqual([
    [1, "tag"],
    [2, "tag"],
  ]);
});

test("the datacenter is filled in, and names to register are collected", () => {
  const dc = instance("dc", ["urlprefix-${DC}.x/ register=alias"]);
  const result = consulTable({ checks: [check(dc)], instances: [dc] }, { datacenter: "EU-1" });
  expect(result.table && listTable(result.table)).toEqual([
    'route add dc eu-1.x/ http://10.0.0.1:80/ opts "register=alias"',
  ]);
  expect(result.aliases).toEqual(["alias"]);
});
