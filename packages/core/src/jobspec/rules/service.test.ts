import { expect, test } from "vitest";

import { groupServiceRules, servicesInGroupRules } from "./group-services.ts";
import { serviceIdentityRules } from "./service-identity.ts";
import { serviceRules } from "./service.ts";
import { validateJob } from "./validate-job.ts";
import { servicesInTaskRules, taskServiceRules } from "./task-services.ts";
import { inGroup, inTask, second, taskWith, testRules, type RuleInput } from "./testing/rule-cases.ts";

type Group = Parameters<typeof inGroup>[0];
type Service = NonNullable<Group["Services"]>[number];

const networks = [{ Mode: "bridge", DynamicPorts: [{ Label: "http" }] }];

/** A job with services in its group. */
function ofGroup(...services: readonly Service[]): RuleInput {
  return inGroup({ Networks: networks, Services: [...services] });
}

/** A job with services in its task. */
function ofTask(...services: readonly Service[]): RuleInput {
  return inTask({ Services: [...services] }, { Networks: networks });
}

const check = { Type: "http", Path: "/", Interval: 10 * second, Timeout: second };
const script = { Type: "script", Command: "test", Interval: 10 * second, Timeout: second };
const group = "TaskGroups[0].Services";
const task = "TaskGroups[0].Tasks[0].Services";

testRules(serviceRules, {
  NX2301: {
    broken: [
      [ofGroup({ Name: "we b" }), `${group}[0].Name`],
      [ofGroup({ Name: "web-" }), `${group}[0].Name`],
      [ofGroup({ Name: "w".repeat(64) }), `${group}[0].Name`],
      [ofTask({ Name: "${}" }), `${task}[0].Name`],
      // The name of the group makes that of its service.
      [inGroup({ Name: "my group", Services: [{}] }), `${group}[0].Name`],
    ],
    near: [
      ofGroup({ Name: "w".repeat(63) }),
      ofGroup({ Name: "Web-1" }),
      ofGroup({}),
      ofTask({ Name: "${NOMAD_META_a.b}-web" }),
    ],
  },
  "NX205 AddressMode": {
    broken: [[ofGroup({ AddressMode: "Auto" }), `${group}[0].AddressMode`]],
    near: [ofGroup({ AddressMode: "" }), ofGroup({ AddressMode: "alloc_ipv6" })],
  },
  NX2302: {
    broken: [[ofGroup({ Address: "10.0.0.1", AddressMode: "host" }), `${group}[0].AddressMode`]],
    near: [
      ofGroup({ Address: "10.0.0.1", AddressMode: "auto" }),
      ofGroup({ Address: "10.0.0.1" }),
      ofGroup({ AddressMode: "host" }),
    ],
  },
  "NX205 OnUpdate": {
    broken: [[ofGroup({ OnUpdate: "ignored" }), `${group}[0].OnUpdate`]],
    near: [ofGroup({ OnUpdate: "" }), ofGroup({ OnUpdate: "ignore" })],
  },
  "NX205 Provider": {
    broken: [[ofGroup({ Provider: "Nomad" }), `${group}[0].Provider`]],
    near: [ofGroup({ Provider: "" }), ofGroup({ Provider: "nomad" })],
  },
  "NX205 Kind": {
    broken: [[ofGroup({ Kind: "gateway" }), `${group}[0].Kind`]],
    near: [
      ofGroup({ Kind: "" }),
      ofGroup({ Kind: "api-gateway" }),
      ofGroup({ Kind: "gateway", Provider: "nomad" }),
    ],
  },
  NX2303: {
    broken: [
      [
        { job: inGroup({ Services: [{ Cluster: "eu" }] }), server: { enterprise: false } },
        `${group}[0].Cluster`,
      ],
    ],
    near: [
      ofGroup({ Cluster: "" }),
      { job: inGroup({ Services: [{ Cluster: "eu" }] }), server: { enterprise: true } },
      {
        job: inGroup({ Services: [{ Cluster: "eu", Provider: "nomad" }] }),
        server: { enterprise: false },
      },
    ],
  },
  NX2304: {
    broken: [[ofGroup({ Provider: "nomad", Identity: { Audience: ["a"] } }), `${group}[0].Identity.Name`]],
    near: [
      ofGroup({ Provider: "nomad", Identity: { Audience: ["a"], Name: "a" } }),
      ofGroup({ Identity: { Audience: ["a"] } }),
    ],
  },
});

const identity = { Audience: ["consul.io"], TTL: 3600 * second };

