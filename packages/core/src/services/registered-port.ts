import type { ApiJob } from "../jobspec/api-job.ts";
import { insidePort, interpolate, type AllocationEnv } from "./allocation-env.ts";

type Group = NonNullable<ApiJob["TaskGroups"]>[number];
type Task = NonNullable<Group["Tasks"]>[number];
type Network = NonNullable<Group["Networks"]>[number];
type Port = NonNullable<Network["ReservedPorts"]>[number];

const addressModes = ["auto", "host", "driver", "alloc", "alloc_ipv6"] as const;

/**
 * Whose address is registered. `auto`: that of the driver where it has one to advertise, else the host's.
 * @see hashicorp/nomad client/serviceregistration/address.go GetAddress (2.0.5)
 */
export type AddressMode = (typeof addressModes)[number];

/** The meaning of `address_mode`; what is not written, or not known, is `auto`. */
export function addressModeOf(written: string | null | undefined): AddressMode {
  return addressModes.find((mode) => mode === written) ?? "auto";
}

/** The port with which a service is registered. */
export interface RegisteredPort {
  /** With its variables filled in; "" for a service without a port. */
  readonly label: string;
  /** Absent where Nomad or the driver chooses it. */
  readonly number?: number;
  /** Where the address is the task's own: its port is of the task's network, or the driver gives the address. */
  readonly task?: string;
  /** Absent for the host's. */
  readonly mode?: AddressMode;
}

/**
 * The port of a label: of the task's network, which is the older way, of the group's, or a bare number. Within the
 * allocation's own network it has another number than outside.
 * @see hashicorp/nomad client/serviceregistration/address.go GetAddress (2.0.5)
 */
export function registeredPort(
  { group, task }: { readonly group: Group; readonly task?: Task },
  { label: written, mode }: { readonly label: string; readonly mode: AddressMode },
  env: AllocationEnv,
): RegisteredPort {
  const label = interpolate(written, env).text;
  const isHost = mode === "auto" || mode === "host";
  const taskName = task?.Name ?? undefined;
  const ofDriver = {
    ...(!isHost && { mode }),
    ...(mode === "driver" && taskName !== undefined && { task: taskName }),
  };
  if (/^\d+$/.test(label)) return { label, number: Number(label), ...ofDriver };
  const ofTask = findPort(task?.Resources?.Networks, label);
  const port = ofTask ?? findPort(group.Networks, label);
  const number = port === undefined ? 0 : numberIn(port, mode);
  return {
    label,
    ...(number > 0 && { number }),
    ...(ofTask !== undefined && taskName !== undefined && { task: taskName }),
    ...ofDriver,
  };
}

function findPort(networks: readonly Network[] | null | undefined, label: string): Port | undefined {
  return (networks ?? [])
    .flatMap(({ ReservedPorts, DynamicPorts }) => [...(ReservedPorts ?? []), ...(DynamicPorts ?? [])])
    .find(({ Label }) => Label === label);
}

/** The driver maps a port that has a number inside; in its own network the allocation has the outer one otherwise. */
function numberIn(port: Port, mode: AddressMode): number {
  switch (mode) {
    case "auto":
    case "host":
      return Number(port.Value ?? 0);
    case "driver":
      return Number(port.To ?? 0);
    case "alloc":
    case "alloc_ipv6":
      return insidePort(port);
  }
}
