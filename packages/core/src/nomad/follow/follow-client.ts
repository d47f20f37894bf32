import type { Answer } from "../../http/answer.ts";
import type { LogOptions } from "../allocations.ts";
import type { ReadOptions } from "../call.ts";
import type { AllocationAnswer, DeploymentAnswer, EvaluationAnswer, JobAnswer } from "./answers.ts";

/** What following asks of a server. `NomadClient` is one. */
export interface FollowClient {
  readonly jobs: {
    /** @throws {NomadxError} `not-found` */
    read(jobId: string, options: ReadOptions): Promise<Answer<JobAnswer>>;
    evaluations(jobId: string, options: ReadOptions): Promise<Answer<readonly EvaluationAnswer[]>>;
    deployments(jobId: string, options: ReadOptions): Promise<Answer<readonly DeploymentAnswer[]>>;
    allocations(jobId: string, options: ReadOptions): Promise<Answer<readonly AllocationAnswer[]>>;
  };
  readonly evaluations: {
    /** @throws {NomadxError} `not-found` */
    read(evaluationId: string, options: ReadOptions): Promise<Answer<EvaluationAnswer>>;
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
