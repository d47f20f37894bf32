import { NomadxError } from "@nomadx/core";
import type { ComparedWith } from "@nomadx/core/plan";

import type { Cluster, ClusterFlagValues } from "../connect/cluster.ts";
import type { LoadedInputs } from "../inputs/load-inputs.ts";
import type { LoadedJob } from "../inputs/read/loaded-job.ts";
import { criticalFindings, type LintFlagValues } from "../routes/critical-findings.ts";
import {
  readValidJobs,
  reportProblems,
  type InputFlagValues,
  type ReadContext,
} from "../inputs/read-jobs.ts";
import { readSavedPlan, type SavedPlan } from "./saved-plan.ts";
import type { Submission } from "./submission.ts";

/** The jobs to submit. */
export interface ReadSubmissions {
  readonly submissions: readonly Submission[];
  /** The job files; none where a saved plan is run. */
  readonly inputs: LoadedInputs | undefined;
}

/**
 * The jobs of a saved plan with their check-indexes, else those of the files.
 * @throws {NomadxError} `usage`; `invalid` for job files with mistakes, and for jobs that hurt the routes of others
 */
export async function readSubmissions(
  files: readonly string[],
  flags: InputFlagValues &
    ClusterFlagValues &
    LintFlagValues & { readonly "check-index"?: string | undefined },
  cluster: Cluster,
  context: ReadContext,
): Promise<ReadSubmissions> {
  const saved = await savedPlanIn(files, flags);
  const refuseCritical = async (jobs: readonly Submission[], inputs?: LoadedInputs): Promise<void> => {
    const found = await criticalFindings(
      jobs.map(({ job }) => job),
      flags,
      context,
      inputs,
    );
    await reportProblems(found, context.report);
  };
  if (saved === undefined) {
    const inputs = await readValidJobs(files, flags, context, cluster);
    await refuseCritical(inputs.jobs, inputs);
    return { submissions: await withCheckIndex(inputs.jobs, flags["check-index"]), inputs };
  }
  context.terminal.keepSecret(saved.jobs.flatMap(({ secrets }) => secrets));
  assertSamePlace(saved.comparedWith, cluster, flags);
  await refuseCritical(saved.jobs);
  return { submissions: saved.jobs, inputs: undefined };
}

/**
 * The saved plan among the arguments, whatever its name; nothing when they are job files.
 * @throws {NomadxError} `usage` when it does not stand alone, or goes with options for job files
 */
async function savedPlanIn(
  files: readonly string[],
  options: { readonly var: readonly string[]; readonly "check-index"?: string | undefined },
): Promise<SavedPlan | undefined> {
  for (const file of files) {
    const saved = await readSavedPlan(file);
    if (saved === undefined) continue;
    if (files.length > 1)
      throw new NomadxError("usage", `${file} is a saved plan, which has to be run alone`);
    if (options["check-index"] !== undefined)
      throw new NomadxError("usage", "A saved plan has its own check-indexes");
    if (options.var.length > 0) throw new NomadxError("usage", "The jobs of a saved plan take no variables");
    return saved;
  }
  return undefined;
}

/**
 * Makes sure that a plan is run where it was made, unless the user says where to run it.
 * @throws {NomadxError} `usage`
 */
function assertSamePlace(plan: ComparedWith, { client, config }: Cluster, named: ClusterFlagValues): void {
  // Without a server all jobs were new, and their check-indexes hold only where they still are.
  if (plan.kind !== "server") return;
  const places = [
    ["address", plan.address, client.address],
    ["region", plan.region, config.region],
    ["namespace", plan.namespace, config.namespace],
  ] as const;
  for (const [flag, planned, now] of places) {
    if (planned === now || named[flag]) continue;
    const [made, here] = [planned ?? "the default", now ?? "the default"];
    throw new NomadxError("usage", `The plan was made for ${flag} ${made}, and this is ${here}`, {
      help:
        planned === undefined ? "Plan again here." : `Plan again here, or run it there: --${flag} ${planned}`,
    });
  }
}

/**
 * Loaded jobs with the check-index that the user gave, if any.
 * @throws {NomadxError} `usage` when it is no number, and when there are several jobs
 */
async function withCheckIndex(
  jobs: readonly LoadedJob[],
  checkIndex: string | undefined,
): Promise<Submission[]> {
  const { jobSource } = await import("./job-source.ts");
  const submissions = jobs.map((loaded) => ({
    job: loaded.job,
    file: loaded.file,
    source: jobSource(loaded),
  }));
  if (checkIndex === undefined) return submissions;
  if (!/^\d{1,19}$/.test(checkIndex))
    throw new NomadxError("usage", `--check-index takes a number, not ${JSON.stringify(checkIndex)}`);
  if (jobs.length > 1) {
    throw new NomadxError("usage", "--check-index is for one job, and there are several", {
      help: "Save a plan of all of them and run that: nomadx plan FILE… --out plan.json && nomadx run plan.json",
    });
  }
  return submissions.map((submission) => ({ ...submission, checkIndex: BigInt(checkIndex) }));
}
