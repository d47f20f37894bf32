import { expect, test } from "vitest";

import { portProblems } from "../testing/port-problems.ts";

const network = { port: { http: {}, admin: { static: 9000, to: 80 } } };
const container = { driver: "docker", config: { image: "web:1" } };
const task = { t: container };
const service = { name: "web", port: "http" };
const http = { type: "http", path: "/", interval: "10s", timeout: "2s" };

test.each<[string, object, string, string, string | undefined]>([
  [
    "a group's service whose port nobody declares, which fails its allocations",
    { network, service: { ...service, port: "htpp" }, task },
    "NX206 warning",
    "group.g.service.port",
    'Did you mean "http"?',
  ],
  [
    "a port that only the second network declares, which nobody looks at",
    { network: [{ port: { a: {} } }, { port: { b: {} } }], service: { ...service, port: "b" }, task },
    "NX206 warning",
    "group.g.service.port",
    'Declare a port "b" in the block "network".',
  ],
  [
    "a group's check",
    { network, service: [service, { ...service, check: { ...http, port: "x" } }], task },
    "NX206 warning",
    "group.g.service[1].check.port",
    'Declare a port "x" in the block "network".',
  ],
  [
    "a port of another task, which Nomad refuses",
    { task: { a: { ...container, resources: { network } }, b: { ...container, service } } },
    "NX206 error",
    "group.g.task.b.service.port",
    'Declare a port "http" in the block "network".',
  ],
  [
    "a task's port in a variable, which Nomad does not fill in before it looks",
    { network, task: { t: { ...container, service: { name: "web", port: "${NOMAD_META_port}" } } } },
    "NX206 error",
    "group.g.task.t.service.port",
    'Declare a port "${NOMAD_META_port}" in the block "network".',
  ],
  [
    "a number as a task's port",
    { network, task: { t: { ...container, service: { name: "web", port: "8080" } } } },
    "NX206 error",
    "group.g.task.t.service.port",
    'Name a declared port. A number is allowed with address_mode = "driver" only, as a port of the driver\'s network.',
  ],
  [
    "the number of a static port inside the allocation",
    { network, service: { name: "web", port: "80" }, task },
    "NX206 warning",
    "group.g.service.port",
    'Name the port "admin" instead.',
  ],
  [
    "the number of a dynamic port inside the allocation",
    { network: { port: { http: { to: 8081 } } }, service: { name: "web", port: "8081" }, task },
    "NX206 warning",
    "group.g.service.port",
    'Name the port "http" instead.',
  ],
])("%s", (_, group, code, path, help) => {
  expect(portProblems(group)).toEqual([[code, path, help]]);
});

test.each<[string, object]>([
  ["a declared port", { network, service, task }],
  ["no port", { service: { name: "web" }, task }],
  ["a variable in a group's service", { service: { name: "web", port: "${NOMAD_META_port}" }, task }],
  [
    "a number in a group's service that is no port inside",
    { network, service: { ...service, port: "22" }, task },
  ],
  ["the number of a port on the host", { network, service: { ...service, port: "9000" }, task }],
  [
    "a number on both sides",
    { network: { port: { http: { static: 80, to: 80 } } }, service: { ...service, port: "80" }, task },
  ],
  [
    "a number at the allocation's own address",
    { network, service: { ...service, port: "80", address_mode: "alloc" }, task },
  ],
  [
    "a number in Consul's mesh",
    { network, service: { ...service, port: "80", connect: { sidecar_service: {} } }, task },
  ],
  [
    "a number of the driver's network",
    { task: { t: { ...container, service: { name: "web", port: "80", address_mode: "driver" } } } },
  ],
  [
    "a check without a port of its own in a script",
    {
      network,
      task: { t: { ...container, service: { ...service, check: { ...http, type: "script", port: "x" } } } },
    },
  ],
  [
    "a port of the group in a task's check",
    { network, task: { t: { ...container, service: { ...service, check: { ...http, port: "admin" } } } } },
  ],
  [
    "the port of a sidecar",
    {
      network,
      service: [
        { name: "api", port: "9001", connect: { sidecar_service: {} } },
        { name: "a", port: "connect-proxy-api" },
      ],
      task,
    },
  ],
  [
    "the port that a sidecar is given",
    {
      network,
      service: [
        { name: "api", port: "9001", connect: { sidecar_service: { port: "side" } } },
        { name: "a", port: "side" },
      ],
      task,
    },
  ],
  [
    "the second port of a mesh gateway",
    {
      network,
      service: {
        name: "gw",
        port: "http",
        connect: { gateway: { mesh: {} } },
        check: { ...http, port: "connect-mesh-gw-lan" },
      },
    },
  ],
  [
    "the port of a terminating gateway, its name with a variable",
    {
      network,
      service: [
        { name: "${JOB}-gw", connect: { gateway: { terminating: { service: {} } } } },
        { name: "other", port: "connect-terminating-web-gw" },
      ],
    },
  ],
])("%s is no problem", (_, group) => {
  expect(portProblems(group)).toEqual([]);
});

test("a gateway of another kind has no port of its own", () => {
  const gateway = { name: "gw", port: "connect-ingress-gw", connect: { gateway: { ingress: {} } } };
  expect(portProblems({ network, service: gateway }).map(([code]) => code)).toEqual(["NX206 warning"]);
});
