import type { ApiJob } from "../../api-job.ts";
import { task as taskBlock } from "../../schema/task.ts";
import { network as networkBlock } from "../../schema/network.ts";
import { isThere, type Group, type Service, type Task } from "../api-parts.ts";
import { storeBlock } from "../steps.ts";
import { gatewayProxy } from "./connect-gateway.ts";
import { connectPorts } from "./connect-ports.ts";
import { gatewayTask, mergeSidecarTask, sidecarTask } from "./connect-tasks.ts";
import { atRegistration } from "./registration-env.ts";

/**
 * Adds what Consul's mesh needs: the tasks that run Envoy for sidecars and gateways, and their ports; and marks the tasks
 * that speak the mesh's protocol themselves. A group without a network is left alone: no validation lets it pass.
 * @see hashicorp/nomad nomad/job_endpoint_hook_connect.go (2.0.5)
 */
export function addConnectTasks(job: ApiJob): void {
  for (const group of job.TaskGroups ?? []) {
    const network = group.Networks?.[0];
    if (network === undefined) continue;
    for (const service of group.Services ?? []) {
      const connect = service.Connect ?? {};
      if (isThere(connect.SidecarService)) addSidecar(job, group, service);
      else if (connect.Native === true) markNativeTask(group, service);
      else if (isThere(connect.Gateway)) addGateway(job, group, service);
    }
    storeBlock(networkBlock, network, { job, group });
  }
}

function addSidecar(job: ApiJob, group: Group, service: Service): void {
  const name = (service.Name = atRegistration(service.Name ?? "", job, group));
  const kind = `connect-proxy:${name}`;
  const tasks = group.Tasks ?? [];
  const known = tasks.find(({ Kind }) => Kind === kind);
  const task = known ?? sidecarTask(name, driverFor(group));
  if (known === undefined) {
    // The server tells tasks of one name apart by a random suffix.
    if (tasks.some(({ Name }) => Name === task.Name)) task.Name = `${task.Name}-000000`;
    group.Tasks = [...tasks, task];
  }
  finish(task, job, group, service);
  for (const port of connectPorts(service, name)) addPort(group, port);
}

function markNativeTask(group: Group, service: Service): void {
  const tasks = group.Tasks ?? [];
  const named = service.TaskName ?? "";
  const task = named === "" && tasks.length === 1 ? tasks[0] : tasks.find(({ Name }) => Name === named);
  // Which task it is has to be said where there are several: the server refuses the job.
  if (task === undefined) return;
  task.Kind = `connect-native:${service.Name ?? ""}`;
  service.TaskName = task.Name ?? "";
}

/**
 * Changes services as a server does that copies and completes a job anew to store it: checks name the task that was found out
 * on the way, and a proxy that exposes nothing has an empty list of paths.
 * @see hashicorp/nomad nomad/fsm.go applyUpsertJob, nomad/structs/services.go ServiceCheck.Canonicalize,
 *   ConsulExposeConfig.Copy (2.0.5)
 */
export function storeServices(job: ApiJob): void {
  for (const service of (job.TaskGroups ?? []).flatMap((group) => group.Services ?? [])) {
    for (const check of service.Checks ?? []) check.TaskName ||= service.TaskName ?? "";
    const expose = service.Connect?.SidecarService?.Proxy?.Expose;
    if (isThere(expose)) expose.Paths ??= [];
  }
}

function addGateway(job: ApiJob, group: Group, service: Service): void {
  const name = (service.Name = atRegistration(service.Name ?? "", job, group));
  const gateway = service.Connect?.Gateway ?? {};
  const mode = group.Networks?.[0]?.Mode ?? "";
  gateway.Proxy = gatewayProxy(gateway, mode);
  const ports = connectPorts(service, name);
  for (const port of ports) addPort(group, port);
  if (isThere(gateway.Terminating)) service.PortLabel ||= ports[0] ?? "";

  const kinds = ["ingress", "terminating", "mesh"].map((kind) => `connect-${kind}:${name}`);
  if ((group.Tasks ?? []).some(({ Kind }) => kinds.includes(Kind ?? ""))) return;
  const task = gatewayTask(name, gateway, { driver: driverFor(group), isInHostNetwork: mode === "host" });
  group.Tasks = [...(group.Tasks ?? []), task];
  finish(task, job, group, service);
}

function finish(task: Task, job: ApiJob, group: Group, service: Service): void {
  if (isThere(service.Connect?.SidecarTask)) mergeSidecarTask(task, service.Connect.SidecarTask);
  storeBlock(taskBlock, task, { job, group, task });
  const identities = service.Connect?.SidecarTask?.Identities;
  if (isThere(identities) && isThere(task.Identities)) shareIdentities(identities, task.Identities);
}

/**
 * Both blocks have one list in the server's memory: when the default identity is taken out of the task's, the other's
 * keeps its length, with a gap at its end.
 */
function shareIdentities(ofBlock: unknown[], ofTask: readonly unknown[]): void {
  ofBlock.splice(0, ofBlock.length, ...ofTask, ...ofBlock.slice(ofTask.length).map(() => null));
}

/** Podman runs Envoy where it runs tasks of the group and Docker runs none. */
function driverFor(group: Group): "docker" | "podman" {
  const drivers = (group.Tasks ?? []).map(({ Driver }) => Driver);
  return drivers.includes("podman") && !drivers.includes("docker") ? "podman" : "docker";
}

/** A port whose number outside is the one inside the allocation's network. */
function addPort({ Networks: networks }: Group, label: string): void {
  const network = networks?.[0];
  if (network === undefined) return;
  const ports = network.DynamicPorts ?? [];
  if (!ports.some(({ Label }) => Label === label))
    network.DynamicPorts = [...ports, { Label: label, To: -1 }];
}
