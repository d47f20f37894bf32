import type { ApiJob } from "../jobspec/api-job.ts";
import { groupCount } from "../jobspec/canonicalize/group-count.ts";
import type { KeyPath } from "../jobspec/key-path.ts";
import { allocationEnv, interpolate, markedForClient, type AllocationEnv } from "./allocation-env.ts";
import { instanceName, placeholder, type InstanceAddress } from "./placeholder.ts";

type Group = NonNullable<ApiJob["TaskGroups"]>[number];
type Task = NonNullable<Group["Tasks"]>[number];
type Service = NonNullable<Group["Services"]>[number];

/** A tag of a service with its variables filled in. */
export interface JobTag {
  readonly text: string;
  /** Steps into the `ApiJob`. */
  readonly keys: KeyPath;
  /** Names of variables that only the client knows, or nobody; they stand in `text` as written. */
  readonly unresolved: readonly string[];
}

/** A service of a job file. */
export interface JobService {
  /** In the catalog: of its first instance, and `<name>` for what a client will fill in. */
  readonly name: string;
  readonly job: string;
  readonly group: string;
  /** Absent for services of the group. */
  readonly task?: string;
  /** Steps into the `ApiJob`. */
  readonly keys: KeyPath;
  readonly provider: "consul" | "nomad";
  /** Checks of the service itself: the only ones that Fabio asks for. */
  readonly checks: number;
  readonly portLabel: string;
  /** Number of a static port. */
  readonly port?: number;
  /** As the file sets it: `address`. */
  readonly address?: string;
  /** As many as the file says; for one instance a node, 1. */
  readonly count: number;
  /** System jobs: how many instances there will be depends on the nodes. */
  readonly isPerNode: boolean;
  /** Tags of its first instance; `NOMAD_ALLOC_INDEX` makes those of others differ. */
  readonly tags: readonly JobTag[];
  /** What a canary has in place of `tags`; none: the same. */
  readonly canaryTags: readonly JobTag[];
  /** The Connect sidecar of a service; without tags of its own it gets those of its service. */
  readonly sidecar?: "own-tags" | "inherited-tags";
}

/** One instance of such a service. */
export interface JobInstance {
  readonly service: JobService;
  /** With the variables of this instance. */
  readonly name: string;
  readonly tags: readonly JobTag[];
  /** For people: `shop.web[0]:http`. */
  readonly label: string;
  /** The address that stands for the one that Nomad will choose. */
  readonly address: string;
  readonly port: number;
  readonly isCanary: boolean;
}

/** What a job file does not say. */
export interface JobServiceOptions {
  /** For jobs that may run in several. */
  readonly datacenter?: string;
  /** Add the canaries that a deployment starts beside the old instances. */
  readonly withCanaries?: boolean;
}

/**
 * The services of a job, of its groups and of its tasks, Connect sidecars behind theirs, each with its instances.
 * A job that is stopped, periodic or waits to be dispatched has none.
 */
export function jobServices(
  job: ApiJob,
  options: JobServiceOptions = {},
): readonly { readonly service: JobService; readonly instances: readonly JobInstance[] }[] {
  return (job.TaskGroups ?? []).flatMap((group, groupIndex) => {
    const keys = ["TaskGroups", groupIndex];
    const ofGroup = (group.Services ?? []).flatMap((service, index) =>
      expand({ job, group, service, keys: [...keys, "Services", index] }, options),
    );
    const ofTasks = (group.Tasks ?? []).flatMap((task, taskIndex) =>
      (task.Services ?? []).flatMap((service, index) =>
        expand(
          { job, group, task, service, keys: [...keys, "Tasks", taskIndex, "Services", index] },
          options,
        ),
      ),
    );
    return [...ofGroup, ...ofTasks];
  });
}

interface Where {
  readonly job: ApiJob;
  readonly group: Group;
  readonly task?: Task;
  readonly service: Service;
  readonly keys: KeyPath;
}

