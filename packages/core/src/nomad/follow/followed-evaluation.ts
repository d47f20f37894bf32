import type { Evaluation } from "../evaluations.ts";
import type { View } from "./view.ts";

/**
 * The evaluation that decides: the one that was started, or the one that took over from it. `undefined` until an
 * answer names it.
 *
 * - `canceled`: a newer evaluation of the job did its work
 * - `failed` with `NextEval`: the server tries again later; with `BlockedEval`: once the cluster has changed
 *
 * @see hashicorp/nomad nomad/leader.go (reapFailedEvaluations, reapDupBlockedEvaluations), v2.0.5
 */
export function followedEvaluation(view: View): Evaluation | undefined {
  const { start, evaluations } = view;
  let evaluation =
    start.evaluationId === undefined
      ? newest(evaluations.values(), startsSomething)
      : evaluations.get(start.evaluationId);
  // Successors are always younger, but an answer is only text from a server: never walk further than its length.
  for (let step = 0; step < evaluations.size && evaluation !== undefined; step++) {
    const successor = successorOf(evaluation, evaluations);
    if (successor === undefined) return evaluation;
    evaluation = successor;
  }
  return evaluation;
}

/**
 * The `JobModifyIndex` that the followed registration gave the job; `undefined` when it changed nothing.
 * Tells the deployments and job answers that belong to it from older and newer ones.
 */
export function registeredIndex(view: View): number | undefined {
  const first = view.evaluations.get(view.start.evaluationId ?? "") ?? followedEvaluation(view);
  const index = Number(first?.JobModifyIndex ?? 0);
  return index > 0 ? index : undefined;
}

/**
 * Whether the job was registered as it was already: the server makes no version of it then, and may start nothing.
 *
 * @see hashicorp/nomad nomad/job_endpoint.go (Register: `specChanged`), v2.0.5: such an evaluation has no JobModifyIndex
 */
export function changedNothing(view: View): boolean {
  const first = view.evaluations.get(view.start.evaluationId ?? "") ?? followedEvaluation(view);
  return first?.TriggeredBy === "job-register" && Number(first.JobModifyIndex ?? 0) === 0;
}

/** Whether the evaluation only takes the job away: `stop`, with or without purge. */
export function isStopping(evaluation: Evaluation): boolean {
  return evaluation.TriggeredBy === "job-deregister";
}

function successorOf(
  evaluation: Evaluation,
  evaluations: ReadonlyMap<string, Evaluation>,
): Evaluation | undefined {
  if (evaluation.Status === "canceled") {
    return newest(
      evaluations.values(),
      (other) => other.CreateIndex > evaluation.CreateIndex && isOfTheJob(other),
    );
  }
  if (evaluation.Status === "failed") {
    return evaluations.get(evaluation.NextEval) ?? evaluations.get(evaluation.BlockedEval);
  }
  return undefined;
}

/** Evaluations of a registration, scaling, stop or launch, not those that follow from one. */
function startsSomething(evaluation: Evaluation): boolean {
  return evaluation.TriggeredBy.startsWith("job-") || evaluation.TriggeredBy === "periodic-job";
}

/** Evaluations that look at the whole job now: not those that wait, and not those that were themselves replaced. */
function isOfTheJob(evaluation: Evaluation): boolean {
  return evaluation.Status !== "canceled" && evaluation.Status !== "blocked" && !evaluation.WaitUntil;
}

function newest(
  evaluations: Iterable<Evaluation>,
  accept: (evaluation: Evaluation) => boolean,
): Evaluation | undefined {
  let found: Evaluation | undefined;
  for (const evaluation of evaluations) {
    if (accept(evaluation) && (found === undefined || evaluation.CreateIndex > found.CreateIndex)) {
      found = evaluation;
    }
  }
  return found;
}
