import { expect, test } from "vitest";

import { compareWithNomadServices } from "./compare-with-nomad-services.ts";
import type { NomadService } from "./read-nomad-services.ts";
import { expectedServicesOf } from "../expected-service.ts";
import { allocationId } from "../../dev/nomad/allocation-id.ts";
import { jobWith } from "../testing/job-with.ts";
import { liveAllocation, nomadState } from "../testing/live-allocation.ts";

const tags = ["v1"];
const [expectedService] = expectedServicesOf([
  jobWith("web", { service: { Provider: "nomad", Tags: tags } }),
]);

type Registration = NomadService["registrations"][number];

function registration(number: number, more: Partial<Registration> = {}): Registration {
  return {
    ...{ ID: `r${number}`, ServiceName: "web", Namespace: "default", NodeID: "n", Datacenter: "dc1" },
    ...{ JobID: "web", AllocID: allocationId(number), Tags: tags, Address: `10.0.0.${number}`, Port: 80 },
    ...{ CreateIndex: 1, ModifyIndex: 1 },
    ...more,
  };
}

const check = { Check: "alive", Service: "web", Task: "", Status: "failure", Output: "refused\nmore" };

test.each<[string, Partial<NomadService>, readonly [string, string][]]>([
  ["as many as run", {}, []],
  [
    "one that is not registered",
    { registrations: [registration(1)] },
    [["not-registered", "allocation 00000002 (web.web[2]) runs and is not registered in Nomad"]],
  ],
  [
    "one that does not run any more",
    { registrations: [1, 2, 3].map((number) => registration(number)) },
    [["orphaned", "allocation 00000003 at 10.0.0.3:80 is registered, and no such allocation runs"]],
  ],
  [
    "one of another job",
    { registrations: [registration(1), registration(2), registration(9, { JobID: "other" })] },
    [],
  ],
  [
    "other tags",
    { registrations: [registration(1), registration(2, { Tags: ["v2"] })] },
    [["tags", 'allocation 00000002 at 10.0.0.2:80 has the tags "v2", and should have "v1"']],
  ],
  [
    "a check that fails",
    { failing: new Map([[allocationId(1), [check]]]) },
    [["check-critical", 'allocation 00000001: check "alive" fails: refused']],
  ],
])("%s", (_, parts, expected) => {
  if (expectedService === undefined) throw new Error("The job has no service");
  const service = {
    expectedService,
    registrations: [registration(1), registration(2)],
    failing: new Map(),
    ...parts,
  };
  const state = nomadState([liveAllocation(1), liveAllocation(2)]);
  const findings = compareWithNomadServices([service], state);
  expect(findings.map(({ evidence: { kind }, summary }) => [kind, summary])).toEqual(expected);
  expect(
    findings.every(({ evidence: { layer }, service: name }) => layer === "nomad" && name === "web"),
  ).toBe(true);
});

test("each of two services of one name has its own registrations", () => {
  const [group] = jobWith("web").TaskGroups ?? [];
  const expectedServices = expectedServicesOf([
    {
      ...jobWith("web"),
      TaskGroups: [
        {
          ...group,
          Services: [
            { Name: "web", PortLabel: "http", Tags: tags, Provider: "nomad" },
            { Name: "web", PortLabel: "admin", Provider: "nomad" },
          ],
        },
      ],
    },
  ]);
  const at = (number: number, port: string, more: Partial<Registration> = {}) =>
    registration(number, { ID: `_nomad-task-${allocationId(number)}-group-web-web-${port}`, ...more });
  const registrations = [at(1, "http"), at(1, "admin", { Tags: [] }), at(2, "http")];
  const findings = compareWithNomadServices(
    expectedServices.map((each) => ({ expectedService: each, registrations, failing: new Map() })),
    nomadState([liveAllocation(1), liveAllocation(2)]),
  );
  expect(findings.map(({ evidence: { kind }, summary, keys }) => [kind, summary, keys?.at(-1)])).toEqual([
    ["not-registered", "allocation 00000002 (web.web[2]) runs and is not registered in Nomad", 1],
  ]);
});