testRules(serviceIdentityRules, {
  NX2305: {
    broken: [[ofTask({ Identity: { TTL: second } }), `${task}[0].Identity.Audience`]],
    near: [ofTask({ Identity: { Audience: [""] } }), ofTask({})],
  },
  NX2306: {
    severity: "warning",
    broken: [[ofGroup({ Identity: { ...identity, Audience: ["a", "b"] } }), `${group}[0].Identity.Audience`]],
    near: [ofGroup({ Identity: identity })],
  },
  NX2307: {
    severity: "warning",
    broken: [[ofGroup({ Identity: { Audience: ["a"] } }), `${group}[0].Identity.TTL`]],
    near: [ofGroup({ Identity: identity })],
  },
  NX2308: {
    severity: "warning",
    broken: [[ofGroup({ Identity: { ...identity, Env: true } }), `${group}[0].Identity.Env`]],
    near: [ofGroup({ Identity: { ...identity, Env: true, ChangeMode: "restart" } })],
  },
});

testRules(servicesInGroupRules, {
  NX2310: {
    broken: [
      [ofGroup({ Name: "a", PortLabel: "http" }, { Name: "a", PortLabel: "http" }), `${group}[1]`],
      [ofTask({ Name: "a" }, { Name: "a" }), `${task}[1]`],
      [ofGroup({ Name: "shop-web" }, {}), `${group}[1]`],
    ],
    near: [
      ofGroup({ Name: "a", PortLabel: "http" }, { Name: "a" }),
      inTask({ Services: [{ Name: "a" }] }, { Services: [{ Name: "a" }] }),
    ],
  },
  NX2311: {
    broken: [
      [ofGroup({ Name: "a" }, { Name: "b", Provider: "nomad" }), `${group}[1].Provider`],
      [
        inTask({ Services: [{ Name: "a" }] }, { Services: [{ Name: "b", Provider: "nomad" }] }),
        `${group}[0].Provider`,
      ],
    ],
    near: [ofGroup({ Name: "a", Provider: "" }, { Name: "b", Provider: "consul" })],
  },
  NX2312: {
    severity: "warning",
    broken: [
      [ofGroup({ Name: "a" }), "TaskGroups[0].ShutdownDelay"],
      [ofTask({ Name: "a" }), "TaskGroups[0].Tasks[0].ShutdownDelay"],
      [ofGroup({ Name: "a", TaskName: "server" }), "TaskGroups[0].Tasks[0].ShutdownDelay"],
    ],
    near: [
      inGroup({ ShutdownDelay: second, Services: [{ Name: "a" }] }),
      inTask({ ShutdownDelay: second }, { Services: [{ Name: "a" }] }),
      inTask({ ShutdownDelay: second, Services: [{ Name: "a" }] }),
      // The injected proxy has a delay.
      ofGroup({ Name: "a", PortLabel: "80", Connect: { SidecarService: {} } }),
      ofGroup({ Name: "a", TaskName: "other" }),
      inGroup({}),
    ],
  },
});

testRules(groupServiceRules, {
  NX2313: {
    broken: [[ofGroup({ AddressMode: "driver" }), `${group}[0].AddressMode`]],
    near: [ofTask({ AddressMode: "driver" }), ofGroup({ AddressMode: "alloc" })],
  },
  NX2314: {
    broken: [[ofGroup({ Checks: [check, script] }), `${group}[0].Checks[1]`]],
    near: [
      ofGroup({ Checks: [{ ...script, TaskName: "server" }] }),
      ofGroup({ TaskName: "server", Checks: [script] }),
      ofGroup({ Checks: [{ ...script, Type: "Script" }] }),
      ofTask({ Checks: [script] }),
    ],
  },
  NX2315: {
    broken: [[ofGroup({ Checks: [{ ...check, TaskName: "web" }] }), `${group}[0].Checks[0].TaskName`]],
    near: [ofGroup({ Checks: [{ ...check, TaskName: "server" }] }), ofGroup({ TaskName: "web" })],
  },
  NX2316: {
    broken: [
      [
        ofGroup({ Checks: [{ ...check, TaskName: "server", AddressMode: "driver" }] }),
        `${group}[0].Checks[0].AddressMode`,
      ],
    ],
    near: [ofGroup({ PortLabel: "http", Checks: [{ ...check, AddressMode: "driver" }] })],
  },
  NX2317: {
    severity: "warning",
    broken: [
      [ofGroup({ PortLabel: "8080" }), `${group}[0].PortLabel`],
      [
        inGroup({
          Networks: [{ DynamicPorts: [{ Label: "http", To: 8080 }] }],
          Services: [{ PortLabel: "8080" }],
        }),
        `${group}[0].PortLabel`,
      ],
    ],
    near: [
      ofGroup({ PortLabel: "8080", AddressMode: "alloc" }),
      ofGroup({ PortLabel: "8080", Connect: { SidecarService: {} } }),
      inGroup({ Networks: [{ Mode: "host" }], Services: [{ PortLabel: "8080" }] }),
      inGroup({
        Networks: [{ Mode: "bridge", ReservedPorts: [{ Label: "http", Value: 8080 }] }],
        Services: [{ PortLabel: "8080" }],
      }),
    ],
  },
});

