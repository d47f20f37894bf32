import { expect, test } from "vitest";

import type { ApiJob } from "../../jobspec/api-job.ts";
import { asStored } from "../../jobspec/canonicalize/as-stored.ts";
import { annotate } from "../annotate.ts";
import { diffJobs } from "../diff/diff-jobs.ts";
import { reasonToReplace } from "./task-updates.ts";

type Group = NonNullable<ApiJob["TaskGroups"]>[number];
type Task = NonNullable<Group["Tasks"]>[number];

function jobOf(task: Task, group: Group = {}, job: ApiJob = {}): ApiJob {
  return {
    ID: "shop",
    ...job,
    TaskGroups: [{ Name: "web", Tasks: [{ Name: "server", Driver: "exec", ...task }], ...group }],
  };
}

function reason(before: ApiJob, after: ApiJob): string | undefined {
  return reasonToReplace(asStored(before), asStored(after), "web");
}

const mesh = (sidecar: object, service: object = {}): Group => ({
  Networks: [{ Mode: "bridge" }],
  Services: [{ Name: "api", PortLabel: "80", Connect: { SidecarService: sidecar }, ...service }],
});

test.each<[string, ApiJob, ApiJob, string | undefined]>([
  ["nothing", jobOf({}), jobOf({}), undefined],
  ["the environment", jobOf({}), jobOf({ Env: { A: "1" } }), "task.server.env"],
  ["the driver's configuration", jobOf({}), jobOf({ Config: { command: "x" } }), "task.server.config"],
  ["meta of the job, which tasks see", jobOf({}), jobOf({}, {}, { Meta: { a: "1" } }), "task.server.meta"],
  [
    "meta of the job that the task has of its own",
    jobOf({ Meta: { a: "2" } }),
    jobOf({ Meta: { a: "2" } }, {}, { Meta: { a: "1" } }),
    undefined,
  ],
  ["memory", jobOf({}), jobOf({ Resources: { MemoryMB: 500 } }), "task.server.resources"],
  ["a task more", jobOf({}), jobOf({}, { Tasks: [{ Name: "server" }, { Name: "log" }] }), "task"],
  ["the name of a task", jobOf({}), jobOf({ Name: "other" }), "task.server"],
  [
    "the order of tasks",
    jobOf({}, { Tasks: [{ Name: "a" }, { Name: "b" }] }),
    jobOf({}, { Tasks: [{ Name: "b" }, { Name: "a" }] }),
    undefined,
  ],
  ["the disk", jobOf({}), jobOf({}, { EphemeralDisk: { SizeMB: 500 } }), "ephemeral_disk"],
  [
    "a dynamic port's number",
    jobOf({}, { Networks: [{ DynamicPorts: [{ Label: "a", Value: 1 }] }] }),
    jobOf({}, { Networks: [{ DynamicPorts: [{ Label: "a", Value: 2 }] }] }),
    undefined,
  ],
  [
    "a static port",
    jobOf({}, { Networks: [{ ReservedPorts: [{ Label: "a", Value: 1 }] }] }),
    jobOf({}, { Networks: [{ ReservedPorts: [{ Label: "a", Value: 2 }] }] }),
    "network",
  ],
  [
    "that templates are rendered at a restart",
    jobOf({}),
    jobOf({}, { RestartPolicy: { RenderTemplates: true } }),
    "restart.render_templates",
  ],
  [
    "that logs are collected",
    jobOf({}),
    jobOf({ LogConfig: { Disabled: true } }),
    "task.server.logs.disabled",
  ],
  ["how logs are kept", jobOf({}), jobOf({ LogConfig: { MaxFiles: 3 } }), undefined],
  ["a service", jobOf({}), jobOf({ Services: [{ Name: "a" }] }), undefined],
  [
    "a service of the mesh: its proxy",
    jobOf({}, mesh({})),
    jobOf({}, mesh({ Proxy: { LocalServicePort: 9 } })),
    undefined,
  ],
  [
    "a service of the mesh: its port",
    jobOf({}, mesh({})),
    jobOf({}, mesh({}, { PortLabel: "81" })),
    "connect",
  ],
  ["the order of a volume's flags", volumes(["a", "b"]), volumes(["b", "a"]), undefined],
  ["a volume's flags", volumes(["a"]), volumes(["b"]), "volume"],
])("%s", (_, before, after, expected) => {
  expect(reason(before, after)).toBe(expected);
});

function volumes(flags: string[]): ApiJob {
  return jobOf({}, { Volumes: { v: { Name: "v", Type: "csi", MountOptions: { MountFlags: flags } } } });
}

test.each<[string, Task]>([
  ["Leader", { Leader: true }],
  ["KillSignal", { KillSignal: "SIGINT" }],
  ["how logs are kept", { LogConfig: { MaxFiles: 3 } }],
])("where a plan's label guesses wrong: %s", (_, change) => {
  const [before, after] = [jobOf({}), jobOf(change)];
  const label = annotate(diffJobs(before, after), null).TaskGroups?.[0]?.Tasks?.[0]?.Annotations;
  expect(label).toEqual(["forces create/destroy update"]);
  expect(reason(before, after)).toBeUndefined();
});
