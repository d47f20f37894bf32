import type { Answer } from "../../http/answer.ts";
import type { LogOptions } from "../allocations.ts";
import type { ReadOptions } from "../call.ts";
import type { AllocationStub } from "../allocations.ts";
import type { Deployment } from "../deployments.ts";
import type { Evaluation } from "../evaluations.ts";
import type { StoredJob } from "../jobs.ts";

/** The calls that following makes of a server. `NomadClient` is one. */
export interface FollowClient {
  readonly jobs: {
    /** @throws {NomadxError} `not-found` */
    read(jobId: string, options: ReadOptions): Promise<Answer<StoredJob>>;
    evaluations(jobId: string, options: ReadOptions): Promise<Answer<readonly Evaluation[]>>;
    deployments(jobId: string, options: ReadOptions): Promise<Answer<readonly Deployment[]>>;
    allocations(jobId: string, options: ReadOptions): Promise<Answer<readonly AllocationStub[]>>;
  };
  readonly evaluations: {
    /** @throws {NomadxError} `not-found` */
    read(evaluationId: string, options: ReadOptions): Promise<Answer<Evaluation>>;
  };
  readonly allocations: {
    logs(
      allocationId: string,
      task: string,
      stream: "stdout" | "stderr",
      options: LogOptions,
    ): Promise<Answer<string>>;
  };
}