testRules(servicesInTaskRules, {
  NX2320: {
    broken: [
      [
        inTask(
          {
            Services: [
              { Name: "a", PortLabel: "b1" },
              { Name: "ab", PortLabel: "1", AddressMode: "driver" },
            ],
          },
          { Networks: [{ DynamicPorts: [{ Label: "b1" }] }] },
        ),
        `${task}[1]`,
      ],
    ],
    near: [ofTask({ Name: "a", PortLabel: "http" }, { Name: "a" }), ofTask({ Name: "a" }, { Name: "a" })],
  },
});

testRules(taskServiceRules, {
  NX2321: {
    broken: [[ofTask({ TaskName: "other" }), `${task}[0].TaskName`]],
    near: [ofTask({ TaskName: "server" }), ofTask({ TaskName: "" })],
  },
  NX2322: {
    broken: [
      [ofTask({ AddressMode: "alloc" }), `${task}[0].AddressMode`],
      [ofTask({ AddressMode: "alloc_ipv6" }), `${task}[0].AddressMode`],
    ],
    near: [ofTask({ AddressMode: "driver" }), ofGroup({ AddressMode: "alloc" })],
  },
  NX2323: {
    broken: [[ofTask({ Connect: {} }), `${task}[0].Connect`]],
    near: [ofTask({ Connect: null }), ofGroup({ PortLabel: "80", Connect: { SidecarService: {} } })],
  },
  NX2324: {
    broken: [
      [
        ofTask({
          PortLabel: "http",
          Checks: [
            { ...check, Name: "a" },
            { ...check, Name: "a" },
          ],
        }),
        `${task}[0].Checks[1].Name`,
      ],
      [ofTask({ PortLabel: "http", Checks: [check, check] }), `${task}[0].Checks[1].Name`],
    ],
    near: [
      ofTask({
        PortLabel: "http",
        Checks: [
          { ...check, Name: "a" },
          { ...check, Name: "A" },
        ],
      }),
      ofGroup({ PortLabel: "http", Checks: [check, check] }),
    ],
  },
  NX2325: {
    broken: [
      [
        ofTask({ PortLabel: "http", Checks: [{ ...check, AddressMode: "alloc" }] }),
        `${task}[0].Checks[0].AddressMode`,
      ],
    ],
    near: [ofTask({ PortLabel: "http", Checks: [{ ...check, AddressMode: "host" }] })],
  },
  NX2326: {
    broken: [
      [ofTask({ Checks: [{ ...check, PortLabel: "80" }] }), `${task}[0].Checks[0].PortLabel`],
      [
        ofTask({ Checks: [{ ...check, PortLabel: "-5", AddressMode: "driver" }] }),
        `${task}[0].Checks[0].PortLabel`,
      ],
      [
        ofTask({ PortLabel: "80", AddressMode: "driver", Checks: [check] }),
        `${task}[0].Checks[0].AddressMode`,
      ],
    ],
    near: [
      ofTask({ PortLabel: "80", AddressMode: "driver", Checks: [{ ...check, AddressMode: "driver" }] }),
      ofTask({ PortLabel: "80", AddressMode: "driver", Checks: [script] }),
      ofGroup({ Checks: [{ ...check, PortLabel: "80" }] }),
    ],
  },
  NX2327: {
    severity: "warning",
    broken: [
      [
        ofTask({ PortLabel: "http", Checks: [{ ...check, TaskName: "other" }] }),
        `${task}[0].Checks[0].TaskName`,
      ],
    ],
    near: [ofTask({ PortLabel: "http", Checks: [{ ...check, TaskName: "server" }] })],
  },
});

test("services of several tasks are told apart by their tasks", () => {
  const services = [{ Name: "a" }];
  const tasks = ["one", "two"].map((Name) => taskWith({ Name, Services: services }));
  const found = validateJob(inGroup({ Tasks: tasks }));
  expect(found.filter(({ severity }) => severity === "error")).toEqual([]);
});