/** What differs between a service and its sidecar. */
interface Registration {
  readonly name: (env: AllocationEnv) => string;
  readonly tags: readonly Written[];
  readonly canaryTags: readonly Written[];
  readonly checks: number;
  readonly portLabel: string;
  readonly keys: KeyPath;
  readonly sidecar?: JobService["sidecar"];
}

interface Written {
  readonly text: string;
  readonly keys: KeyPath;
}

function expand(where: Where, options: JobServiceOptions) {
  const { job, group, task, service, keys } = where;
  const name = (env: AllocationEnv) => serviceName(where, env);
  const own: Registration = {
    name,
    tags: writtenTags(service.Tags, [...keys, "Tags"]),
    canaryTags: writtenTags(service.CanaryTags, [...keys, "CanaryTags"]),
    checks: (service.Checks ?? []).length,
    portLabel: service.PortLabel ?? "",
    keys,
  };
  const sidecar = sidecarOf(service, own);
  const context = { job, group, ...(task !== undefined && { task }), service };
  return [own, ...(sidecar === undefined ? [] : [sidecar])].map((each) =>
    instancesOf(context, each, options),
  );
}

/** @see hashicorp/nomad command/agent/consul/connect.go connectSidecarRegistration (2.0.5) */
function sidecarOf(service: Service, own: Registration): Registration | undefined {
  const sidecar = service.Connect?.SidecarService;
  if (sidecar === undefined || sidecar === null) return undefined;
  const keys = [...own.keys, "Connect", "SidecarService"];
  const tags = writtenTags(sidecar.Tags, [...keys, "Tags"]);
  const hasTags = tags.length > 0;
  return {
    name: (env) => `${own.name(env)}-sidecar-proxy`,
    tags: hasTags ? tags : own.tags,
    canaryTags: hasTags ? [] : own.canaryTags,
    // That of the service, and one of the port.
    checks: sidecar.DisableDefaultTCPCheck === true ? 1 : 2,
    portLabel: (sidecar.Port ?? "") ? (sidecar.Port ?? "") : `connect-proxy-${service.Name ?? ""}`,
    keys,
    sidecar: hasTags ? "own-tags" : "inherited-tags",
  };
}

function instancesOf(
  context: Omit<Where, "keys">,
  registration: Registration,
  options: JobServiceOptions,
): { readonly service: JobService; readonly instances: readonly JobInstance[] } {
  const { job, group, task, service } = context;
  const datacenter = datacenterOf(job, options);
  const place = {
    job,
    group,
    ...(task !== undefined && { task }),
    ...(datacenter !== undefined && { datacenter }),
  };
  const isPerNode = job.Type === "system" || job.Type === "sysbatch";
  const count = instanceCount(job, group);
  const first = allocationEnv({ ...place, index: 0 });
  const address = interpolate(service.Address ?? "", first).text;
  const port = portOf(context, registration.portLabel, first);
  const described: JobService = {
    name: registration.name(first),
    job: job.Name ?? job.ID ?? "",
    group: group.Name ?? "",
    ...(task?.Name !== undefined && task.Name !== null && { task: task.Name }),
    keys: registration.keys,
    provider: service.Provider === "nomad" ? "nomad" : "consul",
    checks: registration.checks,
    portLabel: port.label,
    ...(port.number !== undefined && { port: port.number }),
    ...(address !== "" && registration.sidecar === undefined && { address }),
    count,
    isPerNode,
    tags: filled(registration.tags, first),
    canaryTags: filled(registration.canaryTags, first),
    ...(registration.sidecar !== undefined && { sidecar: registration.sidecar }),
  };
  const instance = (index: number, isCanary: boolean): JobInstance => {
    const env = allocationEnv({ ...place, index });
    const at: InstanceAddress = {
      job: described.job,
      group: described.group,
      ...(port.task !== undefined && { task: port.task }),
      index: isPerNode ? undefined : index,
      isCanary,
      portLabel: port.label,
      ...(port.number !== undefined && { port: port.number }),
      ...(port.mode !== undefined && { mode: port.mode }),
    };
    const { host, port: number } = placeholder(at);
    const tags = isCanary && registration.canaryTags.length > 0 ? registration.canaryTags : registration.tags;
    return {
      service: described,
      name: registration.name(env),
      tags: filled(tags, env),
      label: instanceName(at),
      address: described.address ?? host,
      port: number,
      isCanary,
    };
  };
  const canaries =
    options.withCanaries === true && !isPerNode && count > 0
      ? Number((group.Update ?? job.Update)?.Canary ?? 0)
      : 0;
  return {
    service: described,
    instances: [
      ...Array.from({ length: count }, (_, index) => instance(index, false)),
      ...Array.from({ length: canaries }, (_, index) => instance(index, true)),
    ],
  };
}

