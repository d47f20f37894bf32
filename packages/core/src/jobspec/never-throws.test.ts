import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { hostileText } from "../text/testing/hostile-text.ts";
import { parseJson } from "../units/json.ts";
import { readHcl } from "./hcl/read/read-hcl.ts";
import { formatKeys, showValue } from "./key-path.ts";
import { plainData } from "./plain-data.ts";
import { readApiJob } from "./read-api.ts";
import { readSpec } from "./read-spec.ts";

/** Values that are no data; each anew, since some cannot even be printed by a test that fails. */
const values: Readonly<Record<string, () => unknown>> = {
  cycle: () => {
    const value: Record<string, unknown> = {};
    value["self"] = value;
    return value;
  },
  "cycle of lists": () => {
    const value: unknown[] = [];
    value.push(value);
    return value;
  },
  "getter that throws": () => ({
    get image() {
      throw new Error("no");
    },
  }),
  "proxy that throws": () =>
    new Proxy(
      {},
      {
        get: () => {
          throw new Error("no");
        },
        ownKeys: () => {
          throw new Error("no");
        },
        getPrototypeOf: () => {
          throw new Error("no");
        },
        has: () => {
          throw new Error("no");
        },
      },
    ),
  "revoked proxy": () => {
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    return proxy;
  },
  "toJSON without an answer": () => ({ toJSON: () => undefined }),
  "toJSON that throws": () => ({
    toJSON: () => {
      throw new Error("no");
    },
  }),
  "boxed number": () => Object(3),
  "boxed text": () => Object("a"),
  symbol: () => Symbol("a"),
  function: () => () => 1,
  class: () => class {},
  "invalid date": () => new Date(Number.NaN),
  bigint: () => 10n ** 400n,
  "not a number": () => Number.NaN,
  "list of 20000 levels": () => Array.from({ length: 20_000 }).reduce((inner) => [inner], 1),
  "object of 20000 levels": () => Array.from({ length: 20_000 }).reduce((inner) => ({ inner }), 1),
  "keys of prototypes": () => parseJson('{"__proto__":{"a":1},"constructor":1,"hasOwnProperty":2}'),
};

const specs: readonly ((value: unknown) => unknown)[] = [
  (value) => value,
  (group) => ({ group }),
  (g) => ({ group: { g } }),
  (task) => ({ group: { g: { task } } }),
  (t) => ({ group: { g: { task: { t } } } }),
  (driver) => ({ group: { g: { task: { t: { driver } } } } }),
  (config) => ({ group: { g: { task: { t: { driver: "docker", config } } } } }),
  (image) => ({ group: { g: { task: { t: { driver: "docker", config: { image } } } } } }),
  (option) => ({ group: { g: { task: { t: { driver: "mine", config: { option } } } } } }),
  (A) => ({ group: { g: { task: { t: { driver: "mine", env: { A } } } } } }),
  (tag) => ({ group: { g: { service: { tags: [tag] } } } }),
  (port) => ({ group: { g: { network: { port } } } }),
  (count) => ({ group: { g: { count } } }),
  (unknown) => ({ unknown }),
];

const apiJobs: readonly ((value: unknown) => unknown)[] = [
  (value) => value,
  (Job) => ({ Job }),
  (ID) => ({ ID }),
  (TaskGroups) => ({ ID: "a", TaskGroups }),
  (group) => ({ ID: "a", TaskGroups: [group] }),
  (Config) => ({ ID: "a", TaskGroups: [{ Tasks: [{ Config }] }] }),
  (A) => ({ ID: "a", Meta: { A } }),
];

describe.each(Object.keys(values))("%s", (name) => {
  test("is read anywhere in a spec and in an API job", () => {
    for (const spec of specs) expect(readSpec("a", spec(values[name]?.())).job.ID).toBe("a");
    for (const job of apiJobs)
      expect(Array.isArray(readApiJob(job(values[name]?.())).diagnostics)).toBe(true);
  });
});

test.each(Object.keys(values))("%s is shown, and copied", (name) => {
  for (const spec of specs) {
    expect(showValue(spec(values[name]?.())).length).toBeLessThanOrEqual(80);
    expect(Array.isArray(plainData(spec(values[name]?.())).problems)).toBe(true);
  }
});

test("whatever text is shown, it has a place and at most 80 characters", () => {
  fc.assert(
    fc.property(hostileText('"', "password=", "Bearer ", "://a:b@", "."), (text) => {
      expect(showValue({ a: text, [text]: 1 }, ["group", 0]).length).toBeLessThanOrEqual(80);
      expect(formatKeys(["group", text, 1])).toMatch(/^group.+\[1\]$/s);
    }),
  );
});

