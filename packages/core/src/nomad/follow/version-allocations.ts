import type { AllocationStub } from "../allocations.ts";

/**
 * The allocations of one job version that no other allocation of that version replaced. Replacements of another
 * version do not count: what a rolled back version left behind is evidence of why it failed.
 */
export function newestOfVersion(
  allocations: readonly AllocationStub[],
  version: number | undefined,
): readonly AllocationStub[] {
  const ofVersion = allocations.filter(({ JobVersion }) => Number(JobVersion) === version);
  const ids = new Set(ofVersion.map(({ ID }) => ID));
  return ofVersion.filter(({ NextAllocation }) => !NextAllocation || !ids.has(NextAllocation));
}

/** Whether an allocation went wrong: failed, lost, or found unhealthy by the client. */
export function isFailing(allocation: AllocationStub): boolean {
  return hasFailed(allocation) || allocation.DeploymentStatus?.Healthy === false;
}

/** Whether an allocation ended without success. */
export function hasFailed({ ClientStatus }: AllocationStub): boolean {
  return ClientStatus === "failed" || ClientStatus === "lost";
}

/** Whether an allocation's tasks have ended for good. */
export function isTerminal(allocation: AllocationStub): boolean {
  return allocation.ClientStatus === "complete" || hasFailed(allocation);
}
