import type { ApiJob } from "../../jobspec/api-job.ts";
import { canonicalize } from "../../jobspec/canonicalize/canonicalize.ts";
import { isRecord, type KeyPath } from "../../jobspec/key-path.ts";
import { readVersion, type FabioVersion } from "../version.ts";
import { allocationEnv, interpolate, type AllocationEnv } from "../../services/allocation-env.ts";
import { jobServices } from "../../services/job-services.ts";
import { jobOf, type JobOf } from "../../services/job-of.ts";

/** The task of a job file that runs Fabio, with what Fabio reads when it starts. */
export interface FabioTask {
  readonly job: string;
  /** As in a finding. */
  readonly jobId?: string;
  readonly namespace?: string;
  /** Steps into the `ApiJob`. */
  readonly keys: KeyPath;
  /** As the name of the image or program has it; absent where it has none. */
  readonly version?: FabioVersion;
  readonly args: readonly string[];
  readonly environ: Readonly<Record<string, string>>;
  /** Text of the properties file that a template of the task writes. */
  readonly properties?: string;
  /** Numbers of all static ports that the allocation reserves. */
  readonly staticPorts: readonly number[];
  /** Checks of its services; `host` is the `Host` header that they send, where they have one of their own. */
  readonly checks: readonly { readonly type: string; readonly path: string; readonly host: string }[];
}

/** The first task that runs Fabio: by its image or its program. */
export function findFabioTask(jobs: readonly ApiJob[]): FabioTask | undefined {
  for (const task of fabioTasks(jobs)) return task;
  return undefined;
}

/** All tasks that run Fabio, in the order of the jobs, read one by one. */
export function* fabioTasks(jobs: readonly ApiJob[]): Generator<FabioTask> {
  for (const written of jobs) {
    const job = canonicalize(written);
    for (const [groupIndex, group] of (job.TaskGroups ?? []).entries()) {
      for (const [taskIndex, task] of (group.Tasks ?? []).entries()) {
        const config: Readonly<Record<string, unknown>> = isRecord(task.Config) ? task.Config : {};
        const program = [config["image"], config["command"]].find(namesFabio);
        if (program === undefined) continue;
        yield fabioTask(program, {
          written,
          job,
          group,
          task,
          keys: ["TaskGroups", groupIndex, "Tasks", taskIndex],
        });
      }
    }
  }
}

type Group = NonNullable<ApiJob["TaskGroups"]>[number];
type Task = NonNullable<Group["Tasks"]>[number];

interface FoundTask {
  /** The job before its defaults were filled in. */
  readonly written: ApiJob;
  readonly job: ApiJob;
  readonly group: Group;
  readonly task: Task;
  readonly keys: KeyPath;
}

function fabioTask(program: string, { written, job, group, task, keys }: FoundTask): FabioTask {
  const release = /fabio\D*?(\d+\.\d+\.\d+)/.exec(program)?.[1];
  const env = allocationEnv({ job, group, task, index: 0 });
  const template = (task.Templates ?? []).find(({ DestPath }) => (DestPath ?? "").endsWith(".properties"));
  const networks = [...(group.Networks ?? []), ...(task.Resources?.Networks ?? [])];
  const services = jobServices(job).filter(
    ({ service }) =>
      service.group === group.Name && (service.task === undefined || service.task === task.Name),
  );
  return {
    ...fabioJob(written),
    keys,
    ...(release !== undefined && { version: readVersion(release) }),
    args: texts(isRecord(task.Config) ? task.Config["args"] : undefined, env),
    environ: Object.fromEntries(
      Object.entries(task.Env ?? {}).map(([name, value]) => [name, interpolate(value, env).text]),
    ),
    ...(typeof template?.EmbeddedTmpl === "string" && { properties: template.EmbeddedTmpl }),
    staticPorts: networks.flatMap(({ ReservedPorts }) =>
      (ReservedPorts ?? []).map(({ Value }) => Number(Value ?? 0)),
    ),
    checks: services.flatMap(({ service }) =>
      service.checks.map(({ type, path, header }) => ({ type, path, host: header["Host"]?.[0] ?? "" })),
    ),
  };
}

/** `fabiolb/fabio:1.7.3`, `local/fabio-1.7.3-linux_amd64` and such; not other programs around Fabio, `fabio-exporter`. */
function namesFabio(value: unknown): value is string {
  return (
    typeof value === "string" &&
    /(?:^|\/)fabio(?:$|[:@]|[-_]v?\d|[-_](?:linux|darwin|freebsd|windows)|\.exe$)/.test(value)
  );
}

function texts(value: unknown, env: AllocationEnv): readonly string[] {
  if (!Array.isArray(value)) return [];
  return value.filter((item) => typeof item === "string").map((item) => interpolate(item, env).text);
}

/** By what is written: the defaults have a namespace for every job. */
function fabioJob({ Name, ID, Namespace }: ApiJob): JobOf & { readonly job: string } {
  const job = Name ?? ID ?? "";
  const namespace = typeof Namespace === "string" ? { namespace: Namespace } : {};
  return { job, ...jobOf({ job, jobId: ID ?? job, ...namespace }) };
}
