import type { AllocationStub } from "../allocations.ts";
import { changedNothing, followedEvaluation } from "./followed-evaluation.ts";
import { followedVersion } from "./followed-version.ts";
import type { FollowEvent } from "./events.ts";
import { judge } from "./judge.ts";
import { narrate } from "./narrate.ts";
import type { Outcome } from "./outcome.ts";
import { ownDeployment } from "./own-deployment.ts";
import { describeBlocked } from "./placement.ts";
import type { FollowAnswer, FollowQuery } from "./query.ts";
import { end, type Ending, type Phase, type Verdict } from "./verdict.ts";
import { emptyView, type FollowStart, type View } from "./view.ts";

/**
 * Follows what one change of a job leads to: a pure state machine, to be fed with answers and the time. It never
 * asks, waits or looks at a clock itself.
 */
export interface Follower {
  /** The requests whose answers can still matter; none once there is an outcome. */
  needs(): readonly FollowQuery[];
  /** Takes in one answer, of any age and in any order, and tells what it shows. */
  answer(answer: FollowAnswer): readonly FollowEvent[];
  /** Lets time pass; only this and answers make a limit run out. */
  tick(at: number): void;
  /** When the next limit runs out, in milliseconds of the clock of the start; `undefined` if none runs. */
  deadline(): number | undefined;
  /** Returns the present phase. */
  phase(): Phase | "ended";
  /** How it ended; `undefined` while it has not. */
  outcome(): Outcome | undefined;
}

const defaultBlockedTimeoutMs = 300_000;

/** Begins to follow. */
export function createFollower(start: FollowStart): Follower {
  let view = emptyView(start);
  let verdict = judge(view);
  let unlimitedSince: number | undefined;
  let outcome: Outcome | undefined;
  settle(start.at);

  function settle(at: number): void {
    const waits = verdict.kind === "open" && verdict.unlimited;
    unlimitedSince = waits ? (unlimitedSince ?? at) : undefined;
    if (verdict.kind === "open" && at >= limit()) verdict = runOut(verdict, at);
    if (verdict.kind === "end") outcome = toOutcome(view, verdict.outcome);
  }

  function deadline(): number | undefined {
    if (verdict.kind === "end") return undefined;
    const at = Math.min(limit(), verdict.until ?? Infinity);
    return at === Infinity ? undefined : at;
  }

  function limit(): number {
    return Math.min(timeoutAt(start), blockedAt());
  }

  function blockedAt(): number {
    return unlimitedSince === undefined
      ? Infinity
      : unlimitedSince + (start.blockedTimeoutMs ?? defaultBlockedTimeoutMs);
  }

  function runOut(open: Verdict & { kind: "open" }, at: number): Verdict {
    const { blocked, phase } = open;
    if (at < blockedAt()) return end("timeout", `Timed out while ${activities[phase]}`, { blocked });
    return end("blocked", blocked.map(describeBlocked).join(" ") || "The evaluation is blocked", { blocked });
  }

  return {
    needs: () => (outcome === undefined ? needs(view) : []),
    answer(answer) {
      if (outcome !== undefined) return [];
      const before = { view, verdict };
      view = remember(absorb(view, answer), answer.at);
      verdict = judge(view);
      settle(answer.at);
      return narrate(before, { view, verdict }, answer.at);
    },
    tick(at) {
      if (outcome !== undefined) return;
      view = { ...view, at };
      verdict = judge(view);
      settle(at);
    },
    deadline,
    phase: () => (verdict.kind === "open" ? verdict.phase : "ended"),
    outcome: () => outcome,
  };
}

function needs(view: View): readonly FollowQuery[] {
  const { evaluationId } = view.start;
  const jobId = view.start.jobId ?? followedEvaluation(view)?.JobID;
  if (jobId === undefined) return evaluationId ? [{ kind: "evaluation", evaluationId }] : [];
  const { Type: type, DeploymentID: deploymentId } = followedEvaluation(view) ?? {};
  const deploys = type !== "batch" && type !== "sysbatch";
  // Nobody but the list of allocations says that nothing was placed on any node.
  const mayBeNowhere = (type === "system" || type === "sysbatch") && !deploymentId;
  const after = mayBeNowhere && view.completeAt !== undefined ? { after: view.completeAt } : {};
  return [
    { kind: "evaluations", jobId },
    ...(deploys ? [{ kind: "deployments", jobId } as const] : []),
    { kind: "allocations", jobId, ...after },
    { kind: "job", jobId },
  ];
}

function absorb(view: View, answer: FollowAnswer): View {
  switch (answer.kind) {
    case "evaluation": {
      const { evaluation } = answer;
      if (evaluation === undefined) return { ...view, evaluationMissing: true };
      return { ...view, evaluations: new Map(view.evaluations).set(evaluation.ID, evaluation) };
    }
    case "evaluations": {
      const evaluations = new Map(answer.evaluations.map((evaluation) => [evaluation.ID, evaluation]));
      // The one that is followed stays, even if the server has tidied it away.
      const followed = view.evaluations.get(view.start.evaluationId ?? "");
      if (followed !== undefined && !evaluations.has(followed.ID)) evaluations.set(followed.ID, followed);
      return { ...view, evaluations, evaluationsAskedAt: answer.askedAt };
    }
    case "deployments":
      return { ...view, deployments: answer.deployments };
    case "allocations":
      return { ...view, allocations: answer.allocations, allocationsAskedAt: answer.askedAt };
    case "job":
      return { ...view, job: answer.job ?? view.job, jobMissing: answer.job === undefined };
  }
}

/** Notes what later answers may no longer tell. */
function remember(view: View, at: number): View {
  const complete = followedEvaluation(view)?.Status === "complete";
  return {
    ...view,
    at,
    completeAt: view.completeAt ?? (complete ? at : undefined),
    version: followedVersion(view),
    runningSince: new Map(
      (view.allocations ?? [])
        .filter(({ ClientStatus }) => ClientStatus === "running")
        .map((allocation) => {
          const restarts = restartsOf(allocation);
          const known = view.runningSince.get(allocation.ID);
          return [allocation.ID, known?.restarts === restarts ? known : { at, restarts }];
        }),
    ),
  };
}

function restartsOf({ TaskStates }: AllocationStub): number {
  return Object.values(TaskStates ?? {}).reduce((sum, { Restarts }) => sum + Number(Restarts), 0);
}

function toOutcome(view: View, ending: Ending): Outcome {
  const evaluation = followedEvaluation(view);
  const deployment = ownDeployment(view, evaluation);
  const jobId = view.start.jobId ?? evaluation?.JobID;
  return {
    failing: [],
    blocked: [],
    ...ending,
    ...(jobId === undefined ? {} : { jobId }),
    ...(view.version === undefined ? {} : { jobVersion: view.version }),
    ...(changedNothing(view) && { unchanged: true }),
    ...(deployment === undefined || deployment === "none" ? {} : { deploymentId: deployment.ID }),
  };
}

function timeoutAt(start: FollowStart): number {
  return start.timeoutMs === undefined ? Infinity : start.at + start.timeoutMs;
}

const activities: Readonly<Record<Phase, string>> = {
  evaluating: "the evaluation was pending",
  blocked: "instances could not be placed",
  deploying: "the deployment was running",
  paused: "the deployment was paused",
  "awaiting-promotion": "the canaries awaited promotion",
  reverting: "the job was being rolled back",
  starting: "allocations were starting",
  running: "allocations were running",
  stopping: "allocations were being stopped",
};
