import { expect, it } from "vitest";

import { asStored } from "../../jobspec/canonicalize/as-stored.ts";
import { readSpec } from "../../jobspec/read-spec.ts";
import { storedDifference, withoutDefaults } from "./without-defaults.ts";

const spec = {
  datacenters: ["dc1"],
  group: {
    app: {
      count: 2,
      network: { mode: "bridge", port: { http: { to: 80 } } },
      service: { name: "web", port: "http", check: { type: "tcp", interval: "10s", timeout: "2s" } },
      task: { server: { driver: "exec", config: { command: "/bin/server" }, resources: { cpu: 500 } } },
    },
  },
};

it("leaves of a server's job what somebody has written, but for defaults", () => {
  const { job } = readSpec("web", spec);
  const stored = {
    ...asStored(job),
    CreateIndex: 7,
    ModifyIndex: 9,
    Status: "running",
    Stop: true,
    Version: 3,
  };
  const left = withoutDefaults(stored);
  expect(left).toEqual({
    ID: "web",
    Datacenters: ["dc1"],
    TaskGroups: [
      {
        Name: "app",
        Count: 2,
        Networks: [{ Mode: "bridge", DynamicPorts: [{ Label: "http", To: 80 }] }],
        Services: [
          {
            Name: "web",
            PortLabel: "http",
            Checks: [{ Type: "tcp", Interval: 10_000_000_000, Timeout: 2_000_000_000 }],
          },
        ],
        Tasks: [
          { Name: "server", Driver: "exec", Config: { command: "/bin/server" }, Resources: { CPU: 500 } },
        ],
      },
    ],
  });
  expect(storedDifference(left, stored)).toBeUndefined();
});

it("leaves what differs from the default", () => {
  const job = { ID: "web", Type: "batch", Priority: 50, TaskGroups: [{ Name: "app", Count: 1 }] };
  expect(withoutDefaults(job)).toEqual({ ID: "web", Type: "batch", TaskGroups: [{ Name: "app" }] });
});
