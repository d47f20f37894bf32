import type { AllocationStub } from "../allocations.ts";
import type { Deployment } from "../deployments.ts";
import type { Evaluation } from "../evaluations.ts";
import { end, open, type Verdict } from "./verdict.ts";
import { newestOfVersion } from "./version-allocations.ts";
import type { View } from "./view.ts";

/**
 * Returns the fate of the version that the server registered to roll back a failed deployment. The run has failed
 * either way; this only waits to see what runs now. A service gets a new deployment for it; a system job gets none, its
 * allocations are even counted in the failed one.
 */
export function judgeRollback(view: View, failed: Deployment, failing: readonly AllocationStub[]): Verdict {
  const version = Number(failed.JobVersion) + 1;
  const reason = failed.StatusDescription;
  const { job } = view;
  if (view.jobMissing) return end("failed", reason, { failing });

  const deployment = view.deployments?.find(({ JobVersion }) => Number(JobVersion) === version);
  switch (deployment?.Status) {
    case undefined:
      break;
    case "successful":
      return end("reverted", reason, { failing, otherVersion: version });
    case "failed":
    case "cancelled": {
      const second = `${reason}; then version ${version}: ${deployment.StatusDescription || deployment.Status}`;
      return end("failed", second, { failing });
    }
    default:
      return open("reverting");
  }

  if (job === undefined || job.Version < version) return open("reverting");
  if (job.Version > version) return end("failed", reason, { failing });
  const placed = [...view.evaluations.values()].some((evaluation) => isRollback(evaluation, failed, job));
  if (!placed) return open("reverting");
  const newest = newestOfVersion(view.allocations ?? [], version);
  const broken = newest.filter(({ ClientStatus }) => ClientStatus === "failed");
  if (broken.length > 0) return end("failed", reason, { failing: [...failing, ...broken] });
  const runs = newest.length > 0 && newest.every(({ ClientStatus }) => ClientStatus === "running");
  return runs ? end("reverted", reason, { failing, otherVersion: version }) : open("reverting");
}

/** The evaluation that places the rolled back version, when it has ended without a deployment of its own. */
function isRollback(evaluation: Evaluation, failed: Deployment, job: NonNullable<View["job"]>): boolean {
  return (
    evaluation.TriggeredBy === "deployment-watcher" &&
    evaluation.Status === "complete" &&
    evaluation.DeploymentID === failed.ID &&
    evaluation.CreateIndex >= job.JobModifyIndex
  );
}
