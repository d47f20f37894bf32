import { followedEvaluation, registeredIndex } from "./followed-evaluation.ts";
import { ownDeployment } from "./own-deployment.ts";
import type { View } from "./view.ts";

/**
 * The job version that is followed, as soon as any answer tells it. The job's own answer may be of a newer version
 * by the time it comes, or of an older one when the server had it at hand, so it counts only if it is of this
 * registration.
 */
export function followedVersion(view: View): number | undefined {
  if (view.version !== undefined) return view.version;
  const evaluation = followedEvaluation(view);
  const deployment = ownDeployment(view, evaluation);
  if (deployment !== undefined && deployment !== "none") return Number(deployment.JobVersion);
  if (evaluation === undefined) return undefined;
  const registered = registeredIndex(view);
  if (
    view.job !== undefined &&
    (registered ?? Number(view.job.JobModifyIndex)) === Number(view.job.JobModifyIndex)
  ) {
    return Number(view.job.Version);
  }
  const version = view.allocations?.find(({ EvalID }) => EvalID === evaluation.ID)?.JobVersion;
  return version === undefined ? undefined : Number(version);
}
