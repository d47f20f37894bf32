import type { ApiJob } from "../jobspec/api-job.ts";
import { fillInVariables } from "../jobspec/variables.ts";

type Group = NonNullable<ApiJob["TaskGroups"]>[number];
type Task = NonNullable<Group["Tasks"]>[number];
type Network = NonNullable<Group["Networks"]>[number];
type Port = NonNullable<Network["ReservedPorts"]>[number];

/** The values of `${name}` in the services of an allocation, as far as they are known before there is one. */
export type AllocationEnv = ReadonlyMap<string, string>;

/** Where an allocation will be. */
export interface AllocationPlace {
  /** In canonical form. */
  readonly job: ApiJob;
  readonly group: Group;
  /** Absent for services of the group. */
  readonly task?: Task;
  /** Absent where it is not known: system jobs have one allocation a node, all with the index 0. */
  readonly index: number;
  /** Absent where the job leaves a choice. */
  readonly datacenter?: string;
}

/**
 * The variables that Nomad fills in in a service's name and tags: names, index, datacenter, meta, the task's `env`, and
 * ports whose number is known. What only the client knows (addresses, ids, node attributes) is not in it.
 * @see hashicorp/nomad client/taskenv/env.go buildEnv, setAlloc (2.0.5)
 */
export function allocationEnv({ job, group, task, index, datacenter }: AllocationPlace): AllocationEnv {
  const env = new Map<string, string>();
  const set = (name: string, value: string | null | undefined) => {
    if (value !== undefined && value !== null && value !== "") env.set(name, value);
  };
  const id = job.ID ?? "";
  set("NOMAD_ALLOC_NAME", `${id}.${group.Name ?? ""}[${index}]`);
  set("NOMAD_GROUP_NAME", group.Name);
  set("NOMAD_ALLOC_INDEX", String(index));
  set("NOMAD_TASK_NAME", task?.Name);
  set("NOMAD_JOB_ID", id);
  set("NOMAD_JOB_NAME", job.Name);
  set("NOMAD_NAMESPACE", job.Namespace);
  set("NOMAD_REGION", job.Region);
  set("NOMAD_DC", datacenter);
  set("node.datacenter", datacenter);
  for (const network of [...(group.Networks ?? []), ...(task?.Resources?.Networks ?? [])]) {
    for (const [name, value] of portVariables(network)) env.set(name, value);
  }
  for (const meta of [job.Meta, group.Meta, task?.Meta]) {
    for (const [key, value] of Object.entries(meta ?? {})) {
      for (const name of [key, key.toUpperCase()]) env.set(cleanName(`NOMAD_META_${name}`), value);
    }
  }
  for (const [name, value] of Object.entries(task?.Env ?? {})) env.set(name, interpolate(value, env).text);
  return env;
}

/** A text with its variables filled in, and the names of those that could not be. */
export interface Interpolated {
  readonly text: string;
  readonly unresolved: readonly string[];
}

/** Fills in `${name}`; names that are not known stay as they are written, as with Nomad. */
export function interpolate(text: string, env: AllocationEnv): Interpolated {
  const unresolved: string[] = [];
  const filled = fillInVariables(text, (name) => {
    if (!env.has(name)) unresolved.push(name);
    return env.get(name);
  });
  return { text: filled, unresolved };
}

/** Whether a Nomad client fills the variable in: what is not known yet, as opposed to what nobody knows. */
export function isKnownToClient(name: string): boolean {
  return /^(?:NOMAD_|attr\.|meta\.|node\.|device\.)/.test(name);
}

/** The text with `<name>` for each variable that a client will fill in, which is how `fits` knows what may be anything. */
export function markedForClient({ text, unresolved }: Interpolated): string {
  return unresolved
    .filter(isKnownToClient)
    .reduce((marked, name) => marked.replaceAll(`\${${name}}`, `<${name}>`), text);
}

/** `NOMAD_PORT_x` is the number inside the allocation, `NOMAD_HOST_PORT_x` the one outside. */
function portVariables(network: Network): readonly (readonly [string, string])[] {
  const ports = [...(network.ReservedPorts ?? []), ...(network.DynamicPorts ?? [])];
  return ports.flatMap((port) =>
    [
      [cleanName(`NOMAD_PORT_${port.Label ?? ""}`), insidePort(port)] as const,
      [cleanName(`NOMAD_HOST_PORT_${port.Label ?? ""}`), Number(port.Value ?? 0)] as const,
    ].flatMap(([name, number]) => (number > 0 ? [[name, String(number)] as const] : [])),
  );
}

/** The number of a port within the allocation's network: the one that it is mapped to, else the same as outside. */
export function insidePort({ To, Value }: Pick<Port, "To" | "Value">): number {
  return Number(To ?? 0) > 0 ? Number(To) : Number(Value ?? 0);
}

/** @see hashicorp/nomad helper/funcs.go CleanEnvVar (2.0.5) */
function cleanName(name: string): string {
  return name.replace(/[^A-Za-z0-9_.]/g, "_");
}
