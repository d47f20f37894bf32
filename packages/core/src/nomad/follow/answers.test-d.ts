import { expectTypeOf, test } from "vitest";
import type { AllocationStub } from "../allocations.ts";
import type { Deployment } from "../deployments.ts";
import type { Evaluation } from "../evaluations.ts";
import type { StoredJob } from "../jobs.ts";
import type { AllocationAnswer, DeploymentAnswer, EvaluationAnswer, JobAnswer } from "./answers.ts";

test("what the client reads is what following takes", () => {
  expectTypeOf<Evaluation>().toExtend<EvaluationAnswer>();
  expectTypeOf<Deployment>().toExtend<DeploymentAnswer>();
  expectTypeOf<AllocationStub>().toExtend<AllocationAnswer>();
  expectTypeOf<StoredJob>().toExtend<JobAnswer>();
});
