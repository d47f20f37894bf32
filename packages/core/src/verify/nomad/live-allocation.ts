import type { AllocationStub } from "../../nomad/allocations.ts";
import { allocationEvidence, describeEvidence } from "../../nomad/follow/evidence.ts";

/** An allocation that Nomad wants to run, as far as the other layers depend on it. */
export interface LiveAllocation {
  readonly id: string;
  /** `web.web[0]` */
  readonly name: string;
  readonly jobId: string;
  readonly namespace: string;
  readonly group: string;
  readonly isRunning: boolean;
  /** Failed or lost, and not replaced. */
  readonly isFailed: boolean;
  /** Its tasks have ended well. */
  readonly isComplete: boolean;
  /** Beside the old ones, until it is promoted. */
  readonly isCanary: boolean;
  /** Why it does not run, as far as Nomad says. */
  readonly reason: string;
  /** Where it is reached, by label of the port. */
  readonly ports: ReadonlyMap<string, readonly { readonly host: string; readonly port: number }[]>;
}

/** The allocations of a list that Nomad wants to run, without those that others have replaced. */
export function liveAllocations(stubs: readonly AllocationStub[]): readonly LiveAllocation[] {
  return stubs
    .filter(({ DesiredStatus, NextAllocation }) => DesiredStatus === "run" && NextAllocation === "")
    .map((stub) => ({
      id: stub.ID,
      name: stub.Name,
      jobId: stub.JobID,
      namespace: stub.Namespace,
      group: stub.TaskGroup,
      isRunning: stub.ClientStatus === "running",
      isFailed: stub.ClientStatus === "failed" || stub.ClientStatus === "lost",
      isComplete: stub.ClientStatus === "complete",
      isCanary: stub.DeploymentStatus?.Canary ?? false,
      reason: describeEvidence(allocationEvidence(stub)),
      ports: portsOf(stub),
    }));
}

function portsOf({ AllocatedResources: resources }: AllocationStub): LiveAllocation["ports"] {
  const networks = [
    ...(resources?.Shared?.Networks ?? []),
    ...Object.values(resources?.Tasks ?? {}).flatMap(({ Networks }) => Networks),
  ];
  const allocated = [
    ...(resources?.Shared?.Ports ?? []).map(({ Label, HostIP, Value }) => ({ Label, host: HostIP, Value })),
    ...networks.flatMap(({ IP, ReservedPorts, DynamicPorts }) =>
      [...ReservedPorts, ...DynamicPorts].map(({ Label, Value }) => ({ Label, host: IP, Value })),
    ),
  ];
  const ports = new Map<string, { readonly host: string; readonly port: number }[]>();
  for (const { Label, host, Value } of allocated) {
    ports.set(Label, [...(ports.get(Label) ?? []), { host, port: Value }]);
  }
  return ports;
}
