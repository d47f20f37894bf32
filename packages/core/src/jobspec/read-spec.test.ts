import { expect, test } from "vitest";

import { readSpec } from "./read-spec.ts";
import { secret } from "./secret.ts";

/** Code, path and summary of every problem: what the user is told. */
function problems(spec: unknown) {
  return readSpec("web", spec).diagnostics.map(({ code, path, summary, help }) => [
    code,
    path,
    summary,
    help,
  ]);
}

const task = { driver: "raw_exec", config: { command: "true" } };
const group = { web: { task: { t: task } } };

test("the article's job becomes what Nomad's own parser makes of it", () => {
  const { job, diagnostics } = readSpec("httpbackend", {
    datacenters: ["dc1"],
    type: "service",
    group: {
      httpbackend: {
        count: 2,
        task: {
          httpbackend: {
            driver: "docker",
            config: { image: "web:1", port_map: { http: 8081 }, logging: { type: "json-file" } },
            resources: { network: { mbits: 10, port: { http: {} } } },
            service: {
              name: "httpbackend",
              port: "http",
              tags: ["urlprefix-mysite.com:9999/"],
              check: { name: "alive", type: "http", path: "/", interval: "10s", timeout: "2s" },
            },
          },
        },
      },
    },
  });
  expect(diagnostics).toEqual([]);
  // The answer of Nomad 2.0.5 to PUT /v1/jobs/parse of the same job in HCL, without null and zero values.
  expect(job).toEqual({
    ID: "httpbackend",
    Name: "httpbackend",
    Datacenters: ["dc1"],
    Type: "service",
    TaskGroups: [
      {
        Name: "httpbackend",
        Count: 2,
        Tasks: [
          {
            Name: "httpbackend",
            Driver: "docker",
            Config: { image: "web:1", port_map: [{ http: 8081 }], logging: [{ type: "json-file" }] },
            Resources: { Networks: [{ MBits: 10, DynamicPorts: [{ Label: "http" }] }] },
            Services: [
              {
                Name: "httpbackend",
                PortLabel: "http",
                Tags: ["urlprefix-mysite.com:9999/"],
                Checks: [
                  {
                    Name: "alive",
                    Type: "http",
                    Path: "/",
                    Interval: 10_000_000_000,
                    Timeout: 2_000_000_000,
                  },
                ],
              },
            ],
          },
        ],
      },
    ],
  });
});

test("six mistakes are six problems, each at its place", () => {
  expect(
    problems({
      datacentres: ["dc1"],
      priority: "high",
      group: {
        web: {
          cuont: 2,
          restart: { mode: "fial" },
          task: { server: { config: {}, kill_timeout: 30 } },
        },
      },
    }),
  ).toEqual([
    [
      "NX201",
      "datacentres",
      '"datacentres" is not an attribute or block of job',
      'Did you mean "datacenters"?',
    ],
    ["NX203", "priority", '"priority" must be a whole number', undefined],
    [
      "NX201",
      "group.web.cuont",
      '"cuont" is not an attribute or block of group "web"',
      'Did you mean "count"?',
    ],
    ["NX205", "group.web.restart.mode", '"fial" is not a value of "mode"', 'Did you mean "fail"?'],
    [
      "NX204",
      "group.web.task.server.kill_timeout",
      "A duration needs a unit",
      'Write it as text, for example "30s".',
    ],
    ["NX202", "group.web.task.server", '"driver" is missing', undefined],
  ]);
});

test.each([
  [
    "a list where a block stands once",
    { group: { web: { restart: [{}, {}], task: { t: task } } } },
    ["NX207", "group.web.restart[1]"],
  ],
  [
    "text where a block stands",
    { group: { web: { restart: "fail", task: { t: task } } } },
    ["NX203", "group.web.restart"],
  ],
  ["a list where labels stand", { group: [{ name: "web" }] }, ["NX203", "group"]],
  ["an empty label", { group: { "": { task: { t: task } } } }, ["NX209", 'group[""]']],
  ["a list with a number", { datacenters: ["dc1", 2], group }, ["NX203", "datacenters"]],
  [
    "a duration without sense",
    { group: { web: { task: { t: { ...task, kill_timeout: "30 s" } } } } },
    ["NX204", "group.web.task.t.kill_timeout"],
  ],
  ["a number HCL cannot write plainly", { meta: { a: 1e30 }, group }, ["NX203", "meta.a"]],
  [
    "an API field's name",
    { group: { web: { task: { t: { ...task, Env: {} } } } } },
    ["NX201", "group.web.task.t.Env"],
  ],
  [
    "an unknown option of a known driver",
    { group: { web: { task: { t: { driver: "docker", config: { image: "a", prot_map: {} } } } } } },
    ["NX201", "group.web.task.t.config.prot_map"],
  ],
  [
    "a wrong type in a driver's block",
    { group: { web: { task: { t: { driver: "docker", config: { image: "a", logging: { type: 1 } } } } } } },
    ["NX203", "group.web.task.t.config.logging.type"],
  ],
  ["no object at all", 7, ["NX203", ""]],
])("%s is a problem", (_, spec, [code, path]) => {
  expect(problems(spec).map(([foundCode, foundPath]) => [foundCode, foundPath])).toEqual([[code, path]]);
});

