import type { ApiJob } from "../api-job.ts";
import type { Group, Task } from "../canonicalize/api-parts.ts";
import { connectPorts } from "../canonicalize/hooks/connect-ports.ts";
import { atRegistration } from "../canonicalize/hooks/registration-env.ts";
import type { KeyPath } from "../key-path.ts";
import { fillInOwners } from "../variables.ts";
import { PortScope } from "./port-scope.ts";

type Network = NonNullable<Group["Networks"]>[number];

/** A port that a network declares. */
export interface DeclaredPort {
  readonly label: string;
  /** Steps into the job to the port. */
  readonly keys: KeyPath;
  /** The port on the host; 0 where Nomad picks one. */
  readonly value: number;
  /** The port inside the allocation; 0 where none is given. */
  readonly to: number;
}

/** The ports of networks; `keys` are the steps to their list. */
export function declaredPorts(
  networks: readonly Network[] | null | undefined,
  keys: KeyPath = [],
): DeclaredPort[] {
  return (networks ?? []).flatMap((network, index) =>
    (["ReservedPorts", "DynamicPorts"] as const).flatMap((list) =>
      (network[list] ?? []).map((port, position) => ({
        label: port.Label ?? "",
        keys: [...keys, index, list, position],
        value: Number(port.Value ?? 0),
        to: Number(port.To ?? 0),
      })),
    ),
  );
}

/**
 * The ports that a group's allocation has: those of its first network, which is the only one that is allocated, and those
 * that Nomad adds to it for Consul's mesh.
 * @see hashicorp/nomad scheduler/feasible/rank.go BinPackIterator.Next (2.0.5)
 */
export function portsOfGroup(job: ApiJob, group: Group): PortScope {
  const own = declaredPorts(group.Networks?.slice(0, 1)).map(({ label }) => label);
  const added = (group.Services ?? []).flatMap((service) =>
    connectPorts(service, serviceName(service.Name ?? "", job, group)),
  );
  const isFirst = (group.Networks?.length ?? 0) > 1;
  return new PortScope(`this group's ${isFirst ? "first " : ""}network`, [...own, ...added]);
}

/** The ports that the services of a task may name: those of its group, and those of all its own networks. */
export function portsOfTask(ofGroup: PortScope, task: Task): PortScope {
  const own = declaredPorts(task.Resources?.Networks).map(({ label }) => label);
  return ofGroup.with("the networks of this group and task", own);
}

function serviceName(name: string, job: ApiJob, group: Group): string {
  const owners = { job: job.Name ?? job.ID ?? "", group: group.Name ?? "" };
  const given = name === "" ? `${owners.job}-${owners.group}` : fillInOwners(name, owners);
  return atRegistration(given, job, group);
}
