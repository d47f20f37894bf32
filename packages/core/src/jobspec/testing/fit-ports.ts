import { isRecord } from "../key-path.ts";

/** Part of a job as its author writes it. */
export type SpecObject = Readonly<Record<string, unknown>>;

/**
 * The group with every port declared once, and every reference to a port naming one that is declared where it may be; where
 * there is none, nothing.
 */
export function fitPorts(group: SpecObject): SpecObject {
  const taken = new Set<string>();
  const network = each(group["network"], (one) => withPortsOnce(one, taken));
  const groupPorts = portsOfFirst(network);
  const tasks = Object.entries(isRecord(group["task"]) ? group["task"] : {}).map(([name, value]) => {
    const task = isRecord(value) ? value : {};
    const resources = isRecord(task["resources"]) ? task["resources"] : undefined;
    const known = new Set(taken);
    const networks = each(resources?.["network"], (one) => withPortsOnce(one, known));
    const taskPorts = portsOfFirst(networks);
    const fitted = {
      ...task,
      ...(resources !== undefined && { resources: { ...resources, network: networks } }),
      service: each(task["service"], (one) => withKnownPort(one, [...groupPorts, ...taskPorts])),
      config: fitConfig(task, groupPorts, taskPorts),
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

/** The labels of the first network, which is the only one that Nomad allocates. */
function portsOfFirst(networks: unknown): string[] {
  const first: unknown = Array.isArray(networks) ? networks[0] : networks;
  if (!isRecord(first)) return [];
  return ["port", "reserved_ports"].flatMap((key) => (isRecord(first[key]) ? Object.keys(first[key]) : []));
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

/** `ports` are of the group, those of `port_map` of the task; one of them only. */
function fitConfig(task: SpecObject, groupPorts: readonly string[], taskPorts: readonly string[]): unknown {
  const { config, driver } = task;
  if (!["docker", "podman", "qemu"].includes(String(driver)) || !isRecord(config)) return config;
  const { port_map: portMap, ports, ...rest } = config;
  if (Array.isArray(ports)) return { ...rest, ports: groupPorts };
  if (portMap === undefined || taskPorts.length === 0) return rest;
  return { ...rest, port_map: Object.fromEntries(taskPorts.map((label) => [label, 80])) };
}

/** Any of the ports, the same one for the same text. */
function oneOf(ports: readonly string[], text: string): string | undefined {
  return ports[text.length % Math.max(1, ports.length)];
}

/** Changes a block, or every one of a list. */
function each(value: unknown, change: (block: SpecObject) => SpecObject): unknown {
  if (Array.isArray(value)) return value.map((item: unknown) => (isRecord(item) ? change(item) : item));
  return isRecord(value) ? change(value) : value;
}
