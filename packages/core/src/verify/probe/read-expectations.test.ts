import fc from "fast-check";
import { expect, test } from "vitest";

import { expectations } from "./expectations.ts";
import { readExpectations } from "./read-expectations.ts";

test("what is built is read again, and a route keeps its key", () => {
  const meta = expectations({
    "*": { status: 200, instance: "X-Instance" },
    "mysite.com:9999/": {
      body: { matches: "^ok$" },
      header: { "Content-Type": "text" },
      path: "/health",
      method: "HEAD",
    },
    ":9997": { send: "ping\n", expect: "pong" },
  });
  expect(meta).toEqual({
    "nomadx-expect": '{"status":200,"instance":"X-Instance"}',
    "nomadx-expect-mysite-com-9999":
      '{"route":"mysite.com:9999/","body":{"matches":"^ok$"},"header":{"Content-Type":"text"},"path":"/health","method":"HEAD"}',
    "nomadx-expect-9997": '{"route":":9997","send":"ping\\n","expect":"pong"}',
  });
  expect(readExpectations({ ...meta, version: "1", "nomadx-expected": "{" })).toEqual({
    expectations: [
      { status: 200, instance: "X-Instance" },
      {
        ...{ route: "mysite.com:9999/", body: { matches: "^ok$" }, header: { "Content-Type": "text" } },
        ...{ path: "/health", method: "HEAD" },
      },
      { route: ":9997", send: "ping\n", expect: "pong" },
    ],
    problems: [],
  });
});

test("routes that would have the same key get different ones", () => {
  expect(Object.keys(expectations({ "a.b/": {}, "a-b/": {}, "/": {} }))).toEqual([
    "nomadx-expect-a-b",
    "nomadx-expect-a-b-2",
    "nomadx-expect-route",
  ]);
});

test("what cannot be read again is not built", () => {
  expect(() => expectations({ "*": { path: "health" } })).toThrow('nomadx-expect: "path" has to be a path');
  expect(() => expectations({ "*": { body: { matches: "(" } } })).toThrow(
    "a regular expression of JavaScript",
  );
  expect(() => expectations({ "*": { body: "a".repeat(502) } })).toThrow("The value has 513 bytes");
});

test.each<[string, string, string | undefined, string]>([
  ["no JSON", "{", undefined, "The value is not an object in JSON"],
  ["a list", "[]", undefined, "The value is not an object in JSON"],
  ["an unknown property", '{"staus":200}', "staus", 'There is no "staus" in an expectation'],
  ["a status in quotes", '{"status":"200"}', "status", '"status" has to be a number from 100 to 599'],
  ["a status of none", '{"status":20}', "status", '"status" has to be a number from 100 to 599'],
  [
    "a body of numbers",
    '{"body":1}',
    "body",
    '"body" has to be a text, or {"matches": "…"} with a regular expression',
  ],
  [
    "flags of a pattern",
    '{"body":{"matches":"a","flags":"i"}}',
    "body",
    '"body" has to be a text, or {"matches": "…"} with a regular expression',
  ],
  [
    "a header without a text",
    '{"header":{"A":1}}',
    "header",
    '"header" has to be an object of header names and texts',
  ],
  [
    "a header that is none",
    '{"header":{"A b":""}}',
    "header",
    '"header" has to be an object of header names and texts',
  ],
  [
    "a method in small letters",
    '{"method":"get"}',
    "method",
    '"method" has to be a method in capitals, such as GET, but not CONNECT',
  ],
  ["an empty expectation of a text", '{"expect":""}', "expect", '"expect" has to be a text'],
  ["an empty route", '{"route":""}', "route", '"route" has to be a route, such as mysite.com:9999/'],
  ["no name of a header", '{"instance":"a b"}', "instance", '"instance" has to be the name of a header'],
])("is a problem: %s", (_, value, property, message) => {
  const { expectations: read, problems } = readExpectations({ "nomadx-expect-x": value });
  expect(read).toEqual([]);
  expect(problems).toEqual([
    expect.objectContaining({ key: "nomadx-expect-x", message, ...(property !== undefined && { property }) }),
  ]);
});

test("a property that was misspelt is named", () => {
  const { problems } = readExpectations({ "nomadx-expect": '{"staus":200,"foo":1}' });
  expect(problems.map(({ help }) => help)).toEqual([
    'Did you mean "status"?',
    "There are route, status, body, header, path, method, send, expect, instance.",
  ]);
});

test("a bad regular expression comes with its reason", () => {
  const { problems } = readExpectations({ "nomadx-expect": '{"body":{"matches":"a("}}' });
  expect(problems[0]?.message).toContain("Unterminated group");
});

test("Consul's limits, and two expectations for one route", () => {
  const long = `nomadx-expect-${"a".repeat(115)}`;
  const value = JSON.stringify({ body: "ä".repeat(260) });
  const meta = { [long]: '{"route":"a/"}', "nomadx-expect-ä": '{"route":"b/"}', "nomadx-expect-v": value };
  expect(readExpectations(meta)).toEqual({
    expectations: [],
    problems: [
      { key: long, message: 'Consul takes keys of at most 128 letters, digits, "_" and "-"' },
      { key: "nomadx-expect-ä", message: 'Consul takes keys of at most 128 letters, digits, "_" and "-"' },
      { key: "nomadx-expect-v", message: "The value has 531 bytes; Consul takes at most 512" },
    ],
  });
  const twice = { "nomadx-expect-1": '{"status":200}', "nomadx-expect-2": '{"status":201}' };
  expect(readExpectations(twice)).toEqual({
    expectations: [{ status: 200 }],
    problems: [
      {
        key: "nomadx-expect-2",
        property: "route",
        message: "The expectation for all routes is already in nomadx-expect-1",
      },
    ],
  });
});

test("an expectation for a route that the service does not have, where its routes are known", () => {
  const meta = {
    "nomadx-expect": '{"status":200}',
    "nomadx-expect-1": '{"route":"A.test","status":201}',
    "nomadx-expect-2": '{"route":"a.test/apii","status":202}',
    "nomadx-expect-3": '{"route":"other.example/","status":203}',
    "nomadx-expect-4": '{"route":"${NOMAD_JOB_NAME}.test/","status":204}',
  };
  const { expectations: read, problems } = readExpectations(meta, ["a.test/", "a.test/api"]);
  expect(read.map(({ status }) => status)).toEqual([200, 201, 204]);
  expect(problems).toEqual([
    {
      ...{ key: "nomadx-expect-2", property: "route", message: 'The service has no route "a.test/apii"' },
      help: 'Did you mean "a.test/api"?',
    },
    {
      ...{ key: "nomadx-expect-3", property: "route", message: 'The service has no route "other.example/"' },
      help: "There are a.test/, a.test/api.",
    },
  ]);
  expect(readExpectations(meta).problems).toEqual([]);
});

test("never throws, and reads all or finds a problem", () => {
  const value = fc.oneof(fc.string(), fc.json());
  fc.assert(
    fc.property(value, (text) => {
      const { expectations: read, problems } = readExpectations({ "nomadx-expect": text });
      expect(read.length === 1).toBe(problems.length === 0);
    }),
  );
});
