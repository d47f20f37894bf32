import type { AllocationEvidence } from "./evidence.ts";
import type { BlockedGroup } from "./placement.ts";

/** How far one group of a deployment has come. */
export interface GroupProgress {
  readonly group: string;
  readonly desired: number;
  readonly canaries: number;
  readonly placed: number;
  readonly healthy: number;
  readonly unhealthy: number;
  readonly promoted: boolean;
  /** RFC 3339; `undefined` while no deadline runs. */
  readonly deadline: string | undefined;
}

/** An allocation, as far as a line of progress names it. */
export interface AllocationName {
  readonly allocationId: string;
  readonly name: string;
  readonly group: string;
  readonly nodeId: string;
  readonly nodeName: string | undefined;
  readonly jobVersion: number;
  readonly canary: boolean;
}

/** Something worth telling while following; `at` is the time of the answer that showed it, in milliseconds. */
export type FollowEvent = { readonly at: number } & (
  | {
      /** The evaluation that decides was first seen or changed its status; a retry is a new one. */
      readonly kind: "evaluation";
      readonly evaluationId: string;
      readonly triggeredBy: string;
      readonly status: string;
      readonly description: string | undefined;
    }
  | {
      /** The job was registered as it was already: no version is made of it, and what runs of it is looked at. */
      readonly kind: "unchanged";
    }
  | {
      /** A deployment was first seen, or its status or description changed. */
      readonly kind: "deployment";
      readonly deploymentId: string;
      readonly jobVersion: number;
      readonly status: string;
      readonly description: string | undefined;
      /** The deployment of the version that a failed one was rolled back to. */
      readonly rollback: boolean;
    }
  | {
      /** The counts of the deployment changed. */
      readonly kind: "progress";
      readonly deploymentId: string;
      readonly groups: readonly GroupProgress[];
    }
  | ({
      /** A new allocation, or one that was there already and was changed in place. */
      readonly kind: "allocation-placed" | "allocation-updated";
    } & AllocationName)
  | ({
      readonly kind: "allocation-status";
      /** `undefined` when it was first seen in this status. */
      readonly from: string | undefined;
      readonly to: string;
      readonly description: string | undefined;
    } & AllocationName)
  | ({ readonly kind: "task-restarted"; readonly task: string; readonly restarts: number } & AllocationName)
  | ({ readonly kind: "allocation-healthy" } & AllocationName)
  | ({
      /** Failed, lost or unhealthy: told at once, also while the server still tries again. */
      readonly kind: "allocation-failing";
      readonly evidence: AllocationEvidence;
    } & AllocationName)
  | {
      /** A failed allocation will be replaced at this time (RFC 3339). */
      readonly kind: "reschedule";
      readonly evaluationId: string;
      readonly waitUntil: string;
    }
  | { readonly kind: "blocked"; readonly groups: readonly BlockedGroup[] }
  | { readonly kind: "unblocked" }
  | {
      /** The canaries are healthy, and somebody has to promote them. */
      readonly kind: "awaiting-promotion";
      readonly deploymentId: string;
    }
  | { readonly kind: "promoted"; readonly deploymentId: string }
  | {
      /** The deployment failed and the server registered an older version anew, as version `to`. */
      readonly kind: "reverting";
      readonly from: number;
      readonly to: number;
      readonly reason: string;
    }
);
