import { expect, test } from "vitest";

import { portProblems } from "../testing/port-problems.ts";

const network = { port: { http: {}, admin: {} } };

function docker(config: object, rest: object = {}) {
  return { t: { driver: "docker", config: { image: "web:1", ...config }, ...rest } };
}

test.each<[string, object, string, string, string | undefined]>([
  [
    "a misspelt label in ports",
    { network, task: docker({ ports: ["http", "admni"] }) },
    "NX206 error",
    "group.g.task.t.config.ports[1]",
    'Did you mean "admin"?',
  ],
  [
    "a number in ports",
    { network: { port: { http: { to: 8081 } } }, task: docker({ ports: ["8081"] }) },
    "NX206 error",
    "group.g.task.t.config.ports[0]",
    '"ports" takes labels: give a port of the group\'s network to = 8081, and write its label here.',
  ],
  [
    "ports without any network",
    { task: docker({ ports: ["http"] }) },
    "NX206 error",
    "group.g.task.t.config.ports[0]",
    'Declare a port "http" in the block "network".',
  ],
  [
    "ports that only the task's own network declares",
    { task: docker({ ports: ["http"] }, { resources: { network } }) },
    "NX206 error",
    "group.g.task.t.config.ports[0]",
    'Declare a port "http" in the block "network".',
  ],
  [
    "an unknown label where the container shares the allocation's network",
    { network: { mode: "bridge", ...network }, task: docker({ ports: ["ui"] }) },
    "NX206 warning",
    "group.g.task.t.config.ports[0]",
    'Declare a port "ui" in the block "network".',
  ],
  [
    "an unknown label where the container has a network of its own",
    { network: { mode: "bridge", ...network }, task: docker({ ports: ["ui"], network_mode: "bridge" }) },
    "NX206 error",
    "group.g.task.t.config.ports[0]",
    'Declare a port "ui" in the block "network".',
  ],
  [
    "an unknown label where a variable says which network it is",
    { network, task: docker({ ports: ["ui"], network_mode: "${meta.network}" }) },
    "NX206 warning",
    "group.g.task.t.config.ports[0]",
    'Declare a port "ui" in the block "network".',
  ],
  [
    "an unknown label with podman, which looks in every network",
    {
      network: { mode: "bridge", ...network },
      task: { t: { driver: "podman", config: { image: "web:1", ports: ["ui"] } } },
    },
    "NX206 error",
    "group.g.task.t.config.ports[0]",
    'Declare a port "ui" in the block "network".',
  ],
  [
    "a label in port_map that the task's network does not declare",
    { task: docker({ port_map: { htpp: 1 } }, { resources: { network } }) },
    "NX206 warning",
    "group.g.task.t.config.port_map.htpp",
    'Did you mean "http"?',
  ],
  [
    "port_map beside a task network without ports",
    { task: docker({ port_map: { http: 1 } }, { resources: { network: { mbits: 10 } } }) },
    "NX206 warning",
    "group.g.task.t.config.port_map.http",
    'Declare a port "http" in the block "network".',
  ],
  [
    "port_map with a group network",
    { network, task: docker({ port_map: { http: 1 } }) },
    "NX208 error",
    "group.g.task.t.config.port_map",
    'Use ports: ["http", "admin"], and give each port of the group\'s network its "to".',
  ],
  [
    "port_map without a network",
    { task: docker({ port_map: { http: 1 } }) },
    "NX208 error",
    "group.g.task.t.config.port_map",
    "Declare the ports: network: { port: { … } } in the group, and ports: [ … ] here.",
  ],
  [
    "port_map beside ports, with docker",
    { network, task: docker({ ports: ["http"], port_map: { http: 1 } }) },
    "NX208 warning",
    "group.g.task.t.config.port_map",
    'Leave port_map out, and give the ports of the group\'s network their "to".',
  ],
  [
    "port_map beside ports, with podman",
    {
      network,
      task: { t: { driver: "podman", config: { image: "web:1", ports: ["http"], port_map: { http: 1 } } } },
    },
    "NX208 error",
    "group.g.task.t.config.port_map",
    'Leave port_map out, and give the ports of the group\'s network their "to".',
  ],
  [
    "a label that qemu does not find",
    {
      task: {
        t: { driver: "qemu", config: { image_path: "i", port_map: { ssh: 22 } }, resources: { network } },
      },
    },
    "NX206 error",
    "group.g.task.t.config.port_map.ssh",
    'Declare a port "ssh" in the block "network".',
  ],
  [
    "port_map with qemu without a task network",
    { network, task: { t: { driver: "qemu", config: { image_path: "i", port_map: { http: 80 } } } } },
    "NX206 warning",
    "group.g.task.t.config.port_map.http",
    'Declare a port "http" in the block "network".',
  ],
])("%s", (_, group, code, path, help) => {
  expect(portProblems(group)).toEqual([[code, path, help]]);
});

test.each<[string, object]>([
  ["ports of the group", { network, task: docker({ ports: ["http", "admin"] }) }],
  ["a variable in ports", { network, task: docker({ ports: ["${meta.port}"] }) }],
  ["port_map of the task's network", { task: docker({ port_map: { http: 1 } }, { resources: { network } }) }],
  [
    "ports that Nomad adds",
    {
      network: { mode: "bridge", ...network },
      service: { name: "api", port: "80", connect: { sidecar_service: {} } },
      task: docker({ ports: ["connect-proxy-api"], network_mode: "bridge" }),
    },
  ],
  [
    "another driver's ports",
    { task: { t: { driver: "nspawn", config: { ports: ["x"], port_map: { y: 1 } } } } },
  ],
])("%s: no problem", (_, group) => {
  expect(portProblems(group)).toEqual([]);
});