/** How many instances run once the job is registered. */
function instanceCount(job: ApiJob, group: Group): number {
  const waits =
    (job.Periodic ?? undefined) !== undefined || (job.ParameterizedJob ?? undefined) !== undefined;
  const isDispatched = job.Dispatched === true;
  if (job.Stop === true || (waits && !isDispatched)) return 0;
  const count = Number(groupCount(group));
  return job.Type === "system" || job.Type === "sysbatch" ? Math.min(count, 1) : count;
}

/**
 * The name in the catalog; what only a client fills in is `<name>` there.
 * @see hashicorp/nomad nomad/structs/services.go Canonicalize, api/services.go Canonicalize (2.0.5)
 */
function serviceName({ job, group, task, service }: Omit<Where, "keys">, env: AllocationEnv): string {
  const names = [
    job.Name ?? job.ID ?? "",
    group.Name ?? "",
    ...(task === undefined ? [] : [task.Name ?? ""]),
  ];
  const name = (service.Name ?? "") === "" ? names.join("-") : (service.Name ?? "");
  const [jobName = "", groupName = ""] = names;
  const taskName = task === undefined ? "group" : (task.Name ?? "");
  const registered = interpolate(
    name,
    new Map([
      ["JOB", jobName],
      ["TASKGROUP", groupName],
      ["TASK", taskName],
      ["BASE", `${jobName}-${groupName}-${taskName}`],
    ]),
  );
  return markedForClient(interpolate(registered.text, env));
}

interface Port {
  readonly label: string;
  readonly number?: number;
  readonly task?: string;
  readonly mode?: string;
}

/** The port that is registered: of the task's network, which is the older way, of the group's, or a bare number. */
function portOf({ group, task, service }: Omit<Where, "keys">, portLabel: string, env: AllocationEnv): Port {
  const label = interpolate(portLabel, env).text;
  const mode = service.AddressMode ?? "auto";
  const isHost = mode === "auto" || mode === "host" || mode === "";
  const taskName = task?.Name ?? undefined;
  const owner = {
    ...(!isHost && { mode }),
    ...(mode === "driver" && taskName !== undefined && { task: taskName }),
  };
  if (/^\d+$/.test(label)) return { label, number: Number(label), ...owner };
  const find = (networks: Group["Networks"]) =>
    (networks ?? [])
      .flatMap(({ ReservedPorts, DynamicPorts }) => [...(ReservedPorts ?? []), ...(DynamicPorts ?? [])])
      .find(({ Label }) => Label === label);
  const ofTask = find(task?.Resources?.Networks);
  const port = ofTask ?? find(group.Networks);
  const number = Number((isHost ? port?.Value : port?.To) ?? 0);
  return {
    label,
    ...(number > 0 && { number }),
    ...(ofTask !== undefined && taskName !== undefined && { task: taskName }),
    ...owner,
  };
}

function datacenterOf(job: ApiJob, { datacenter }: JobServiceOptions): string | undefined {
  const [only, ...others] = job.Datacenters ?? [];
  return only !== undefined && others.length === 0 && !/[*?[]/.test(only) ? only : datacenter;
}

function writtenTags(tags: readonly string[] | null | undefined, keys: KeyPath): readonly Written[] {
  return (tags ?? []).map((text, index) => ({ text, keys: [...keys, index] }));
}

function filled(tags: readonly Written[], env: AllocationEnv): readonly JobTag[] {
  return tags.map(({ text, keys }) => ({ ...interpolate(text, env), keys }));
}
