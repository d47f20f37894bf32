import { expect, test } from "vitest";

import { NomadxError } from "../diagnostics/errors.ts";
import { consulAnswers } from "../dev/testing/consul-answers.ts";
import { startConsul } from "../dev/testing/servers.ts";
import { maintenanceReason, withAgentOutputs } from "./check-output.ts";
import { createConsulClient } from "./client.ts";
import { consulConfigFromEnv } from "./config.ts";
import type { HealthEntry } from "./instances.ts";

test.each([
  ["_service_maintenance:web-1", "disk swap", "disk swap"],
  ["_node_maintenance", "", ""],
  ["_node_maintenance_of_mine", "disk swap", undefined],
  ["service:web-1", "the notes of a check", undefined],
])("check %s with the notes %j", (CheckID, Notes, reason) => {
  expect(maintenanceReason({ CheckID, Notes })).toBe(reason);
});

const check: HealthEntry["Checks"][number] = {
  ...{ Node: "n1", CheckID: "service:web-1", Name: "alive", Status: "critical", Output: "", Notes: "" },
  ...{ ServiceID: "web-1", ServiceName: "web", ServiceTags: [], Type: "http" },
};
const entry = (...checks: readonly Partial<HealthEntry["Checks"][number]>[]): HealthEntry => ({
  Node: { ID: "", Node: "n1", Address: "10.0.0.1", Datacenter: "dc1", Meta: {} },
  Service: { ID: "web-1", Service: "web", Tags: [], Address: "", Port: 80, Meta: {} },
  Checks: checks.map((each) => ({ ...check, ...each })),
});
const ofAgent = { "service:web-1": { Node: "n1", CheckID: "service:web-1", Output: "connection refused" } };

test.each([
  ["a check that fails and has no output in the catalog", {}, "connection refused"],
  ["a check of the same ID on another node", { Node: "n2" }, ""],
  ["a check that the agent does not run", { CheckID: "service:web-2" }, ""],
  ["an output that the catalog has", { Output: "timed out" }, "timed out"],
  ["a check that passes", { Status: "passing" }, ""],
  ["maintenance", { CheckID: "_service_maintenance:web-1", Notes: "disk swap" }, ""],
] as const)("%s", async (_, parts, output) => {
  const { address } = await startConsul(() => ({}), {
    routes: consulAnswers({ "/v1/agent/checks": ofAgent }),
  });
  const entries = await withAgentOutputs(createConsulClient(consulConfigFromEnv({}, { address })), [
    entry(parts),
  ]);
  expect(entries[0]?.Checks[0]?.Output).toBe(output);
});

test("the agent is asked only where something is missing, and what it does not tell is no error", async () => {
  let asked = 0;
  const agent = {
    checks: () => {
      asked += 1;
      return Promise.reject(new NomadxError("permission", "Permission denied"));
    },
  } as unknown as Parameters<typeof withAgentOutputs>[0]["agent"];
  await withAgentOutputs({ agent }, [entry({ Output: "timed out" }), entry({ Status: "passing" })]);
  expect(asked).toBe(0);
  const [silent] = await withAgentOutputs({ agent }, [entry({})]);
  expect(silent?.Checks[0]?.Output).toBe("");
  expect(asked).toBe(1);
});
