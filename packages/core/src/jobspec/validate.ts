import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { ApiJob } from "./api-job.ts";
import { isThere, type Group, type Service } from "./canonicalize/api-parts.ts";
import type { KeyPath } from "./key-path.ts";
import { declaredPorts, portsOfGroup, portsOfTask, type DeclaredPort } from "./ports/declared-ports.ts";
import { checkDriverPorts } from "./ports/driver-ports.ts";
import {
  checkContainerNumber,
  checkGroupServicePorts,
  checkTaskServicePorts,
} from "./ports/service-ports.ts";
import { toDiagnostic, type Problem, type ReportProblem } from "./problems.ts";

/**
 * Checks what the parts of a job say of each other: groups, tasks and ports exist and are named once, port references
 * name a declared port, the two generations of network are not mixed. `keys` of a diagnostic are steps into `job`; see
 * `specKeys` for the words of a job file.
 * @see hashicorp/nomad nomad/structs/structs.go Validate, drivers/docker/driver.go createContainerConfig (2.0.5)
 */
export function validateStructure(job: ApiJob): Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  const report: ReportProblem = (code, problem) => void diagnostics.push(toDiagnostic(code, problem));
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
  groups.forEach((group, index) => checkGroup(job, group, ["TaskGroups", index], report));
  return diagnostics;
}

function checkGroup(job: ApiJob, group: Group, keys: KeyPath, report: ReportProblem): void {
  const { Networks, Services, Tasks } = group;
  const tasks = Tasks ?? [];
  if (tasks.length === 0 && !(Services ?? []).some(bringsTask)) {
    report("NX209", {
      keys: [...keys, "Tasks"],
      at: "key",
      summary: `Group ${JSON.stringify(group.Name ?? "")} has no task`,
      help: "Add a task with a driver.",
    });
  }
  namedOnce(tasks, (index) => [...keys, "Tasks", index, "Name"], "task", report);
  const groupPorts = declaredPorts(Networks, [...keys, "Networks"]);
  portsOnce(groupPorts, report);
  const ofGroup = portsOfGroup(job, group);
  (Services ?? []).forEach((service, index) => {
    const at = [...keys, "Services", index];
    checkGroupServicePorts(service, at, ofGroup, report);
    checkContainerNumber(service, at, groupPorts, report);
  });
  tasks.forEach((task, index) => {
    const at = [...keys, "Tasks", index];
    const taskPorts = declaredPorts(task.Resources?.Networks, [...at, "Resources", "Networks"]);
    taskPortsOnce(taskPorts, groupPorts, report);
    const ofTask = portsOfTask(ofGroup, task);
    (task.Services ?? []).forEach((service, position) =>
      checkTaskServicePorts(service, [...at, "Services", position], ofTask, report),
    );
    checkDriverPorts({ group, task, keys: [...at, "Config"], ofGroup }, report);
  });
}

/** Whether Nomad adds a task for the service. */
function bringsTask({ Connect }: Service): boolean {
  return isThere(Connect?.Gateway) || isThere(Connect?.SidecarService);
}

/** No label stands twice in a group's networks. */
function portsOnce(ports: readonly DeclaredPort[], report: ReportProblem): void {
  const seen = new Set<string>();
  for (const port of ports) {
    if (seen.has(port.label)) report("NX207", declaredTwice(port));
    seen.add(port.label);
  }
}

/** Nomad takes a label that stands twice in the networks of one task, of which the client then knows one only. */
function taskPortsOnce(
  ports: readonly DeclaredPort[],
  ofGroup: readonly DeclaredPort[],
  report: ReportProblem,
): void {
  const labels = new Set(ofGroup.map(({ label }) => label));
  const seen = new Set<string>();
  for (const port of ports) {
    if (labels.has(port.label)) report("NX207", declaredTwice(port));
    else if (seen.has(port.label)) report("NX207", { ...declaredTwice(port), severity: "warning" });
    seen.add(port.label);
  }
}

function declaredTwice({ label, keys }: DeclaredPort): Problem {
  return { keys, at: "key", summary: `Port ${JSON.stringify(label)} is declared twice` };
}

function namedOnce(
  items: readonly { readonly Name?: string | null }[],
  keysOf: (index: number) => KeyPath,
  what: string,
  report: ReportProblem,
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
