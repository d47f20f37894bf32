import { NomadxError } from "../../diagnostics/errors.ts";
import type { Answer } from "../../http/answer.ts";
import type { ReadOptions } from "../call.ts";
import type { FollowClient } from "./follow-client.ts";
import type { FollowAnswer, FollowQuery } from "./query.ts";

/** An answer without its times. */
export type FollowContent = FollowAnswer extends infer Each
  ? Each extends unknown
    ? Omit<Each, "at" | "askedAt">
    : never
  : never;

/**
 * Asks what the follower needs to know. That there is no such job or evaluation is an answer, too.
 *
 * @throws {NomadxError} as the client does, except `not-found`
 */
export async function ask(
  client: FollowClient,
  query: FollowQuery,
  options: ReadOptions,
): Promise<Answer<FollowContent>> {
  switch (query.kind) {
    case "evaluation": {
      const answer = await unlessMissing(client.evaluations.read(query.evaluationId, options));
      return { ...answer, value: { kind: "evaluation", evaluation: answer.value } };
    }
    case "evaluations": {
      const answer = await client.jobs.evaluations(query.jobId, options);
      return { ...answer, value: { kind: "evaluations", evaluations: answer.value } };
    }
    case "deployments": {
      const answer = await client.jobs.deployments(query.jobId, options);
      return { ...answer, value: { kind: "deployments", deployments: answer.value } };
    }
    case "allocations": {
      const answer = await client.jobs.allocations(query.jobId, options);
      return { ...answer, value: { kind: "allocations", allocations: answer.value } };
    }
    case "job": {
      const answer = await unlessMissing(client.jobs.read(query.jobId, options));
      return { ...answer, value: { kind: "job", job: answer.value } };
    }
  }
}

async function unlessMissing<T>(answer: Promise<Answer<T>>): Promise<Answer<T | undefined>> {
  try {
    return await answer;
  } catch (error) {
    if (!(error instanceof NomadxError) || error.code !== "not-found") throw error;
    // No index: the next request starts from the beginning.
    return { value: undefined, index: 0, knownLeader: true, lastContactMs: 0 };
  }
}
