import type { NomadxError } from "@nomadx/core";
import {
  type ComparedWith,
  type JobPlanResponse,
  maskPlan,
  type PlanVerdict,
  planVerdict,
  type UnseenChange,
} from "@nomadx/core/plan";

import type { Cluster } from "../connect/cluster.ts";
import { assertNamespaces } from "../connect/namespaces.ts";
import type { LoadedInputs } from "../inputs/load-inputs.ts";
import { aboutJob, isAboutJob, refusalFindings } from "./job-refusal.ts";
import type { LoadedJob } from "../inputs/read/loaded-job.ts";

/** A loaded job with its plan. */
export interface Planned {
  readonly loaded: LoadedJob;
  /** As it came, secrets in clear. */
  readonly clear: JobPlanResponse;
  /** The same, safe to be shown. */
  readonly plan: JobPlanResponse;
  readonly verdict: PlanVerdict;
  /** The changes that are in no diff of Nomad's, safe to be shown; none where the job of before was not read. */
  readonly unseen: readonly UnseenChange[];
}

/** A loaded job that the server refused to plan. */
interface Refused {
  readonly loaded: LoadedJob;
  readonly refusal: NomadxError;
}

/** The results of planning several jobs, each part in the order of the jobs. */
export interface Plans {
  readonly comparedWith: ComparedWith;
  readonly planned: readonly Planned[];
  readonly refused: readonly Refused[];
}

/**
 * The plans of jobs, made by the cluster, or offline without one. A cluster is asked side by side: the client's
 * connections bound how many at a time. One job that the server refuses does not hide what it says of the others.
 * @throws {NomadxError} what is wrong with the server or the way to it, and the refusal of an only job
 */
export async function planAll(
  cluster: Cluster | undefined,
  inputs: Pick<LoadedInputs, "jobs" | "locate">,
): Promise<Plans> {
  const { jobs } = inputs;
  if (cluster !== undefined) {
    assertNamespaces(
      cluster,
      jobs.map(({ job }) => job),
    );
  }
  const comparedWith = comparisonWith(cluster);
  const planned: Planned[] = [];
  const refused: Refused[] = [];
  const answers = jobs.map(async ({ job }) =>
    cluster === undefined ? planOffline(job) : (await cluster.client.jobs.plan(job)).value,
  );
  for (const [index, answer] of (await Promise.allSettled(answers)).entries()) {
    const loaded = jobs[index];
    if (loaded === undefined) continue;
    const { file, job, secrets } = loaded;
    if (answer.status === "fulfilled") {
      const plan = maskPlan(answer.value, secrets);
      const verdict = planVerdict(plan, job, comparedWith);
      planned.push({ loaded, clear: answer.value, plan, verdict, unseen: [] });
    } else if (isAboutJob(answer.reason) && jobs.length > 1) {
      refused.push({ loaded, refusal: answer.reason });
    } else {
      const found = isAboutJob(answer.reason) ? refusalFindings(job, answer.reason) : [];
      // The error tells its text; these add the places.
      const placed = found.filter(({ keys }) => keys !== undefined);
      throw aboutJob(answer.reason, { file, id: job.ID ?? "" }, await inputs.locate(loaded, placed));
    }
  }
  return { comparedWith, planned, refused };
}

/** All of the job is new. Loaded only where no server is there to ask. */
async function planOffline(job: LoadedJob["job"]): Promise<JobPlanResponse> {
  const { previewPlan } = await import("./preview-plan.ts");
  return previewPlan(null, job);
}

function comparisonWith(cluster: Cluster | undefined): ComparedWith {
  if (cluster === undefined) return { kind: "empty cluster" };
  const { region, namespace } = cluster.config;
  return {
    kind: "server",
    address: cluster.client.address,
    ...(region !== undefined && { region }),
    ...(namespace !== undefined && { namespace }),
  };
}
