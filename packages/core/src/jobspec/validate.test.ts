import { expect, test } from "vitest";

import { readApiJob } from "./read-api.ts";
import { readSpec } from "./read-spec.ts";
import { specKeys } from "./spelling.ts";
import { formatKeys } from "./key-path.ts";
import { validateStructure } from "./validate.ts";

/** Code, place in the words of a spec, and help of every problem. */
function problemsOf(spec: object) {
  const { job } = readSpec("web", spec);
  return validateStructure(job).map(({ code, keys, help }) => [
    code,
    formatKeys(specKeys(job, keys ?? [])),
    help,
  ]);
}

const container = { driver: "docker", config: { image: "web:1" } };

test("a job of which all parts fit has no problem", () => {
  expect(
    problemsOf({
      group: {
        web: {
          network: { port: { http: { to: 80 }, admin: { static: 9000 } } },
          service: [
            { name: "a", port: "http" },
            { name: "b", port: "9001", connect: { sidecar_service: {} } },
            { name: "c", port: "${NOMAD_META_port}" },
            { name: "d" },
          ],
          task: {
            server: {
              ...container,
              config: { image: "web:1", ports: ["http", "admin"] },
              service: {
                name: "e",
                port: "admin",
                check: { type: "tcp", port: "http", interval: "1s", timeout: "1s" },
              },
            },
            old: {
              ...container,
              config: { image: "web:1", port_map: { db: 5432 } },
              resources: { network: { port: { db: {} } } },
              service: { name: "f", port: "db" },
            },
          },
        },
      },
    }),
  ).toEqual([]);
});

const network = { port: { http: {}, admin: {} } };

test.each<[string, object, string, string, string | undefined]>([
  [
    "a port declared by group and task",
    { network, task: { t: { ...container, resources: { network: { port: { http: {} } } } } } },
    "NX207",
    "group.g.task.t.resources.network.port.http",
    undefined,
  ],
  [
    "a port declared by two networks",
    { network: [network, { port: { http: { static: 80 } } }], task: { t: container } },
    "NX207",
    "group.g.network[1].port.http",
    undefined,
  ],
  ["a group without a task", { count: 1 }, "NX209", "group.g.task", "Add a task with a driver."],
])("%s is a problem where it stands", (_, group, code, path, help) => {
  expect(problemsOf({ group: { g: group } })).toEqual([[code, path, help]]);
});

test("a job without a group is a problem", () => {
  expect(problemsOf({}).map(([code, path]) => [code, path])).toEqual([["NX209", "group"]]);
});

test("a name that stands twice in API JSON is a problem", () => {
  const tasks = [
    { Name: "t", Driver: "exec" },
    { Name: "t", Driver: "exec" },
  ];
  const { job } = readApiJob({
    ID: "web",
    TaskGroups: [
      { Name: "g", Tasks: tasks },
      { Name: "g", Tasks: tasks.slice(1) },
    ],
  });
  expect(validateStructure(job).map(({ code, path }) => [code, path])).toEqual([
    ["NX207", "TaskGroups[1].Name"],
    ["NX207", "TaskGroups[0].Tasks[1].Name"],
  ]);
});
