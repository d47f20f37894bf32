import fc from "fast-check";
import { expect, test } from "vitest";

import { hostileText } from "../text/testing/hostile-text.ts";
import { parseCommands } from "./commands/parse-commands.ts";
import type { RouteCommand } from "./commands/route-command.ts";
import { consulTable } from "./consul/consul-table.ts";
import { lintRoutes } from "./lints/lint-routes.ts";
import { isAccessDenied, parseAccessRules } from "./match/access.ts";
import { buildTable } from "./table/build-table.ts";
import { loadTable } from "./table/load-table.ts";
import { parseTag } from "./tags/parse-tag.ts";

/** Texts of the pieces of which Fabio's tags, commands, globs, addresses and templates are made. */
const hostile = hostileText(
  ...Array.from("*?{}[]!-,:/.$\"'\\#=%@&;()"),
  "urlprefix-",
  "route add ",
  "route del ",
  "route weight ",
  " weight ",
  ' tags "',
  ' opts "',
  "http://",
  "ip:",
  "1.2.3.4/8",
  "::1",
  "${",
  "$DC",
  "{a*,",
  "[a-",
  "strip=/a ",
  "redirect=301,https://$path ",
  "allow=ip:",
  "fabio/config",
  "\n",
);

test("whatever a tag says, it is read", () => {
  fc.assert(
    fc.property(hostile, hostile, (text, prefix) => {
      for (const tag of [text, `urlprefix-${text}`, `urlprefix-a/${text}`, `${prefix}${text}`])
        expect(["plain", "dropped", "route"]).toContain(parseTag(tag, { prefix }).kind);
    }),
  );
});

test("whatever a text of route commands says, it is read, and leads to a table or to a problem", () => {
  fc.assert(
    fc.property(hostile, (text) => {
      const lines = [
        text,
        `route add ${text}`,
        `route add a ${text} http://b/`,
        `route add a /a ${text}`,
        `route add a /a http://${text}`,
        `route add a /a http://b/ opts "${text}"`,
        `route del a tags "${text}"`,
        `route weight a /a weight ${text}`,
      ];
      for (const commands of [...lines, lines.join("\n")]) {
        const { table, problems } = loadTable(commands);
        expect(table !== undefined || problems.length > 0).toBe(true);
        expect(parseCommands(commands).commands.length).toBeLessThanOrEqual(commands.split("\n").length);
      }
    }),
  );
});

test("whatever commands hold, they lead to a table or to a problem", () => {
  const common = {
    service: hostile,
    src: hostile,
    tags: fc.array(hostile, { maxLength: 2 }),
    line: fc.nat(),
  };
  const command: fc.Arbitrary<RouteCommand> = fc.oneof(
    fc.record({
      kind: fc.constant("add" as const),
      ...common,
      dst: fc.oneof(
        hostile,
        hostile.map((text) => `http://${text}`),
      ),
      weight: fc.double(),
      opts: fc.dictionary(hostile, hostile, { maxKeys: 2 }),
    }),
    fc.record({ kind: fc.constant("del" as const), ...common, dst: hostile }),
    fc.record({ kind: fc.constant("weight" as const), ...common, weight: fc.double() }),
  );
  fc.assert(
    fc.property(fc.array(command, { maxLength: 6 }), (commands) => {
      const { table, problems } = buildTable(commands);
      expect(table !== undefined || problems.length > 0).toBe(true);
    }),
  );
});

test("whatever is in Consul or in jobs, there is a table or a problem, and the lints look at it", () => {
  fc.assert(
    fc.property(hostile, hostile, fc.integer(), (text, name, port) => {
      const tags = [text, `urlprefix-${text}`, `urlprefix-/${text}`, `urlprefix-a.test/ ${text}`];
      const node = { Node: name, ServiceID: name, ServiceName: name };
      const consul = {
        checks: [{ ...node, CheckID: text, Status: "passing", ServiceTags: tags }],
        instances: [
          { ...node, Address: text, ServiceAddress: text, ServicePort: port, ServiceTags: tags },
          { ...node, Address: "10.0.0.1", ServiceAddress: "", ServicePort: 80, ServiceTags: null },
        ],
        keys: [{ Key: `fabio/config${name}`, Value: text }],
      };
      const { table, problems } = consulTable(consul);
      expect(table !== undefined || problems.length > 0).toBe(true);
      const service = { Name: name, PortLabel: text, Tags: tags, CanaryTags: [text], Address: text };
      const jobs = [{ ID: name, TaskGroups: [{ Name: text, Count: 2, Services: [service] }] }];
      const { findings } = lintRoutes({ jobs, consul, commands: text, tagPrefix: name || "urlprefix-" });
      for (const { code, summary } of findings)
        expect([typeof code, typeof summary]).toEqual(["string", "string"]);
    }),
    { numRuns: 30 },
  );
});

test("whatever rules and addresses say, a request is let in or not", () => {
  fc.assert(
    fc.property(hostile, hostile, (text, address) => {
      for (const opts of [{ allow: text }, { deny: `ip:${text}` }, { allow: `ip:1.2.3.4,ip:${text}` }]) {
        const { rules } = parseAccessRules(opts);
        for (const remoteAddress of [address, `${address}:1`, "1.2.3.4:1"])
          expect([true, false]).toContain(isAccessDenied(rules, { remoteAddress, forwardedFor: address }));
      }
    }),
  );
});

test.each(["${", '"${', "{", "{a,", "[!a-", "*a", "\\", ",", "ip:", "\n", "日"])(
  "100,000 times %j are taken like any text",
  { timeout: 60_000 },
  (piece) => {
    const text = piece.repeat(100_000);
    expect(parseTag(`urlprefix-a.test/${text}`).kind).toBe("route");
    expect(parseAccessRules({ allow: text }).error).toMatch(/access item|IP|type/);
    const tags = [`urlprefix-a.test/${text}`, `urlprefix-${text}/`];
    const jobs = [
      { ID: "a", TaskGroups: [{ Name: "a", Services: [{ Name: "a", PortLabel: "a", Tags: tags }] }] },
    ];
    expect(Array.isArray(lintRoutes({ jobs }).findings)).toBe(true);
  },
);

test("a tag with 5,000 lines is taken in time that grows with its length", { timeout: 30_000 }, () => {
  const text = "route add a / http://a/\n".repeat(5000);
  const services = [{ Name: text, PortLabel: text, Tags: [text, `urlprefix-${text}`] }];
  expect(
    lintRoutes({ jobs: [{ ID: text, TaskGroups: [{ Name: text, Services: services }] }] }).findings,
  ).not.toEqual([]);
});
