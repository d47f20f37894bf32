import { allocationId } from "../../dev/nomad/allocation-id.ts";
import { consulEntry } from "../../dev/consul/contents.ts";
import type { CheckStatus, HealthEntry } from "../../consul/instances.ts";

/** An instance as somebody would describe it. */
export interface EntryParts {
  /** @default "web" */
  readonly service?: string;
  /** Number of the allocation that registered it, see `allocationId`; absent: Nomad did not. */
  readonly allocation?: number;
  /** @default what Nomad makes of the allocation */
  readonly id?: string;
  /** @default "n1" */
  readonly node?: string;
  /** `address:port`; an address of "" is the node's, 127.0.0.1. @default "10.0.0.N:80" with the number of the allocation */
  readonly address?: string;
  readonly tags?: readonly string[];
  /** Of its one check. @default "passing" */
  readonly status?: CheckStatus;
  readonly output?: string;
}

/** An instance with its checks, as Consul lists it. */
export function healthEntry(parts: EntryParts = {}): HealthEntry {
  const { service = "web", allocation, status = "passing" } = parts;
  const registered = allocation === undefined ? undefined : `_nomad-task-${allocationId(allocation)}`;
  const id = registered === undefined ? service : `${registered}-group-${service}-${service}-http`;
  return consulEntry({ id, address: `10.0.0.${allocation ?? 99}:80`, ...parts, service, status });
}
