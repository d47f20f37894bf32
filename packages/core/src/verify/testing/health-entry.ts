import { allocationId } from "../../dev/nomad/allocation-id.ts";
import type { Check, CheckStatus, HealthEntry } from "../../consul/instances.ts";

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
  const { service = "web", allocation, node = "n1", tags = [], status = "passing", output = "" } = parts;
  const registered = allocation === undefined ? undefined : `_nomad-task-${allocationId(allocation)}`;
  const { id = registered === undefined ? service : `${registered}-group-${service}-${service}-http` } =
    parts;
  const { address = `10.0.0.${allocation ?? 99}:80` } = parts;
  const colon = address.lastIndexOf(":");
  return {
    Node: { ID: "", Node: node, Address: "127.0.0.1", Datacenter: "dc1", Meta: {} },
    Service: {
      ID: id,
      Service: service,
      Tags: [...tags],
      Address: address.slice(0, colon),
      Port: Number(address.slice(colon + 1)),
      Meta: {},
    },
    Checks: [
      checkOf({ Node: node, CheckID: "serfHealth", Name: "Serf Health Status" }),
      checkOf({
        ...{ Node: node, CheckID: `check:${id}`, Name: "alive", Status: status, Output: output },
        ...{ ServiceID: id, ServiceName: service, ServiceTags: [...tags] },
      }),
    ],
  };
}

function checkOf(parts: Pick<Check, "Node" | "CheckID"> & Partial<Check>): Check {
  const none = { Name: "", Output: "", Notes: "", ServiceID: "", ServiceName: "", Type: "" };
  return { ...none, Status: "passing", ServiceTags: [], ...parts };
}
