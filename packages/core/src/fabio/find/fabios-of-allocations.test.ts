import { expect, test } from "vitest";

import type { ApiJob } from "../../jobspec/api-job.ts";
import type { FabioAllocation } from "./fabio-allocation.ts";
import { fabiosOfAllocations } from "./fabios-of-allocations.ts";

const node = {
  ID: "04e7ae52-cb65-d386-1025-a7018e4b5dee",
  Name: "vm",
  HTTPAddr: "10.0.0.9:4646",
  Attributes: { "unique.network.ip-address": "10.0.0.1" },
};

interface Shape {
  readonly config?: Readonly<Record<string, unknown>>;
  readonly args?: readonly string[];
  readonly mode?: string;
  readonly env?: Record<string, string>;
  /** Ports as Nomad 2.0.5 has allocated them to the group. */
  readonly ports?: readonly { Label: string; Value: number; To: number; HostIP: string }[];
  /** Ports that only the task's own network has, as before Nomad 0.12. */
  readonly taskPorts?: readonly { Label: string; Value: number; To: number }[];
}

function allocationOf({
  config,
  args = [],
  mode = "host",
  env = {},
  ports = [],
  taskPorts,
}: Shape): FabioAllocation {
  const job: ApiJob = {
    ID: "fabio",
    TaskGroups: [
      { Name: "other", Tasks: [{ Name: "web", Driver: "exec", Config: { command: "/bin/web" } }] },
      {
        Name: "fabio",
        Networks: [{ Mode: mode }],
        Tasks: [
          { Name: "sidecar", Driver: "exec", Config: { command: "/bin/log" } },
          {
            Name: "fabio",
            Driver: config === undefined ? "raw_exec" : "docker",
            Env: env,
            Config: { command: "/usr/bin/fabio", args, ...config },
          },
        ],
      },
    ],
  };
  const ReservedPorts = ports.map(({ Label, Value, To }) => ({ Label, Value, To }));
  const own = { IP: "10.0.0.3", ReservedPorts: taskPorts ?? [], DynamicPorts: [] };
  return {
    ID: "eb044b4d-0387-1621-8b23-ab90aae7baec",
    NodeID: node.ID,
    TaskGroup: "fabio",
    Job: job,
    AllocatedResources: {
      Tasks: { fabio: { Networks: taskPorts === undefined ? [] : [own] } },
      Shared: {
        Networks: ports.length === 0 ? [] : [{ IP: "10.0.0.2", ReservedPorts, DynamicPorts: [] }],
        Ports: ports,
      },
    },
    TaskResources: {},
  };
}

const onHost = { config: { network_mode: "host" } };
const mapped = { Label: "ui", Value: 24767, To: 9998, HostIP: "10.0.0.2" };
const cs = "-proxy.cs=cs=lab;type=file;cert=cert.pem;key=key.pem";

