import { NomadxError } from "../diagnostics/errors.ts";
import type { ApiJob } from "../jobspec/api-job.ts";
import { canonicalize } from "../jobspec/canonicalize/canonicalize.ts";
import type { KeyPath } from "../jobspec/key-path.ts";
import { allocationEnv, interpolate, markedForClient, type AllocationEnv } from "./allocation-env.ts";
import { canaryCount, instanceCount, isPerNode } from "./instance-count.ts";
import { jobChecks, type JobCheck } from "./job-check.ts";
import type { JobInstance, JobService, JobTag, ServiceInstances } from "./job-service.ts";
import { instanceName, placeholder, type InstanceAddress } from "./placeholder.ts";
import { addressModeOf, registeredPort, type AddressMode } from "./registered-port.ts";
import { serviceName } from "./service-name.ts";

type Group = NonNullable<ApiJob["TaskGroups"]>[number];
type Task = NonNullable<Group["Tasks"]>[number];
type Service = NonNullable<Group["Services"]>[number];

/** Facts that a job file does not contain. */
export interface JobServiceOptions {
  /** For jobs that may run in several. */
  readonly datacenter?: string;
}

/**
 * The services of a job, of its groups and of its tasks, Connect sidecars behind theirs, each with its instances.
 * @example jobServices(job)[0]?.instances.map(({ label }) => label) // ["shop.web[0]:http", "shop.web[1]:http"]
 */
export function jobServices(written: ApiJob, options: JobServiceOptions = {}): readonly ServiceInstances[] {
  const job = canonicalize(written);
  const datacenter = datacenterOf(job, options);
  assertCountable(job);
  return (job.TaskGroups ?? []).flatMap((group, groupIndex) => {
    const place = { job, group, ...(datacenter !== undefined && { datacenter }) };
    const keys = ["TaskGroups", groupIndex];
    const ofGroup = (group.Services ?? []).flatMap((service, index) =>
      registrationsOf(place, service, [...keys, "Services", index]),
    );
    const ofTasks = (group.Tasks ?? []).flatMap((task, taskIndex) =>
      (task.Services ?? []).flatMap((service, index) =>
        registrationsOf({ ...place, task }, service, [...keys, "Tasks", taskIndex, "Services", index]),
      ),
    );
    return [...ofGroup, ...ofTasks].map((registration) => instancesOf(registration, written.Namespace));
  });
}

/**
 * The most instances of a job that are laid out one by one: as many as Nomad takes, unless its `job_max_count` says more.
 * @see hashicorp/nomad nomad/structs/structs.go JobDefaultMaxCount (2.0.5)
 */
const MOST_INSTANCES = 50_000;

function assertCountable(job: ApiJob): void {
  const count = (job.TaskGroups ?? []).reduce(
    (sum, group) => sum + instanceCount(job, group) + canaryCount(job, group),
    0,
  );
  if (count <= MOST_INSTANCES) return;
  throw new NomadxError(
    "invalid",
    `Job "${job.ID ?? ""}" has ${count} instances, more than can be laid out`,
    {
      help: `At most ${MOST_INSTANCES} instances of a job are laid out one by one; Nomad itself refuses more, unless its job_max_count allows them.`,
    },
  );
}

/** Where the instances of a service run. */
interface Place {
  readonly job: ApiJob;
  readonly group: Group;
  /** Absent for services of the group. */
  readonly task?: Task;
  readonly datacenter?: string;
}

/** A registration that is made for each allocation: a service, or its sidecar. */
interface Registration {
  readonly place: Place;
  readonly name: (env: AllocationEnv) => string;
  readonly provider: JobService["provider"];
  readonly tags: readonly Written[];
  readonly canaryTags: readonly Written[];
  readonly meta: Readonly<Record<string, string>>;
  readonly checks: (env: AllocationEnv) => readonly JobCheck[];
  readonly portLabel: (env: AllocationEnv) => string;
  readonly address: string;
  readonly addressMode: AddressMode;
  readonly allowsOtherTags: boolean;
  readonly keys: KeyPath;
  readonly sidecar?: JobService["sidecar"];
}

interface Written {
  readonly text: string;
  readonly keys: KeyPath;
}

function registrationsOf(place: Place, service: Service, keys: KeyPath): readonly Registration[] {
  const name = (env: AllocationEnv) => serviceName({ ...place, name: service.Name ?? "" }, env);
  const own: Registration = {
    place,
    name,
    provider: service.Provider === "nomad" ? "nomad" : "consul",
    tags: withKeys(service.Tags, [...keys, "Tags"]),
    canaryTags: withKeys(service.CanaryTags, [...keys, "CanaryTags"]),
    meta: service.Meta ?? {},
    checks: (env) => jobChecks(service, name(env), env),
    portLabel: () => service.PortLabel ?? "",
    address: service.Address ?? "",
    addressMode: addressModeOf(service.AddressMode),
    allowsOtherTags: service.EnableTagOverride === true,
    keys,
  };
  const sidecar = service.Connect?.SidecarService ?? undefined;
  return sidecar === undefined ? [own] : [own, sidecarOf(own, sidecar)];
}

