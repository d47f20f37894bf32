import type { Deployment } from "../deployments.ts";
import type { Evaluation } from "../evaluations.ts";
import { registeredIndex } from "./followed-evaluation.ts";
import type { View } from "./view.ts";

/**
 * The deployment that rolls out what is followed. `"none"`: there is none (batch, count 0, `max_parallel = 0`);
 * `undefined`: not known yet.
 *
 * An evaluation's `DeploymentID` is not always that: when a version needs no deployment it names the one before.
 */
export function ownDeployment(
  view: View,
  evaluation: Evaluation | undefined,
): Deployment | "none" | undefined {
  const { start, deployments } = view;
  if (start.deploymentId !== undefined) return deployments?.find(({ ID }) => ID === start.deploymentId);
  if (evaluation?.Status !== "complete") return undefined;
  if (evaluation.Type === "batch" || evaluation.Type === "sysbatch") return "none";
  const registered = registeredIndex(view) ?? indexBefore(view, evaluation);
  if (registered === undefined && view.job === undefined && !view.jobMissing) return undefined;
  if (evaluation.DeploymentID) {
    const named = deployments?.find(({ ID }) => ID === evaluation.DeploymentID);
    if (named === undefined) return undefined;
    if (registered === undefined || Number(named.JobSpecModifyIndex || registered) === registered)
      return named;
  }
  // A later evaluation may have made it: a system job without a node gets its deployment when one joins.
  const made = deployments?.filter(({ JobSpecModifyIndex }) => Number(JobSpecModifyIndex) === registered);
  return made?.toSorted((a, b) => Number(b.CreateIndex) - Number(a.CreateIndex))[0] ?? "none";
}

/** The `JobModifyIndex` of a job that an evaluation found as it was; `undefined` for one that has changed since. */
function indexBefore({ job }: View, { CreateIndex }: Evaluation): number | undefined {
  return job !== undefined && job.JobModifyIndex <= CreateIndex ? Number(job.JobModifyIndex) : undefined;
}

/**
 * The version that a failed deployment rolls back to, from the server's words: there is no field for it.
 *
 * @see hashicorp/nomad nomad/structs/deployment.go (DeploymentStatusDescriptionRollback), v2.0.5
 */
export function rollbackTarget(deployment: Deployment): number | undefined {
  const version = / - rolling back to job version (\d+)$/.exec(deployment.StatusDescription)?.[1];
  return version === undefined ? undefined : Number(version);
}
