import { isRecord } from "../key-path.ts";

/** Part of a job as its author writes it. */
export type SpecObject = Readonly<Record<string, unknown>>;

/**
 * The group with every port declared once, and every reference to a port naming one that is declared where it may be;
 * where there is none, a number.
 */
export function fitPorts(group: SpecObject): SpecObject {
  const seen = new Set<string>();
  const network = each(group["network"], (one) => withPortsOnce(one, seen));
  const groupPorts = [...seen];
  const tasks = Object.entries(isRecord(group["task"]) ? group["task"] : {}).map(([name, value]) => {
    const task = isRecord(value) ? value : {};
    const resources = isRecord(task["resources"]) ? task["resources"] : undefined;
    const known = new Set(groupPorts);
    const networks = each(resources?.["network"], (one) => withPortsOnce(one, known));
    const ports = [...known];
    const fitted = {
      ...task,
      ...(resources !== undefined && { resources: { ...resources, network: networks } }),
      service: each(task["service"], (one) => withKnownPort(one, ports)),
      config: fitConfig(task, groupPorts, ports.slice(groupPorts.length)),
    };
    return [name, fitted] as const;
  });
  return {
    ...group,
    network,
    service: each(group["service"], (one) => withKnownPort(one, groupPorts)),
    task: Object.fromEntries(tasks),
  };
}

/**
 * A network without the ports whose labels are taken. Reserved ports have a number: beside others, HCL has no words for
 * one without.
 */
function withPortsOnce(network: SpecObject, taken: Set<string>): SpecObject {
  const free = (ports: unknown): [string, unknown][] => {
    const entries = Object.entries(isRecord(ports) ? ports : {}).filter(([label]) => !taken.has(label));
    for (const [label] of entries) taken.add(label);
    return entries;
  };
  const reserved = free(network["reserved_ports"]).map(
    ([label, port]) => [label, { ...(isRecord(port) ? port : {}), static: 80 }] as const,
  );
  const port = free(network["port"]);
  return {
    ...network,
    ...(network["port"] !== undefined && { port: Object.fromEntries(port) }),
    ...(network["reserved_ports"] !== undefined && { reserved_ports: Object.fromEntries(reserved) }),
  };
}

function withKnownPort(service: SpecObject, ports: readonly string[]): SpecObject {
  return {
    ...service,
    ...(typeof service["port"] === "string" && { port: oneOf(ports, service["port"]) }),
    check: each(service["check"], (check) =>
      typeof check["port"] === "string" ? { ...check, port: oneOf(ports, check["port"]) } : check,
    ),
  };
}

/** Docker's `ports` are of the group, those of `port_map` of the task. */
function fitConfig(task: SpecObject, groupPorts: readonly string[], taskPorts: readonly string[]): unknown {
  const { config, driver } = task;
  if (driver !== "docker" || !isRecord(config)) return config;
  const { port_map: portMap, ports, ...rest } = config;
  return {
    ...rest,
    ...(Array.isArray(ports) && { ports: groupPorts }),
    ...(portMap !== undefined &&
      taskPorts.length > 0 && { port_map: Object.fromEntries(taskPorts.map((label) => [label, 80])) }),
  };
}

/** Any of the ports, the same one for the same text. */
function oneOf(ports: readonly string[], text: string): string {
  return ports[text.length % Math.max(1, ports.length)] ?? "8080";
}

/** Changes a block, or every one of a list. */
function each(value: unknown, change: (block: SpecObject) => SpecObject): unknown {
  if (Array.isArray(value)) return value.map((item: unknown) => (isRecord(item) ? change(item) : item));
  return isRecord(value) ? change(value) : value;
}
