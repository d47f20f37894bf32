import { expect, test } from "vitest";

import { isIdOf } from "./service-id.ts";

// As Nomad 2.0.5 makes them.
test.each([
  [
    "a service of a group",
    { group: "web", portLabel: "http" },
    "_nomad-task-4e61df9b-group-web-front-http",
    true,
  ],
  [
    "a service of a task",
    { group: "web", task: "server", portLabel: "http" },
    "_nomad-task-4e61df9b-server-front-http",
    true,
  ],
  [
    "a service without a port",
    { group: "web", portLabel: "" },
    "_nomad-task-4e61df9b-group-web-front-",
    true,
  ],
  ["another port", { group: "web", portLabel: "admin" }, "_nomad-task-4e61df9b-group-web-front-http", false],
  [
    "a service of the group, not of the task",
    { group: "web", portLabel: "http" },
    "_nomad-task-4e61df9b-web-front-http",
    false,
  ],
  [
    "a sidecar",
    { group: "web", portLabel: "connect-proxy-front", sidecar: "own-tags" as const },
    "x-sidecar-proxy",
    true,
  ],
])("%s", (_, service, id, expected) => {
  expect(isIdOf(service, { id, name: "front" })).toBe(expected);
});
