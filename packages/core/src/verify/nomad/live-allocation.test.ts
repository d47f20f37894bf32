import { expect, test } from "vitest";

import { allocationStub } from "../../nomad/allocations.ts";
import { liveAllocations } from "./live-allocation.ts";

/** An allocation as a list has it. */
function stub(more: Readonly<Record<string, unknown>> = {}) {
  const common = { Name: "web.web[0]", JobID: "web", TaskGroup: "web", Namespace: "default" };
  const states = { DesiredStatus: "run", ClientStatus: "running" };
  return allocationStub.parse({ ID: "a1", ...common, ...states, ...more });
}

test.each([
  ["one that runs", {}, ["running"]],
  ["one that starts", { ClientStatus: "pending" }, ["waiting"]],
  ["one that failed", { ClientStatus: "failed" }, ["failed"]],
  ["one whose node is lost", { ClientStatus: "lost" }, ["failed"]],
  ["a canary", { DeploymentStatus: { Canary: true } }, ["running canary"]],
  ["one that Nomad stops", { DesiredStatus: "stop" }, []],
  ["one that gave way to another", { DesiredStatus: "evict" }, []],
  ["one that has been replaced", { ClientStatus: "failed", NextAllocation: "a2" }, []],
])("%s", (_, more, expected) => {
  const found = liveAllocations([stub(more)]).map(({ isRunning, isFailed, isCanary }) =>
    [isRunning ? "running" : isFailed ? "failed" : "waiting", ...(isCanary ? ["canary"] : [])].join(" "),
  );
  expect(found).toEqual(expected);
});

test("why it does not run is in the words of its tasks", () => {
  const Events = [{ Type: "Driver Failure", Time: 1, DisplayMessage: "no such image" }];
  const TaskStates = { server: { State: "dead", Failed: true, Events } };
  const [found] = liveAllocations([stub({ ClientStatus: "failed", TaskStates })]);
  expect(found?.reason).toBe('Task "server": no such image');
});

const port = (Label: string, Value: number) => ({ Label, Value, To: 0 });

test.each([
  [
    "a group's network, since Nomad 0.12",
    { Shared: { Ports: [{ ...port("http", 21000), HostIP: "10.0.0.1" }] }, Tasks: {} },
    { http: [{ host: "10.0.0.1", port: 21000 }] },
  ],
  [
    "a group's network, before",
    { Shared: { Networks: [{ IP: "10.0.0.1", DynamicPorts: [port("http", 21000)] }] }, Tasks: {} },
    { http: [{ host: "10.0.0.1", port: 21000 }] },
  ],
  [
    "a task's network, static and dynamic",
    {
      Tasks: {
        server: {
          Networks: [
            { IP: "10.0.0.2", ReservedPorts: [port("admin", 81)], DynamicPorts: [port("http", 21001)] },
          ],
        },
      },
    },
    { admin: [{ host: "10.0.0.2", port: 81 }], http: [{ host: "10.0.0.2", port: 21001 }] },
  ],
  [
    "two host networks with the same label",
    {
      Shared: {
        Ports: [
          { ...port("http", 21000), HostIP: "10.0.0.1" },
          { ...port("http", 21000), HostIP: "192.168.0.1" },
        ],
      },
      Tasks: {},
    },
    {
      http: [
        { host: "10.0.0.1", port: 21000 },
        { host: "192.168.0.1", port: 21000 },
      ],
    },
  ],
  ["nothing that was allocated", undefined, {}],
])("the ports of %s", (_, AllocatedResources, expected) => {
  const [found] = liveAllocations([stub({ AllocatedResources })]);
  expect(Object.fromEntries(found?.ports ?? [])).toEqual(expected);
});
