import type { JobPlanResponse } from "../answers/plan-response.ts";

/**
 * The exit code of `nomad job plan`: 1 if an allocation is created, destroyed, migrated, replaced or tried as a canary,
 * otherwise 0. In-place updates, and whatever the scheduler says of a job without a visible change, are 0. The counters
 * of a group are added up in 64 bits, so that a wrapped one counts as the CLI counts it.
 * @see hashicorp/nomad command/job_plan.go getExitCode (2.0.5)
 */
export function nomadExitCode(plan: JobPlanResponse): 0 | 1 {
  if (plan.Diff?.Type === "None") return 0;
  const moves = Object.values(plan.Annotations?.DesiredTGUpdates ?? {}).some((updates) => {
    const { Stop, Place, Migrate, DestructiveUpdate, Canary } = updates;
    const sum = [Stop, Place, Migrate, DestructiveUpdate, Canary].reduce<bigint>(
      (total, count) => total + BigInt(count),
      0n,
    );
    return BigInt.asUintN(64, sum) > 0n;
  });
  return moves ? 1 : 0;
}
