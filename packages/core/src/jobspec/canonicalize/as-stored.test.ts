import { readdirSync, readFileSync } from "node:fs";

import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { readApiJob } from "../read-api.ts";
import { arbitraryJob } from "../testing/arbitrary-job.ts";
import { asStored } from "./as-stored.ts";
import type { Group, Service, Task } from "./api-parts.ts";

// The answers of Nomad 2.0.5 to `GET /v1/job/<ID>` after it took the job: see scripts/record-stored.js.
const folder = new URL("../../../../../fixtures/nomad/stored/", import.meta.url);
const recorded = readdirSync(folder).filter((file) => file.endsWith(".json"));

describe("a job is as Nomad keeps it", () => {
  test("there are recordings of all kinds of jobs, sidecars and gateways", () => {
    expect(recorded).toHaveLength(16);
  });

  test.each(recorded)("%s", (file) => {
    const { submitted, stored } = JSON.parse(readFileSync(new URL(file, folder), "utf8")) as {
      submitted: unknown;
      stored: object;
    };
    const { job, diagnostics } = readApiJob(submitted);
    expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
    // Each server has its own of these.
    const own = { CreateIndex: 0, ModifyIndex: 0, JobModifyIndex: 0, SubmitTime: 0, Status: "" };
    expect(asStored(job)).toEqual({ ...withScalingOfItsOwn(stored), ...own });
  });

  function withScalingOfItsOwn(stored: object): object {
    return JSON.parse(JSON.stringify(stored), (key, value: unknown) =>
      key === "Scaling" && value !== null
        ? { ...(value as object), ID: "", CreateIndex: 0, ModifyIndex: 0 }
        : value,
    ) as object;
  }
});

function groupOf(group: Group): Group {
  return asStored({ ID: "shop", TaskGroups: [{ Name: "web", ...group }] }).TaskGroups?.[0] ?? {};
}

function constraintsOf(task: Task, group: Group = {}): string[] {
  const { Constraints } = groupOf({ ...group, Tasks: [{ Name: "server", ...task }] });
  return (Constraints ?? []).map(({ LTarget, Operand, RTarget }) =>
    [LTarget, Operand, RTarget].join(" ").trim(),
  );
}

describe("what the parts of a job imply is a constraint of the group", () => {
  test.each<[string, Task, string[]]>([
    ["nothing", {}, []],
    ["a Vault", { Vault: {} }, ["${attr.vault.version} semver >= 0.6.1"]],
    ["another Vault", { Vault: { Cluster: "eu" } }, ["${attr.vault.eu.version} semver >= 1.11.0"]],
    ["a secret", { Secrets: [{ Provider: "aws" }] }, ["${attr.plugins.secrets.aws.version} is_set"]],
    [
      "signals",
      { KillSignal: "SIGTERM", Templates: [{ ChangeMode: "signal", ChangeSignal: "SIGHUP" }] },
      ["${attr.os.signals} set_contains SIGHUP,SIGTERM"],
    ],
    [
      "cores of one NUMA node",
      { Resources: { NUMA: { Affinity: "require" } } },
      ["${attr.nomad.version} semver >= 1.6.3-dev", "${attr.kernel.name} = linux"],
    ],
    [
      "services of Nomad's own with checks",
      { Services: [{ Provider: "nomad", Checks: [{}] }] },
      ["${attr.nomad.service_discovery} = true", "${attr.nomad.version} semver >= 1.4.0"],
    ],
    ["times of the day", { Schedule: { Cron: {} } }, ["${attr.nomad.version} semver >= 1.8.0-dev"]],
    [
      "an identity of its own",
      { Identities: [{ Name: "aws", Audience: ["aws"] }] },
      ["${attr.nomad.version} semver >= 1.7.0-a"],
    ],
  ])("%s", (_, task, constraints) => {
    expect(constraintsOf(task)).toEqual(constraints);
  });

  test("but one on the same attribute counts instead, where the server lets it", () => {
    const own = { LTarget: "${attr.vault.version}", Operand: "version", RTarget: ">= 1.15" };
    expect(constraintsOf({ Vault: {} }, { Constraints: [own] })).toEqual([
      "${attr.vault.version} version >= 1.15",
    ]);
  });

  test("services in Consul constrain the one that has them", () => {
    const group = groupOf({ Tasks: [{ Name: "server", Services: [{ Name: "a" }] }, { Name: "other" }] });
    expect(group.Constraints).toBeNull();
    expect(group.Tasks?.map(({ Constraints }) => Constraints)).toEqual([
      [{ LTarget: "${attr.consul.version}", RTarget: ">= 1.8.0", Operand: "semver" }],
      null,
    ]);
  });
});

describe("Consul's mesh", () => {
  const network = [{ Mode: "bridge" }];
  const sidecar: Service = { Name: "api", PortLabel: "9001", Connect: { SidecarService: {} } };

  test("a sidecar runs in the group's driver", () => {
    const drivers = (...names: string[]) =>
      groupOf({
        Networks: network,
        Services: [sidecar],
        Tasks: names.map((Driver, index) => ({ Name: `t${index}`, Driver })),
      }).Tasks?.at(-1)?.Driver;
    expect([drivers("podman"), drivers("podman", "docker"), drivers("exec")]).toEqual([
      "podman",
      "docker",
      "docker",
    ]);
  });

  test("without a network, which no validation lets pass, nothing is added", () => {
    expect(groupOf({ Services: [sidecar], Tasks: [{ Name: "t" }] }).Tasks).toHaveLength(1);
  });

  test("the name of a service with a sidecar is filled in with what is known at registration", () => {
    const name = "${JOB}-${NOMAD_GROUP_NAME}-${NOMAD_META_tier}-${NOMAD_ALLOC_INDEX}-${attr.cpu.arch}";
    const { Services, Tasks } = groupOf({
      Meta: { tier: "gold" },
      Networks: network,
      Services: [{ ...sidecar, Name: name }],
    });
    expect(Services?.[0]?.Name).toBe("shop-web-gold-0-${attr.cpu.arch}");
    expect(Tasks?.[0]?.Kind).toBe("connect-proxy:shop-web-gold-0-${attr.cpu.arch}");
  });
});

test("integers in data that Nomad does not know keep 53 bits", () => {
  const [task] = groupOf({ Tasks: [{ Name: "t", Config: { a: [2n ** 53n + 1n] } }] }).Tasks ?? [];
  expect(task?.Config).toEqual({ a: [2 ** 53] });
});

test("a job of any shape has a stored form, and stays as it is", () => {
  fc.assert(
    fc.property(arbitraryJob(), (job) => {
      const before = structuredClone(job);
      asStored(job);
      expect(job).toEqual(before);
    }),
    { numRuns: 200 },
  );
});