test("undefined and null are as good as absent", () => {
  const { job, diagnostics } = readSpec("web", {
    priority: undefined,
    region: null,
    group: { ...group, none: undefined },
  });
  expect(diagnostics).toEqual([]);
  expect(Object.keys(job).toSorted()).toEqual(["ID", "Name", "TaskGroups"]);
  expect(job.TaskGroups?.map(({ Name }) => Name)).toEqual(["web"]);
});

test("maps of strings take scalars, as HCL does", () => {
  const { job } = readSpec("web", { meta: { a: 1.5, b: true, c: "x", "d.e": -0 } });
  expect(job.Meta).toEqual({ a: "1.5", b: "true", c: "x", "d.e": "0" });
});

test("a secret reaches the job and is named as one", () => {
  const { job, secrets } = readSpec("web", {
    group: {
      web: {
        task: {
          t: {
            driver: "docker",
            env: { A: secret("s3cret") },
            config: { image: "a", auth: { password: secret("pass") } },
          },
        },
      },
    },
  });
  expect(secrets).toEqual(["s3cret", "pass"]);
  expect(job.TaskGroups?.[0]?.Tasks?.[0]).toMatchObject({
    Env: { A: "s3cret" },
    Config: { auth: [{ password: "pass" }] },
  });
});

test.each([
  ["an object is one block", { a: { b: 1 } }, { a: [{ b: 1 }] }],
  [
    "a list of objects is that many blocks",
    { a: [{ b: { c: 1 } }, { b: 2 }] },
    { a: [{ b: [{ c: 1 }] }, { b: 2 }] },
  ],
  ["a mixed list is a value", { a: [1, { b: { c: 1 } }] }, { a: [1, { b: { c: 1 } }] }],
  [
    "keys that HCL cannot write bare make it a value",
    { a: { "x.y/z": { c: 1 } } },
    { a: [{ "x.y/z": { c: 1 } }] },
  ],
  ["null is dropped from a block and kept in a list", { a: null, b: [null] }, { b: [null] }],
])("in a config without schema %s", (_, config, expected) => {
  const { job } = readSpec("web", { group: { web: { task: { t: { driver: "own", config } } } } });
  expect(job.TaskGroups?.[0]?.Tasks?.[0]?.Config).toEqual(expected);
});

test("what a driver does not know is told, and is part of the job as in HCL", () => {
  const config = { image: "a", prot_map: { http: 80 } };
  const { job, diagnostics } = readSpec("web", {
    group: { web: { task: { t: { driver: "docker", config } } } },
  });
  expect(diagnostics.map(({ code }) => code)).toEqual(["NX201"]);
  expect(job.TaskGroups?.[0]?.Tasks?.[0]?.Config).toEqual({ image: "a", prot_map: [{ http: 80 }] });
});

test("a wrong value with a bigint in it is shown, not thrown", () => {
  const config = { image: "a", entrypoint: [9_007_199_254_740_993n] };
  const { diagnostics } = readSpec("web", { group: { web: { task: { a: { driver: "podman", config } } } } });
  expect(diagnostics).toMatchObject([{ code: "NX203", detail: expect.stringContaining("9007199254740993") }]);
});

test("an attribute that is misspelt is not missing, too", () => {
  const { diagnostics } = readSpec("web", {
    group: { web: { task: { t: { drvier: "docker", config: { image: "a" } } } } },
  });
  expect(diagnostics.map(({ code, help }) => [code, help])).toEqual([["NX201", 'Did you mean "driver"?']]);
});