test.each<readonly [string, Shape, string]>([
  ["without ports, on its node", {}, "http://10.0.0.1:9998"],
  ["in a container on the node's network", onHost, "http://10.0.0.1:9998"],
  ["with another ui.addr", { args: ["-ui.addr", ":1234"] }, "http://10.0.0.1:1234"],
  ["with ui.addr in the environment", { env: { FABIO_UI_ADDR: ":1234" } }, "http://10.0.0.1:1234"],
  ["on one address", { args: ["-ui.addr=10.9.9.9:9998"] }, "http://10.9.9.9:9998"],
  ["on an address of IPv6", { args: ["-ui.addr=[fd00::1]:9998"] }, "http://[fd00::1]:9998"],
  ["with a static port", { ports: [{ ...mapped, Value: 9998, To: 0 }] }, "http://10.0.0.2:9998"],
  ["in a bridge", { mode: "bridge", ports: [mapped] }, "http://10.0.0.2:24767"],
  [
    "in a bridge, on an address in it",
    { mode: "bridge", ports: [mapped], args: ["-ui.addr=172.26.64.2:9998"] },
    "http://10.0.0.2:24767",
  ],
  [
    "in a container with a port_map",
    { config: { port_map: [{ ui: 9998 }] }, taskPorts: [{ Label: "ui", Value: 24000, To: 0 }] },
    "http://10.0.0.3:24000",
  ],
  [
    "on a dynamic port",
    { args: ["-ui.addr=:${NOMAD_PORT_ui}"], ports: [{ ...mapped, To: 0 }] },
    "http://10.0.0.2:24767",
  ],
  [
    "on a dynamic address",
    { args: ["-ui.addr", "${NOMAD_ADDR_ui}"], ports: [{ ...mapped, To: 0 }] },
    "http://10.0.0.2:24767",
  ],
  [
    "on an attribute of the node",
    { args: ["-ui.addr=${attr.unique.network.ip-address}:9998"] },
    "http://10.0.0.1:9998",
  ],
  ["on a template of go-sockaddr", { args: ["-ui.addr={{ GetPrivateIP }}:9998"] }, "http://10.0.0.1:9998"],
  ["with a certificate", { args: [cs, "-ui.addr=:9998;proto=https;cs=lab"] }, "https://10.0.0.1:9998"],
  ["with ui.path", { args: ["-ui.path=/fabio/"] }, "http://10.0.0.1:9998/fabio"],
])("a Fabio %s is found", (_, shape, address) => {
  expect(fabiosOfAllocations([allocationOf(shape)], [node])).toEqual([
    { name: "allocation eb044b4d", address },
  ]);
});

test.each<readonly [string, Shape, string]>([
  [
    "on loopback",
    { args: ["-ui.addr=127.0.0.1:9998"] },
    "its ui.addr is 127.0.0.1:9998, which can be reached from its own machine only",
  ],
  ["without ui.addr", { args: ["-ui.addr="] }, "it has no admin API: ui.addr names no port"],
  [
    "in a bridge without its port",
    { mode: "bridge" },
    'port 9998 of its ui.addr is not one of the ports of job "fabio"',
  ],
  [
    "in a container without its port",
    { config: {} },
    'port 9998 of its ui.addr is not one of the ports of job "fabio"',
  ],
  [
    "with settings that Fabio refuses",
    { args: ["-no-such-flag"] },
    "its settings cannot be read from its job",
  ],
])("a Fabio %s cannot be reached", (_, shape, reason) => {
  expect(fabiosOfAllocations([allocationOf(shape)], [node])).toEqual([
    { name: "allocation eb044b4d", reason },
  ]);
});

test("on a node of loopback a Fabio on loopback is found", () => {
  const local = { ...node, Attributes: { "unique.network.ip-address": "127.0.0.1" } };
  expect(fabiosOfAllocations([allocationOf({ args: ["-ui.addr=127.0.0.1:9998"] })], [local])).toEqual([
    { name: "allocation eb044b4d", address: "http://127.0.0.1:9998" },
  ]);
});

test.each([
  ["its HTTP address", [{ ...node, Attributes: {} }], { address: "http://10.0.0.9:9998" }],
  ["nothing", [], { reason: "the address of its node is not known" }],
])("of a node that tells %s", (_, nodes, found) => {
  expect(fabiosOfAllocations([allocationOf({})], nodes)).toEqual([{ name: "allocation eb044b4d", ...found }]);
});

test("what Nomad before 0.9 tells is enough", () => {
  const { AllocatedResources: _, ...old } = allocationOf(onHost);
  const ReservedPorts = [{ Label: "ui", Value: 9998, To: 0 }];
  const TaskResources = { fabio: { Networks: [{ IP: "10.0.0.3", ReservedPorts, DynamicPorts: [] }] } };
  expect(fabiosOfAllocations([{ ...old, TaskResources }], [])).toEqual([
    { name: "allocation eb044b4d", address: "http://10.0.0.3:9998" },
  ]);
});

test("allocations of other groups have no Fabio", () => {
  expect(fabiosOfAllocations([{ ...allocationOf({}), TaskGroup: "other" }], [node])).toEqual([]);
});