/**
 * The sidecar that Consul registers with a service: always at the host's address, with a check of the service and one of
 * the port.
 * @see hashicorp/nomad command/agent/consul/connect.go newConnect, connectSidecarRegistration (2.0.5)
 */
function sidecarOf(
  own: Registration,
  sidecar: NonNullable<NonNullable<Service["Connect"]>["SidecarService"]>,
): Registration {
  const keys = [...own.keys, "Connect", "SidecarService"];
  const tags = withKeys(sidecar.Tags, [...keys, "Tags"]);
  const hasTags = tags.length > 0;
  const portLabel = (env: AllocationEnv) => sidecar.Port || `connect-proxy-${own.name(env)}`;
  return {
    place: own.place,
    name: (env) => `${own.name(env)}-sidecar-proxy`,
    provider: own.provider,
    tags: hasTags ? tags : own.tags,
    canaryTags: hasTags ? [] : own.canaryTags,
    meta: sidecar.Meta ?? {},
    checks: (env) => {
      const check = { path: "", portLabel: portLabel(env), header: {} };
      return [
        { ...check, type: "alias", name: "Connect Sidecar Aliasing" },
        ...(sidecar.DisableDefaultTCPCheck === true
          ? []
          : [{ ...check, type: "tcp", name: "Connect Sidecar Listening" }]),
      ];
    },
    portLabel,
    address: "",
    addressMode: "host",
    allowsOtherTags: false,
    keys,
    sidecar: hasTags ? "own-tags" : "inherited-tags",
  };
}

/** `namespace` is the one that is written: without one, it depends on who submits the job. */
function instancesOf(registration: Registration, namespace: ApiJob["Namespace"]): ServiceInstances {
  const { place, name, provider, tags, canaryTags, addressMode, allowsOtherTags, keys } = registration;
  const { job, group, task } = place;
  const first = allocationEnv({ ...place, index: 0 });
  const address = markedForClient(interpolate(registration.address, first));
  const port = registeredPort(place, { label: registration.portLabel(first), mode: addressMode }, first);
  const service: JobService = {
    name: name(first),
    job: job.Name ?? "",
    jobId: job.ID ?? "",
    ...(typeof namespace === "string" && { namespace }),
    group: group.Name ?? "",
    ...(task?.Name !== undefined && task.Name !== null && { task: task.Name }),
    keys,
    provider,
    checks: registration.checks(first),
    portLabel: port.label,
    ...(port.number !== undefined && { port: port.number }),
    ...(address !== "" && { address }),
    addressMode,
    count: instanceCount(job, group),
    isPerNode: isPerNode(job),
    tags: filled(tags, first),
    canaryTags: filled(canaryTags, first),
    allowsOtherTags,
    meta: Object.fromEntries(
      Object.entries(registration.meta).map(([key, value]) => [key, interpolate(value, first).text]),
    ),
    ...(registration.sidecar !== undefined && { sidecar: registration.sidecar }),
  };
  const instance = (index: number, isCanary: boolean): JobInstance => {
    const env = allocationEnv({ ...place, index });
    const at: InstanceAddress = {
      job: service.job,
      group: service.group,
      index: service.isPerNode ? undefined : index,
      isCanary,
      port,
    };
    const { host, port: number } = placeholder(at);
    return {
      service,
      name: name(env),
      tags: filled(isCanary && canaryTags.length > 0 ? canaryTags : tags, env),
      label: instanceName(at),
      address: service.address ?? host,
      port: number,
      isCanary,
    };
  };
  return {
    service,
    instances: Array.from({ length: service.count }, (_, index) => instance(index, false)),
    canaries: Array.from({ length: canaryCount(job, group) }, (_, index) => instance(index, true)),
  };
}

function datacenterOf(job: ApiJob, { datacenter }: JobServiceOptions): string | undefined {
  const [only, ...others] = job.Datacenters ?? [];
  return only !== undefined && others.length === 0 && !/[*?[]/.test(only) ? only : datacenter;
}

function withKeys(tags: readonly string[] | null | undefined, keys: KeyPath): readonly Written[] {
  return (tags ?? []).map((text, index) => ({ text, keys: [...keys, index] }));
}

function filled(tags: readonly Written[], env: AllocationEnv): readonly JobTag[] {
  return tags.map(({ text, keys }) => ({ ...interpolate(text, env), keys }));
}
