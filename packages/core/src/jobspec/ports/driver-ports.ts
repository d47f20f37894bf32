import type { Group, Task } from "../canonicalize/api-parts.ts";
import { isRecord, type KeyPath } from "../key-path.ts";
import type { Problem, ReportProblem } from "../problems.ts";
import { declaredPorts } from "./declared-ports.ts";
import { PortScope } from "./port-scope.ts";
import { undeclaredPort } from "./undeclared-port.ts";

/** A task whose driver maps ports, and what is around it. */
export interface TaskWithPorts {
  readonly group: Group;
  readonly task: Task;
  /** Steps into the job to the task's `Config`. */
  readonly keys: KeyPath;
  /** The ports of the group's allocation. */
  readonly ofGroup: PortScope;
}

type Config = Readonly<Record<string, unknown>>;

/**
 * Reports what a driver refuses of `ports` and `port_map`, and warns of what it ignores. `ports` names ports of the group's
 * network; `port_map` says where in the container the ports of the task's own, older network lead to.
 * @see hashicorp/nomad drivers/docker/driver.go createContainerConfig, drivers/qemu/driver.go StartTask (2.0.5),
 *   hashicorp/nomad-driver-podman driver.go portMappings (0.6.5)
 */
export function checkDriverPorts(given: TaskWithPorts, report: ReportProblem): void {
  const config = given.task.Config;
  if (!isRecord(config)) return;
  const driver = given.task.Driver;
  if (driver === "docker" || driver === "podman") {
    checkPorts(given, config, report);
    checkPortMap(given, config, report);
  } else if (driver === "qemu") {
    const refuses = hasNetwork(given.task);
    const outcome = refuses ? "The driver does not start the task." : "The driver maps no port.";
    for (const problem of unmapped(given, config, outcome)) {
      report("NX206", refuses ? problem : { ...problem, severity: "warning" });
    }
  }
}

function checkPorts(
  { group, task, keys, ofGroup }: TaskWithPorts,
  config: Config,
  report: ReportProblem,
): void {
  const isIgnored = task.Driver === "docker" && mayShareNetwork(group, config);
  const outcome = isIgnored
    ? "The driver ignores it where the container is in the allocation's network."
    : "The driver does not start the task.";
  portsOf(config).forEach((label, index) => {
    if (label.includes("${") || ofGroup.has(label)) return;
    report("NX206", {
      ...undeclaredPort(label, [...keys, "ports", index], ofGroup, outcome),
      ...(isIgnored && { severity: "warning" }),
      ...(/^\d+$/.test(label) && {
        help: `"ports" takes labels: give a port of the group's network to = ${label}, and write its label here.`,
      }),
    });
  });
}

/** Whether the container may be in another one's network, so that Docker maps no ports; variables may hide that. */
function mayShareNetwork(group: Group, config: Config): boolean {
  const mode = config["network_mode"];
  if (typeof mode === "string" && mode !== "") return mode.startsWith("container:") || mode.includes("${");
  return !["", "host"].includes(group.Networks?.[0]?.Mode ?? "");
}

function checkPortMap(given: TaskWithPorts, config: Config, report: ReportProblem): void {
  if (labelsOf(config).length === 0) return;
  const { group, task, keys } = given;
  const at = { keys: [...keys, "port_map"], at: "key" } as const;
  if (portsOf(config).length > 0) {
    const help = 'Leave port_map out, and give the ports of the group\'s network their "to".';
    const refused = { ...at, summary: "ports and port_map exclude each other", help };
    const ignored = {
      ...at,
      summary: "port_map is ignored beside ports",
      help,
      severity: "warning",
    } as const;
    report("NX208", task.Driver === "podman" ? refused : ignored);
  } else if (hasNetwork(task)) {
    for (const problem of unmapped(given, config, "The driver ignores it.")) {
      report("NX206", { ...problem, severity: "warning" });
    }
  } else {
    report("NX208", { ...at, ...noNetwork(group) });
  }
}

function noNetwork({ Networks }: Group): Pick<Problem, "summary" | "detail" | "help"> {
  const summary = "port_map cannot map the ports of a group network";
  const labels = declaredPorts(Networks).map(({ label }) => JSON.stringify(label));
  return labels.length === 0
    ? {
        summary,
        detail: "No network is declared for this task: it would not start.",
        help: "Declare the ports: network: { port: { … } } in the group, and ports: [ … ] here.",
      }
    : {
        summary,
        detail:
          "The driver maps port_map onto the network of the task's resources, and this task has none: it would not start.",
        help: `Use ports: [${labels.join(", ")}], and give each port of the group's network its "to".`,
      };
}

/** The labels of `port_map` that the first network of the task's resources, the only one that is allocated, does not declare. */
function unmapped({ task, keys }: TaskWithPorts, config: Config, outcome: string): Problem[] {
  const own = declaredPorts(task.Resources?.Networks?.slice(0, 1)).map(({ label }) => label);
  const ports = new PortScope("this task's resources.network", own);
  return labelsOf(config)
    .filter((label) => !label.includes("${") && !ports.has(label))
    .map((label) => undeclaredPort(label, [...keys, "port_map", label], ports, outcome));
}

function hasNetwork(task: Task): boolean {
  return (task.Resources?.Networks ?? []).length > 0;
}

/** The items of `ports`; HCL makes text of a number. */
function portsOf(config: Config): string[] {
  const ports = config["ports"];
  if (!Array.isArray(ports)) return [];
  return ports.map((label: unknown) => (typeof label === "number" ? String(label) : label)).filter(isText);
}

/** The labels of `port_map`: a list of objects in the API's form. */
function labelsOf(config: Config): string[] {
  const given = config["port_map"];
  const maps: readonly unknown[] = Array.isArray(given) ? given : [given];
  return maps.flatMap((map) => (isRecord(map) ? Object.keys(map) : []));
}

function isText(value: unknown): value is string {
  return typeof value === "string";
}
