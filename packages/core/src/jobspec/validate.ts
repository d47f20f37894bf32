import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { ApiJob } from "./api-job.ts";
import { isRecord, type KeyPath } from "./key-path.ts";
import { PortScope } from "./port-scope.ts";
import { suggest, toDiagnostic, type Problem } from "./problems.ts";

type Group = NonNullable<ApiJob["TaskGroups"]>[number];
type Task = NonNullable<Group["Tasks"]>[number];
type Service = NonNullable<Group["Services"]>[number];
type Network = NonNullable<Group["Networks"]>[number];

/** A port label and the place that declares it. */
interface DeclaredPort {
  readonly label: string;
  readonly keys: KeyPath;
}

/**
 * Checks what the parts of a job say of each other: groups, tasks and ports exist and are named once, port references
 * name a declared port, the two generations of network are not mixed. `keys` of a diagnostic are steps into `job`; see
 * `specKeys` for the words of a job file.
 * @see hashicorp/nomad nomad/structs/structs.go Validate, drivers/docker/driver.go createContainerConfig (2.0.5)
 */
export function validateStructure(job: ApiJob): Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  const report = (code: Diagnostic["code"], problem: Problem): void =>
    void diagnostics.push(toDiagnostic(code, problem));
  const groups = job.TaskGroups ?? [];
  if (groups.length === 0) {
    report("NX209", {
      keys: ["TaskGroups"],
      at: "key",
      summary: "The job has no group",
      help: "Add a group with at least one task: group: { web: { task: { server: { … } } } }.",
    });
  }
  namedOnce(groups, (index) => ["TaskGroups", index, "Name"], "group", report);
  groups.forEach((group, index) => checkGroup(group, ["TaskGroups", index], report));
  return diagnostics;
}

type Report = (code: Diagnostic["code"], problem: Problem) => void;

function checkGroup(group: Group, keys: KeyPath, report: Report): void {
  const tasks = group.Tasks ?? [];
  if (
    tasks.length === 0 &&
    !(group.Services ?? []).some((service) => service.Connect?.Gateway ?? service.Connect?.SidecarService)
  ) {
    report("NX209", {
      keys: [...keys, "Tasks"],
      at: "key",
      summary: `Group ${JSON.stringify(group.Name ?? "")} has no task`,
      help: "Add a task with a driver.",
    });
  }
  namedOnce(tasks, (index) => [...keys, "Tasks", index, "Name"], "task", report);
  const groupPorts = declaredPorts(group.Networks, [...keys, "Networks"]);
  portsOnce(groupPorts, [], report);
  const ofGroup = scopeOf("this group's network", groupPorts);
  (group.Services ?? []).forEach((service, index) =>
    checkService(service, [...keys, "Services", index], ofGroup, report),
  );
  tasks.forEach((task, index) => checkTask(task, [...keys, "Tasks", index], groupPorts, report));
}

function checkTask(task: Task, keys: KeyPath, groupPorts: readonly DeclaredPort[], report: Report): void {
  const taskPorts = declaredPorts(task.Resources?.Networks, [...keys, "Resources", "Networks"]);
  portsOnce(taskPorts, groupPorts, report);
  const ports = scopeOf("the networks of this group and task", [...groupPorts, ...taskPorts]);
  (task.Services ?? []).forEach((service, index) =>
    checkService(service, [...keys, "Services", index], ports, report),
  );
  if (task.Driver === "docker" && isRecord(task.Config)) {
    checkDockerPorts(task.Config, [...keys, "Config"], groupPorts, taskPorts, report);
  }
}

function scopeOf(where: string, ports: readonly DeclaredPort[]): PortScope {
  return new PortScope(
    where,
    ports.map(({ label }) => label),
  );
}

function checkService(service: Service, keys: KeyPath, ports: PortScope, report: Report): void {
  checkPort(service.PortLabel, [...keys, "PortLabel"], ports, report);
  (service.Checks ?? []).forEach((check, index) =>
    checkPort(check.PortLabel, [...keys, "Checks", index, "PortLabel"], ports, report),
  );
}

