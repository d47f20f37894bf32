import { maintenanceReason } from "../../consul/check-output.ts";
import {
  allocationOf,
  instanceAddress,
  worstStatus,
  type CheckStatus,
  type HealthEntry,
} from "../../consul/instances.ts";

/** An instance as Consul has it, with what its ID says. */
export interface Registration {
  readonly id: string;
  /** Its name in the catalog. */
  readonly service: string;
  readonly node: string;
  /** `10.0.0.1:21533` */
  readonly address: string;
  readonly status: CheckStatus;
  /** ID of the allocation that registered it; absent where Nomad did not. */
  readonly allocation?: string;
  readonly tags: readonly string[];
  /** The check that is worst, where one does not pass: its name, and the first line of what it said. */
  readonly complaint?: string;
}

/** Reads an instance. */
export function readRegistration(entry: HealthEntry): Registration {
  const { Node, Service, Checks } = entry;
  const status = worstStatus(Checks);
  const bad = Checks.find(({ Status }) => Status === status);
  const allocation = allocationOf(Service.ID);
  return {
    id: Service.ID,
    service: Service.Service,
    node: Node.Node,
    address: instanceAddress(entry),
    status,
    ...(allocation !== undefined && { allocation }),
    tags: Service.Tags,
    ...(status !== "passing" && bad !== undefined && { complaint: complaintOf(bad) }),
  };
}

function complaintOf(check: HealthEntry["Checks"][number]): string {
  const reason = maintenanceReason(check);
  if (reason !== undefined) return `it is in maintenance${reason === "" ? "" : `: ${reason}`}`;
  return `check "${check.Name || check.CheckID}" is ${check.Status}${outputOf(check)}`;
}

function outputOf({ Output }: HealthEntry["Checks"][number]): string {
  const [first = ""] = Output.trim().split("\n");
  return first === "" ? "" : `: ${first.length > 200 ? `${first.slice(0, 200)}…` : first}`;
}

/** For people: the allocation where Nomad registered it, else its own ID. */
export function registrationName({ id, allocation, address }: Registration): string {
  return `${allocation === undefined ? id : `allocation ${allocation.slice(0, 8)}`} at ${address}`;
}
