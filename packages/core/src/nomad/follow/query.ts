import type { AllocationStub } from "../allocations.ts";
import type { Deployment } from "../deployments.ts";
import type { Evaluation } from "../evaluations.ts";
import type { StoredJob } from "../jobs.ts";

/** A request that the follower needs answered again and again, until it no longer asks for it. */
export type FollowQuery =
  /** `GET /v1/evaluation/:id`, while the job is not known yet. */
  | { readonly kind: "evaluation"; readonly evaluationId: string }
  /** `GET /v1/job/:id/evaluations` and so on; `job` is `GET /v1/job/:id`. */
  | { readonly kind: "evaluations" | "deployments" | "job"; readonly jobId: string }
  | {
      readonly kind: "allocations";
      readonly jobId: string;
      /** A request that was sent before this moment no longer helps: send another, and do not wait for a change. */
      readonly after?: number;
    };

/** When an answer's request was sent and when the answer came, in milliseconds of any one clock. */
interface Timed {
  readonly askedAt: number;
  readonly at: number;
}

/** The answer to a {@link FollowQuery}. `undefined` stands for "404: no such evaluation, no such job". */
export type FollowAnswer =
  | (Timed & { readonly kind: "evaluation"; readonly evaluation: Evaluation | undefined })
  | (Timed & { readonly kind: "evaluations"; readonly evaluations: readonly Evaluation[] })
  | (Timed & { readonly kind: "deployments"; readonly deployments: readonly Deployment[] })
  | (Timed & { readonly kind: "allocations"; readonly allocations: readonly AllocationStub[] })
  | (Timed & { readonly kind: "job"; readonly job: StoredJob | undefined });