test("whatever a job file in HCL says, it is read", () => {
  const hostile = hostileText(
    ...Array.from('{}[]()"=:,.?!-+*/%\\'),
    "\n",
    "${",
    "%{if true}",
    "<<A\n",
    "[[",
    "{{",
    "<% ",
    "var.a",
    "local.a",
    "[for a in ",
    'dynamic "env" {\n',
    'variable "a" {\n',
    "locals {\n",
    'group "a" {\n',
    "meta {\n",
    "count = 1e999\n",
  );
  fc.assert(
    fc.property(hostile, (text) => {
      for (const file of ["a.nomad.hcl", "a.nomad.json"])
        for (const written of [
          text,
          `job "a" {\n${text}\n}`,
          `job "a" {\n meta = { a = ${text} }\n}`,
          `locals {\n a = ${text}\n}\njob "a" {\n meta = { a = local.a }\n}`,
          `{"job": {"a": {"meta": {"a": "${text}"}}}}`,
        ])
          expect(readHcl({ file, text: written }).diagnostics.length).toBeGreaterThan(0);
    }),
    { numRuns: 40 },
  );
});

test(
  "a text of marks that begin something is read in time that grows with its length",
  { timeout: 30_000 },
  () => {
    for (const mark of ["[", "[[ a ", "{{ ", "<%", "${", "%{", "{", "a {\n", "<<A\n"])
      expect(readHcl({ file: "a.nomad.hcl", text: mark.repeat(40_000) }).diagnostics.length).toBeGreaterThan(
        0,
      );
  },
);

test.each([
  ["levels", (next: string) => `${"[".repeat(400)}${next}${"]".repeat(400)}`],
  ["parts", (next: string) => `[${next}, ${next}]`],
  ["parts of objects", (next: string) => `{ a = ${next}, b = [${next}] }`],
])("locals that contain each other have a limit of %s", (_, around) => {
  const locals = Array.from({ length: 60 }, (__, index) => `v${index} = ${around(`local.v${index + 1}`)}`);
  const text = `locals {\n${locals.join("\n")}\nv60 = 1\n}\njob "a" {\n group "b" {}\n meta = { a = local.v0 }\n}`;
  const codes = readHcl({ file: "a.nomad.hcl", text }).diagnostics.map(({ code }) => code);
  expect(codes[0]).toBe("NX576");
});

test("the mistake is told at its place", () => {
  const told = (value: unknown) =>
    readSpec("a", { meta: { x: value } }).diagnostics.map(({ code, summary, keys }) => [
      code,
      summary,
      keys?.slice(0, 2),
    ]);
  expect(told(values["cycle"]?.())[0]).toEqual(["NX203", "The value contains itself", ["meta", "x"]]);
  expect(told(values["revoked proxy"]?.())[0]).toEqual(["NX203", "The value cannot be read", ["meta", "x"]]);
  expect(told(values["list of 20000 levels"]?.())[0]).toEqual([
    "NX203",
    "The value is nested too deeply",
    ["meta", "x"],
  ]);
});

test("names of prototypes are names like others", () => {
  for (const name of ["__proto__", "constructor", "hasOwnProperty", "toString"]) {
    const own = (value: unknown) => Object.fromEntries([[name, value]]);
    const { job, diagnostics } = readSpec(name, {
      meta: own("m"),
      group: own({
        task: own({ driver: "mine", env: own("e"), config: own("c") }),
        network: { port: own({}) },
      }),
    });
    const group = job.TaskGroups?.[0];
    const task = group?.Tasks?.[0];
    expect([job.ID, group?.Name, task?.Name, group?.Networks?.[0]?.DynamicPorts?.[0]?.Label]).toEqual([
      name,
      name,
      name,
      name,
    ]);
    expect([job.Meta, task?.Env, task?.Config].map((map) => Object.entries(map ?? {}))).toEqual([
      [[name, "m"]],
      [[name, "e"]],
      [[name, "c"]],
    ]);
    expect(diagnostics).toEqual([]);
  }
});

test("what JavaScript can make is read", () => {
  const anything = fc.anything({
    withBigInt: true,
    withBoxedValues: true,
    withDate: true,
    withMap: true,
    withNullPrototype: true,
    withSet: true,
    withSparseArray: true,
    withTypedArray: true,
  });
  fc.assert(
    fc.property(anything, fc.nat(), (value, seed) => {
      readSpec("a", specs[seed % specs.length]?.(value));
      readApiJob(apiJobs[seed % apiJobs.length]?.(value));
    }),
  );
});

test("a number is no key of JSON, however long it is", () => {
  expect(() => parseJson('{"a":1,99999999999999999999:2}')).toThrow(SyntaxError);
  expect(parseJson('{"a" : 99999999999999999999 }')).toEqual({ a: 99_999_999_999_999_999_999n });
});
