import { expect, test } from "vitest";

import { dumpTable } from "./dump-table.ts";
import { listTable, tableToJson } from "./list-table.ts";
import { loadTable } from "./load-table.ts";
import { createPicker } from "./picker.ts";

/** Listed, dumped and refused by Fabio 1.7.3 as below. */
const text = `route add web Shop.Example.com/Cart http://10.1.0.1:80
route add web Shop.Example.com/Cart http://10.1.0.2:80 weight 0.25 tags "blue, v2"
route add api /api http://10.1.0.3:8080/ weight 0x1p-5 opts "strip=/api host=dst flag"
route add api /api/v2 http://10.1.0.3:8080/
route add db :5432 tcp://10.1.0.4:5432
route add old /old http://[::1]:80/?
route add esc /esc HTTP://h/a%2fb/é
route add red *.example.com/ https://www.example.com$path opts "redirect=302 redirect=301"
route add web Shop.Example.com/Cart http://10.1.0.2:80 weight 0.25 tags "blue,v2" opts "strip=/x"
route del old /old http://[::1]:80/
route weight web Shop.Example.com/Cart weight 0.9
route weight shop.example.com/Cart weight 0.5 tags "blue"`;

test("a table is listed as Fabio lists it", () => {
  const { table = { hosts: new Map() }, problems } = loadTable(text);
  expect(problems).toEqual([
    {
      code: "no-match",
      effect: "ignored",
      line: 11,
      message: "weight command for service web not valid - route: no target match",
    },
  ]);
  expect(listTable(table)).toEqual([
    "route add web shop.example.com/Cart http://10.1.0.1:80",
    'route add web shop.example.com/Cart http://10.1.0.2:80 weight 0.5000 tags "blue,v2"',
    "route add db :5432 tcp://10.1.0.4:5432",
    'route add red *.example.com/ https://www.example.com$path opts "redirect=301"',
    "route add old /old http://[::1]:80/?",
    "route add esc /esc http://h/a/b/%C3%A9",
    "route add api /api/v2 http://10.1.0.3:8080/",
    'route add api /api http://10.1.0.3:8080/ weight 0.0312 opts "flag= host=dst strip=/api"',
  ]);
  expect(tableToJson(table).map(({ src }) => src)).toEqual([
    "/old",
    "/esc",
    "/api/v2",
    "/api",
    "*.example.com/",
    ":5432",
    "shop.example.com/Cart",
    "shop.example.com/Cart",
  ]);
  expect(tableToJson(table).at(-1)).toEqual({
    service: "web",
    host: "shop.example.com",
    path: "/Cart",
    src: "shop.example.com/Cart",
    dst: "http://10.1.0.2:80",
    opts: "",
    cmd: "route add",
    tags: ["blue", "v2"],
    weight: 0.5,
    rate1: 0,
    pct99: 0,
  });
});

test("before 1.7.3 a weight for nothing rejects the table", () => {
  const { table, problems } = loadTable(text, { version: "1.7.2" });
  expect(table).toBeUndefined();
  expect(problems).toMatchObject([{ effect: "rejected", line: 11, message: "route: no target match" }]);
});

test("the tree shows hosts, paths and slots", () => {
  const { table = { hosts: new Map() } } = loadTable(
    "route add a / http://h:1/ weight 0.25\nroute add a / http://h:2/\nroute add b x.com/ http://h:3/",
  );
  expect(dumpTable(table)).toBe(`+-- host=
|   +-- path=/
|       |-- addr=h:1 weight 0.25 slots 2500/10000
|       +-- addr=h:2 weight 0.75 slots 7500/10000
+-- host=x.com
    +-- path=/
        +-- addr=h:3 weight 1.00 slots 1/1
`);
});

test.each([
  ["route add x /a[b http://h/", "rejected", "unexpected end of input"],
  ["route add x / ://y", "rejected", 'route: invalid target. parse "://y": missing protocol scheme'],
  [
    "route add x / http://h/\nroute del x / ://y",
    "rejected",
    'route: invalid target. parse "://y": missing protocol scheme',
  ],
  [
    "route add x / http://1.2.3.4:80:90/",
    "rejected",
    'route: invalid target. parse "http://1.2.3.4:80:90/": invalid port ":80:90" after host',
  ],
  ["route add x / http://h/ weight Inf", "crash", "panic: runtime error: makeslice: len out of range"],
  ["route add x / http://h/ weight 1e-320", "crash", "panic: runtime error: makeslice: len out of range"],
  [
    'route add x / http://h/ opts "redirect=abc"',
    "ignored",
    "redirect status code should be numeric in 3xx range. Got: abc",
  ],
  [
    'route add x / http://h/ opts "redirect=200"',
    "ignored",
    "redirect status code should be in 3xx range. Got: 200",
  ],
  [
    'route add x / http://h/ opts "allow=10.0.0.0/8"',
    "open",
    "failed to process access rules: invalid access item, expected <type>:<data>, got [10.0.0.0/8]",
  ],
])("%j: %s", (commands, effect, message) => {
  const { table, problems } = loadTable(commands);
  expect(problems).toMatchObject([{ effect, message }]);
  expect(table === undefined).toBe(effect === "rejected" || effect === "crash");
});

test.each([
  [
    "fixed weights that overflow",
    "route add a / http://h:1/ weight 1e308\nroute add a / http://h:2/ weight 1e308",
  ],
  [
    "two infinite weights",
    "route add a / http://h:1/\nroute add a / http://h:2/\nroute weight a / weight Inf",
  ],
])("%s leave no target to pick", (_, commands) => {
  const { table, problems } = loadTable(commands);
  expect(problems).toMatchObject([{ effect: "panic", code: "empty-ring" }]);
  const [route] = table?.hosts.get("") ?? [];
  expect(route && createPicker("rr")(route)).toBeUndefined();
});

test("round robin goes round each route's ring, and a single target needs none", () => {
  const { table } = loadTable(
    "route add a / http://h:1/ weight 0.25\nroute add b / http://h:2/\nroute add c /c http://h:3/",
  );
  const [single, shared] = table?.hosts.get("") ?? [];
  const pick = createPicker("rr");
  const draws = [single, shared, shared, single, shared, shared, shared];
  expect(draws.map((route) => route && pick(route)?.service)).toEqual(["c", "a", "b", "c", "b", "b", "a"]);
  expect(shared && createPicker("rnd", (slots) => slots - 1)(shared)?.service).toBe("b");
});

test("many targets of one route are told apart as few are", () => {
  const line = (index: number) => `route add a / http://h:${index}/`;
  const lines = Array.from({ length: 40 }, (_, index) => line(index % 20));
  const { table } = loadTable([...lines, "route add a / http://h:0/ weight NaN"].join("\n"));
  expect(table?.hosts.get("")?.[0]?.targets.map(({ dst }) => dst).length).toBe(21);
});
