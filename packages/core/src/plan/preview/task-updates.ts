import type { ApiJob } from "../../jobspec/api-job.ts";
import { isRecord } from "../../jobspec/key-path.ts";
import { blockOf, blocksOf, textOf } from "../../jobspec/schema/_hub.ts";
import type { Stored } from "../diff/part.ts";
import { isAlike } from "../diff/same.ts";

/**
 * Why the allocations of a group have to be replaced to become another version of their job, in the words of a job file:
 * `task.server.env`; nothing where they can be updated where they run. Both jobs are as a server keeps them, and both have
 * the group. That the new job may not run on the node any more is another reason, which only the node knows.
 *
 * It is the scheduler's rule; what a plan prints behind a task ("forces create/destroy update") is a guess from the diff.
 * @see hashicorp/nomad scheduler/util.go tasksUpdated (2.0.5)
 */
export function reasonToReplace(before: ApiJob, after: ApiJob, group: string): string | undefined {
  const [old, now] = [groupOf(before, group), groupOf(after, group)];
  return old && now && reasonToReplaceGroup([before, old], [after, now]);
}

/** The same of a group of either job. */
export function reasonToReplaceGroup(
  [before, old]: readonly [job: ApiJob, group: Stored],
  [after, now]: readonly [job: ApiJob, group: Stored],
): string | undefined {
  const [oldTasks, tasks] = [blocksOf(old, "Tasks"), blocksOf(now, "Tasks")];
  if (oldTasks.length !== tasks.length) return "task";
  return (
    firstChange(groupChanges, old, now) ??
    oldTasks
      .map((oldTask) => {
        const name = textOf(oldTask, "Name");
        const task = tasks.find((item) => textOf(item, "Name") === name);
        if (task === undefined) return `task.${name}`;
        const meta = isAlike(metaOf(before, old, oldTask), metaOf(after, now, task)) ? undefined : "meta";
        const change = firstChange(taskChanges, oldTask, task) ?? meta;
        return change && `task.${name}.${change}`;
      })
      .find((reason) => reason !== undefined)
  );
}

/** A part of a block whose change replaces allocations: what is compared of it, by its name in a job file. */
type Changes = Readonly<Record<string, (block: Stored, other: Stored) => unknown>>;

const groupChanges: Changes = {
  ephemeral_disk: ({ EphemeralDisk: disk }) => disk,
  network: ({ Networks: networks }) => networksOf(networks),
  consul: consulOf,
  connect: connectOf,
  volume: ({ Volumes: volumes }) => volumesOf(volumes),
  "restart.render_templates": (group) => blockOf(group, "RestartPolicy")?.["RenderTemplates"] === true,
};

const taskChanges: Changes = {
  driver: ({ Driver: driver }) => driver,
  user: ({ User: user }) => user,
  config: ({ Config: config }) => config,
  env: ({ Env: env }) => env,
  artifact: ({ Artifacts: artifacts }) => artifacts,
  vault: ({ Vault: vault }) => vault,
  secret: ({ Secrets: secrets }) => secrets,
  consul: consulOf,
  template: ({ Templates: templates }) => templates,
  csi_plugin: ({ CSIPluginConfig: plugin }) => plugin,
  volume_mount: ({ VolumeMounts: mounts }) => mounts,
  "resources.network": (task) => networksOf(blockOf(task, "Resources")?.["Networks"]),
  resources: (task) => {
    const { CPU, Cores, MemoryMB, MemoryMaxMB, Devices, NUMA, SecretsMB } = blockOf(task, "Resources") ?? {};
    return { CPU, Cores, MemoryMB, MemoryMaxMB, Devices, NUMA, SecretsMB };
  },
  identity: ({ Identity: own, Identities: others }) => [own, others],
  "logs.disabled": (task) => blockOf(task, "LogConfig")?.["Disabled"],
  "restart.render_templates": (task) => blockOf(task, "RestartPolicy")?.["RenderTemplates"] === true,
};

function firstChange(changes: Changes, before: Stored, after: Stored): string | undefined {
  return Object.entries(changes).find(([, of]) => !isAlike(of(before, after), of(after, before)))?.[0];
}

/** Bandwidth counts here, and where ports are dynamic their numbers do not. */
function networksOf(networks: unknown): unknown {
  const items = Array.isArray(networks) ? networks.filter(isRecord) : [];
  return items.map((network) => ({
    Mode: network["Mode"] ?? "",
    MBits: network["MBits"] ?? 0,
    Hostname: network["Hostname"] ?? "",
    DNS: network["DNS"],
    CNI: network["CNI"],
    Ports: [
      ...blocksOf(network, "ReservedPorts").map((port) => portText(port, port["Value"])),
      ...blocksOf(network, "DynamicPorts").map((port) => portText(port, -1)),
    ].toSorted(),
  }));
}

function portText(port: Stored, value: unknown): string {
  return JSON.stringify([port["Label"], Number(value ?? 0), Number(port["To"] ?? 0), port["HostNetwork"]]);
}

/** Which Consul it is; without a block on either side only the namespace tells. */
function consulOf(block: Stored, other: Stored): unknown {
  const consul = blockOf(block, "Consul");
  const isCompared = consul !== undefined && blockOf(other, "Consul") !== undefined;
  const namespace = textOf(consul, "Namespace");
  return isCompared ? [namespace, textOf(consul, "Cluster"), textOf(consul, "Partition")] : [namespace];
}

/** Of services in the mesh that both have, what only another task can bring about. */
function connectOf(group: Stored, other: Stored): unknown {
  const [services, others] = [blocksOf(group, "Services"), blocksOf(other, "Services")];
  const isMesh = (service: Stored): boolean => blockOf(service, "Connect") !== undefined;
  return services
    .filter((service) => {
      const same = others.find((item) => item["Name"] === service["Name"]);
      return same !== undefined && (isMesh(service) || isMesh(same));
    })
    .map((service) => {
      const connect = blockOf(service, "Connect");
      const sidecar = blockOf(connect ?? {}, "SidecarService");
      return {
        Name: service["Name"],
        PortLabel: service["PortLabel"],
        Cluster: service["Cluster"],
        Connect: connect !== undefined,
        Native: connect?.["Native"] ?? false,
        Gateway: connect?.["Gateway"],
        SidecarTask: connect?.["SidecarTask"],
        Sidecar: sidecar && [sidecar["Port"] ?? ""],
      };
    })
    .toSorted((a, b) => (String(a.Name) < String(b.Name) ? -1 : 1));
}

/** The order of mount flags does not count. */
function volumesOf(volumes: unknown): unknown {
  return Object.entries(isRecord(volumes) ? volumes : {})
    .map(([name, volume]) => {
      const options = isRecord(volume) ? blockOf(volume, "MountOptions") : undefined;
      const flags = Array.isArray(options?.["MountFlags"])
        ? options["MountFlags"].map(String).toSorted()
        : null;
      return [
        name,
        isRecord(volume) ? { ...volume, MountOptions: options && { ...options, MountFlags: flags } } : null,
      ] as const;
    })
    .toSorted(([a], [b]) => (a < b ? -1 : 1));
}

function metaOf(job: ApiJob, group: Stored, task: Stored): unknown {
  return { ...job.Meta, ...blockOf(group, "Meta"), ...blockOf(task, "Meta") };
}

function groupOf(job: ApiJob, name: string): Stored | undefined {
  return blocksOf({ ...job }, "TaskGroups").find((group) => textOf(group, "Name") === name);
}
