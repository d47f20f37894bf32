import type { AllocationAnswer, DeploymentAnswer, EvaluationAnswer, JobAnswer } from "./answers.ts";

/** A request that the follower needs answered again and again, until it no longer asks for it. */
export type Query =
  /** `GET /v1/evaluation/:id`, while the job is not known yet. */
  | { readonly kind: "evaluation"; readonly evaluationId: string }
  /** `GET /v1/job/:id/evaluations` and so on; `job` is `GET /v1/job/:id`. */
  | { readonly kind: "evaluations" | "deployments" | "allocations" | "job"; readonly jobId: string };

/** When an answer's request was sent and when the answer came, in milliseconds of any one clock. */
interface Timed {
  readonly askedAt: number;
  readonly at: number;
}

/** The answer to a {@link Query}. `undefined` stands for "404: no such evaluation, no such job". */
export type Answer =
  | (Timed & { readonly kind: "evaluation"; readonly evaluation: EvaluationAnswer | undefined })
  | (Timed & { readonly kind: "evaluations"; readonly evaluations: readonly EvaluationAnswer[] })
  | (Timed & { readonly kind: "deployments"; readonly deployments: readonly DeploymentAnswer[] })
  | (Timed & { readonly kind: "allocations"; readonly allocations: readonly AllocationAnswer[] })
  | (Timed & { readonly kind: "job"; readonly job: JobAnswer | undefined });
