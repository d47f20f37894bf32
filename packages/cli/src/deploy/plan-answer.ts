import type {
  ComparedWith,
  JobPlanResponse,
  PlanSummary,
  PlanVerdict,
  UnseenChange,
} from "@nomadx/core/plan";

import { serverErrors } from "../output/server-errors.ts";
import type { Plans } from "./plan-all.ts";

/** The answer of `plan --json`. */
export interface PlanAnswer {
  readonly comparedWith: ComparedWith;
  readonly summary: PlanSummary;
  readonly jobs: readonly {
    readonly file: string;
    readonly job: string;
    readonly verdict: PlanVerdict;
    readonly plan: JobPlanResponse;
    /** The changes that are in no diff of Nomad's, where the jobs of before were read. */
    readonly unseen: readonly UnseenChange[];
  }[];
  /** Jobs that the server refused, with its own words; the exit code is 1 then. */
  readonly refused: readonly {
    readonly file: string;
    readonly job: string;
    readonly errors: readonly string[];
  }[];
}

/** The answer for plans, secrets hidden. */
export function planAnswer({ comparedWith, planned, refused }: Plans, summary: PlanSummary): PlanAnswer {
  return {
    comparedWith,
    summary,
    jobs: planned.map(({ loaded: { file, job }, verdict, plan, unseen }) => ({
      file,
      job: job.ID ?? "",
      verdict,
      plan,
      unseen,
    })),
    refused: refused.map(({ loaded: { file, job }, refusal }) => ({
      file,
      job: job.ID ?? "",
      errors: serverErrors(refusal.request?.text ?? refusal.message),
    })),
  };
}