/** A reference is a label, a number, text that Nomad interpolates, or a port that Nomad adds for a Connect proxy. */
function checkPort(label: string | null | undefined, keys: KeyPath, ports: PortScope, report: Report): void {
  if (label === undefined || label === null || label === "") return;
  if (/^\d+$/.test(label) || label.includes("${") || label.startsWith("connect-proxy-")) return;
  if (ports.has(label)) return;
  report("NX206", {
    keys,
    summary: `Port ${JSON.stringify(label)} is not declared`,
    detail: ports.declared,
    help: suggest(ports.near(label)) ?? `Declare a port ${JSON.stringify(label)} in the block "network".`,
  });
}

/**
 * Docker publishes a group network's ports by `ports` and a task network's by `port_map`.
 * A `port_map` without a task network stops the task from starting.
 */
function checkDockerPorts(
  config: Readonly<Record<string, unknown>>,
  keys: KeyPath,
  groupPorts: readonly DeclaredPort[],
  taskPorts: readonly DeclaredPort[],
  report: Report,
): void {
  const ports = Array.isArray(config["ports"]) ? (config["ports"] as readonly unknown[]) : [];
  const ofGroup = scopeOf("this group's network", groupPorts);
  ports.forEach((label, index) => {
    if (typeof label === "string") {
      checkPort(label, [...keys, "ports", index], ofGroup, report);
    }
  });
  const mapped = mappedLabels(config["port_map"]);
  if (mapped.length === 0) return;
  if (taskPorts.length > 0) {
    const ofTask = scopeOf("this task's resources.network", taskPorts);
    for (const label of mapped) {
      checkPort(label, [...keys, "port_map", label], ofTask, report);
    }
  } else if (ports.length === 0 || groupPorts.length === 0) {
    const labels = groupPorts.map((port) => JSON.stringify(port.label)).join(", ");
    report("NX208", {
      keys: [...keys, "port_map"],
      at: "key",
      summary: "port_map cannot map the ports of a group network",
      detail:
        groupPorts.length > 0
          ? "Docker maps port_map onto the network of the task's resources, and this task has none: it would not start."
          : "No network is declared for this task: it would not start.",
      help:
        groupPorts.length > 0
          ? `Use ports: [${labels}], and give each port of the group's network its "to".`
          : "Declare the ports: network: { port: { … } } in the group, and ports: [ … ] here.",
    });
  }
}

/** The labels of a `port_map`: a list of objects in the API's form. */
function mappedLabels(portMap: unknown): string[] {
  const maps: readonly unknown[] = Array.isArray(portMap) ? portMap : [portMap];
  return maps.flatMap((map) => (isRecord(map) ? Object.keys(map) : []));
}

function declaredPorts(networks: readonly Network[] | null | undefined, keys: KeyPath): DeclaredPort[] {
  return (networks ?? []).flatMap((network, index) =>
    (["ReservedPorts", "DynamicPorts"] as const).flatMap((list) =>
      (network[list] ?? []).flatMap((port, position) =>
        typeof port.Label === "string" ? [{ label: port.Label, keys: [...keys, index, list, position] }] : [],
      ),
    ),
  );
}

function portsOnce(ports: readonly DeclaredPort[], before: readonly DeclaredPort[], report: Report): void {
  const seen = new Set(before.map((port) => port.label));
  for (const port of ports) {
    if (seen.has(port.label)) {
      report("NX207", {
        keys: port.keys,
        at: "key",
        summary: `Port ${JSON.stringify(port.label)} is declared twice`,
      });
    }
    seen.add(port.label);
  }
}

function namedOnce(
  items: readonly { readonly Name?: string | null }[],
  keysOf: (index: number) => KeyPath,
  what: string,
  report: Report,
): void {
  const seen = new Set<string>();
  items.forEach((item, index) => {
    const name = item.Name ?? "";
    if (name === "") report("NX209", { keys: keysOf(index), summary: `The ${what} has no name` });
    else if (seen.has(name)) {
      report("NX207", { keys: keysOf(index), summary: `${what} ${JSON.stringify(name)} is declared twice` });
    }
    seen.add(name);
  });
}
