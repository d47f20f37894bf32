import { describe, expect, test } from "vitest";

import { allocationStub, type AllocationStub } from "../allocations.ts";
import { deployment as deploymentSchema, type Deployment } from "../deployments.ts";
import { evaluation as evaluationSchema, type Evaluation } from "../evaluations.ts";
import { storedJob, type StoredJob } from "../jobs.ts";
import { createFollower, type Follower } from "./follower.ts";
import { replayFlow } from "./testing/replay-flow.ts";

describe("following a recorded change on a real Nomad", () => {
  test.each([
    ["service-success", 0, "healthy", "Deployment completed successfully"],
    // The same job again.
    ["service-success", 1, "healthy", "The job is unchanged, and all its instances run"],
    ["service-success", 2, "healthy", "Deployment completed successfully"],
    ["service-failure", 0, "failed", "Failed due to unhealthy allocations"],
    // The same job again after it failed: the server starts nothing, and nothing runs.
    ["service-failure", 1, "failed", "Failed due to unhealthy allocations"],
    ["service-driver-failure", 0, "failed", "Failed due to unhealthy allocations"],
    ["service-stuck", 0, "failed", "Failed due to progress deadline"],
    ["service-reverted", 0, "healthy", "Deployment completed successfully"],
    [
      "service-reverted",
      1,
      "reverted",
      "Failed due to unhealthy allocations - rolling back to job version 0",
    ],
    ["system-reverted", 1, "reverted", "Failed due to unhealthy allocations - rolling back to job version 0"],
    ["canary-promoted", 0, "healthy", "Deployment completed successfully"],
    ["canary-promoted", 1, "healthy", "Deployment completed successfully"],
    ["canary-promoted", 2, "healthy", "Deployment completed successfully"],
    ["service-superseded", 0, "superseded", "Cancelled due to newer version of job"],
    ["service-superseded", 1, "stopped-meanwhile", "Cancelled because job is stopped"],
    ["service-superseded", 2, "stopped", "Every allocation has ended"],
    ["service-purged", 0, "stopped-meanwhile", "The job was purged in the meantime"],
    ["service-purged", 1, "stopped", "The job is purged"],
    ["service-blocked-then-placed", 0, "healthy", "Deployment completed successfully"],
    ["service-mixed-groups", 0, "healthy", "Deployment completed successfully"],
    ["service-without-deployment-failure", 0, "failed", 'Failed tasks; 0 of 1 instances of group "web" run'],
    ["service-count-0", 0, "healthy", "No instances are to run, and none does"],
    ["service-scaled-to-0", 1, "healthy", "No instances are to run, and none does"],
    ["service-crashed", 0, "healthy", "Deployment completed successfully"],
    ["sysbatch-success", 0, "complete", "Every allocation has completed"],
    ["batch-rescheduled", 0, "failed", "Failed tasks"],
    // The same job again: the server starts nothing, and the failure stands.
    ["batch-rescheduled", 1, "failed", "Failed tasks"],
    ["batch-again", 0, "complete", "Every allocation has completed"],
    [
      "batch-again",
      1,
      "complete",
      "The job is unchanged, and nothing was started: every allocation had completed before",
    ],
    ["batch-superseded", 0, "superseded", "Version 1 of the job took its place"],
    ["batch-superseded", 1, "complete", "Every allocation has completed"],
    ["periodic", 0, "registered", "Nothing starts until its time comes or it is dispatched"],
    ["periodic", 1, "complete", "Every allocation has completed"],
  ])("%s, change %i, ends %s", (flow, which, kind, reason) => {
    expect(replayFlow(flow, which).follower.outcome()).toMatchObject({ kind, reason });
  });

  test.each([
    ["service-superseded", 0, { jobVersion: 0, otherVersion: 1 }],
    ["service-reverted", 1, { jobVersion: 1, otherVersion: 2 }],
    ["system-reverted", 1, { jobVersion: 1, otherVersion: 2 }],
    ["batch-superseded", 0, { jobVersion: 0, otherVersion: 1 }],
  ])("%s, change %i, names the versions", (flow, which, versions) => {
    expect(replayFlow(flow, which).follower.outcome()).toMatchObject(versions);
  });

  test.each([
    ["service-reverted", 1, "flow-service-reverted.web[0]"],
    ["system-reverted", 1, "flow-system-reverted.web[0]"],
    ["service-stuck", 0, "flow-service-stuck.web[0]"],
    ["batch-rescheduled", 0, "flow-batch-rescheduled.web[0]"],
  ])("%s, change %i, names the allocation that failed, also once it is replaced", (flow, which, name) => {
    const { follower } = replayFlow(flow, which);
    expect(follower.outcome()?.failing.map(({ Name }) => Name)).toEqual([name]);
  });

  test("a job waits for the groups that its deployment does not cover", () => {
    const { events, endedAt } = replayFlow("service-mixed-groups");
    const deployed = events.find((event) => event.kind === "deployment" && event.status === "successful");
    expect(endedAt).toBeGreaterThan((deployed?.at ?? Infinity) + 500);
  });

  test("a batch job is not at its end while an allocation is still to be rescheduled", () => {
    const { events, endedAt } = replayFlow("batch-rescheduled");
    const failures = events.filter((event) => event.kind === "allocation-failing");
    expect(failures).toHaveLength(2);
    expect(endedAt).toBeGreaterThanOrEqual(failures[1]?.at ?? Infinity);
  });
});

describe("an end is what the allocations do now", () => {
  test("the deployment of a job that has not changed says nothing of an allocation that has crashed since", () => {
    const { follower } = replayFlow("service-crashed", 1);
    expect(follower.outcome()).toMatchObject({
      kind: "failed",
      unchanged: true,
      reason: expect.stringMatching(
        /^Failed tasks; 0 of 1 instances of group "web" run; the next attempt is at 20\d\d-/,
      ) as string,
      failing: [{ Name: "flow-service-crashed.web[0]", ClientStatus: "failed" }],
    });
  });

  test("a deployment that succeeds while its allocation is replaced has not ended before the replacement runs", () => {
    const { follower, events, endedAt } = replayFlow("system-crashed", 0);
    const succeeds = events.find((event) => event.kind === "deployment" && event.status === "successful");
    const statuses = events.flatMap((event) => (event.kind === "allocation-status" ? [event.to] : []));
    expect(statuses).toEqual(["running", "failed", "running"]);
    expect(endedAt).toBeGreaterThan((succeeds?.at ?? Infinity) + 500);
    expect(follower.outcome()).toMatchObject({ kind: "healthy" });
  });

  test("once it has run for min_healthy_time it is healthy, without any answer more", () => {
    const follower = createFollower({ at: 0, jobId: "web", evaluationId: "e1" });
    const unchanged = evaluation({
      Status: "complete",
      JobModifyIndex: 0,
      CreateIndex: 20,
      DeploymentID: "d1",
    });
    const update = { MinHealthyTime: 3_000_000_000 };
    follower.answer({ kind: "evaluations", evaluations: [unchanged], askedAt: 0, at: 1 });
    follower.answer({ kind: "deployments", deployments: [deployment({ Status: "successful" })], ...soon });
    follower.answer({
      kind: "job",
      job: { ...job, TaskGroups: [{ Name: "web", Count: 1, Update: update }] },
      ...soon,
    });
    const fresh = { ...runningAllocation, EvalID: "e1", CreateIndex: 21 };
    follower.answer({ kind: "allocations", allocations: [fresh], askedAt: 0, at: 100 });
    expect(follower.deadline()).toBe(3_100);
    // A restart begins anew.
    const restarted = allocationStub.parse({
      ...fresh,
      TaskStates: { app: { State: "running", Failed: false, Restarts: 1 } },
    });
    follower.answer({ kind: "allocations", allocations: [restarted], askedAt: 0, at: 2_000 });
    expect(follower.deadline()).toBe(5_000);
    follower.tick(4_999);
    expect(follower.outcome()).toBeUndefined();
    follower.tick(5_000);
    expect(follower.outcome()).toMatchObject({ kind: "healthy", unchanged: true });
  });

  test.for<[string, number, number]>([
    ["updates are rolled out by deployments, it has to run for min_healthy_time", 1, 3_100],
    ["they are not, running is enough", 0, 0],
  ])("a new allocation that no deployment watches over: where %s", ([, MaxParallel, healthyAt]) => {
    const follower = started([evaluation({ Type: "system", Status: "complete", CreateIndex: 20 })]);
    const failed = deployment({ ID: "d0", JobVersion: 0, JobSpecModifyIndex: 4, Status: "failed" });
    const Update = { MinHealthyTime: 3_000_000_000, MaxParallel };
    follower.answer({ kind: "deployments", deployments: [failed], ...soon });
    follower.answer({
      kind: "job",
      job: { ...job, Type: "system", TaskGroups: [{ Name: "web", Count: 1, Update }] },
      ...soon,
    });
    const fresh = { ...runningAllocation, EvalID: "e1", CreateIndex: 21 };
    follower.answer({ kind: "allocations", allocations: [fresh], askedAt: 0, at: 100 });
    expect(follower.outcome()?.kind).toBe(healthyAt === 0 ? "healthy" : undefined);
    if (healthyAt > 0) follower.tick(healthyAt - 1);
    expect(follower.outcome()?.kind).toBe(healthyAt === 0 ? "healthy" : undefined);
    follower.tick(Math.max(healthyAt, 101));
    expect(follower.outcome()).toMatchObject({ kind: "healthy", reason: "All instances run" });
  });

  test("of a group that wants nothing any more, what ran before has to have ended", () => {
    const follower = started([evaluation({ Status: "complete", CreateIndex: 20 })]);
    follower.answer({ kind: "deployments", deployments: [], ...soon });
    follower.answer({ kind: "job", job: { ...job, TaskGroups: [{ Name: "web", Count: 0 }] }, ...soon });
    const old = { ...runningAllocation, JobVersion: 0, DesiredStatus: "stop" };
    follower.answer({ kind: "allocations", allocations: [old], ...soon });
    expect(follower.phase()).toBe("stopping");
    follower.answer({ kind: "allocations", allocations: [{ ...old, ClientStatus: "complete" }], ...soon });
    expect(follower.outcome()).toMatchObject({ kind: "healthy" });
  });

  test.each([
    ["service-success", 0, undefined],
    ["service-success", 1, true],
    ["service-success", 2, undefined],
    ["service-failure", 1, true],
    ["batch-again", 0, undefined],
    ["batch-again", 1, true],
    ["batch-rescheduled", 1, true],
    ["periodic", 1, undefined],
  ])("%s, change %i, was unchanged: %s", (flow, which, unchanged) => {
    expect(replayFlow(flow, which).follower.outcome()?.unchanged).toBe(unchanged);
  });
});

describe("nothing can be placed", () => {
  test.each([
    ["system-without-node", 'Group "web" could not be placed. No nodes were eligible for evaluation.'],
    ["sysbatch-without-node", 'Group "web" could not be placed. No nodes were eligible for evaluation.'],
    [
      "system-filtered",
      '1 instance of group "web" could not be placed. ' +
        'Constraint "${attr.kernel.name} = plan9": 1 nodes excluded by filter.',
    ],
    [
      "batch-partly-blocked",
      '1 instance of group "blocked" could not be placed. ' +
        'Constraint "${attr.kernel.name} = plan9": 1 nodes excluded by filter.',
    ],
  ])("%s is told at once and ends at the limit", (flow, reason) => {
    const { follower, events } = replayFlow(flow, 0, { blockedTimeoutMs: 10_000 });
    const blocked = events.find(({ kind }) => kind === "blocked");
    expect(follower.phase()).toBe("blocked");
    expect(follower.deadline()).toBe((blocked?.at ?? 0) + 10_000);
    follower.tick((blocked?.at ?? 0) + 9_999);
    expect(follower.outcome()).toBeUndefined();
    follower.tick((blocked?.at ?? 0) + 10_000);
    expect(follower.outcome()).toMatchObject({ kind: "blocked", reason });
  });

  test("the limit no longer runs once everything is placed", () => {
    const { follower, events } = replayFlow("service-blocked-then-placed", 0, { blockedTimeoutMs: 1_500 });
    expect(events.map(({ kind }) => kind)).toContain("unblocked");
    expect(follower.outcome()).toMatchObject({ kind: "healthy" });
  });

  test("the limit runs out on an answer, too", () => {
    const { follower } = replayFlow("service-blocked-then-placed", 0, { blockedTimeoutMs: 500 });
    expect(follower.outcome()).toMatchObject({ kind: "blocked" });
  });
});

describe("how far to wait", () => {
  test("until healthy canaries await promotion", () => {
    const { follower } = replayFlow("canary-promoted", 1, { until: "promotable" });
    expect(follower.outcome()).toMatchObject({ kind: "awaiting-promotion" });
  });

  test("until promotable is until healthy where there are no canaries", () => {
    const { follower } = replayFlow("service-success", 0, { until: "promotable" });
    expect(follower.outcome()).toMatchObject({ kind: "healthy" });
  });

  test.each([
    ["service-success", "All instances run"],
    ["batch-superseded", "All instances have started"],
  ])("until everything of %s runs", (flow, reason) => {
    const running = replayFlow(flow, 0, { until: "running" });
    expect(running.follower.outcome()).toMatchObject({ kind: "running", reason });
    expect(running.endedAt).toBeLessThan(replayFlow(flow, 0).endedAt ?? 0);
  });

  test("no longer than the time limit", () => {
    const { follower } = replayFlow("service-stuck", 0, { timeoutMs: 3_000 });
    expect(follower.outcome()).toMatchObject({
      kind: "timeout",
      reason: "Timed out while the deployment was running",
    });
  });
});

describe("evaluations", () => {
  test("an unknown one is the end", () => {
    const follower = createFollower({ at: 0, evaluationId: "e1" });
    expect(follower.needs()).toEqual([{ kind: "evaluation", evaluationId: "e1" }]);
    follower.answer({ kind: "evaluation", evaluation: undefined, askedAt: 0, at: 1 });
    // The server that is asked may not have heard yet of what another one has taken.
    expect(follower.outcome()).toBeUndefined();
    expect(follower.needs()).toEqual([{ kind: "evaluation", evaluationId: "e1" }]);
    follower.tick(follower.deadline() ?? 0);
    expect(follower.outcome()).toMatchObject({ kind: "unknown" });
    expect(follower.needs()).toEqual([]);
  });

  test("one that its job's list lacks is unknown, unless the list is older", () => {
    const follower = createFollower({ at: 10, jobId: "web", evaluationId: "e1" });
    follower.answer({ kind: "evaluations", evaluations: [], askedAt: 9, at: 11 });
    expect(follower.phase()).toBe("evaluating");
    follower.answer({ kind: "evaluations", evaluations: [], askedAt: 11, at: 12 });
    expect(follower.outcome()).toBeUndefined();
    follower.answer({ kind: "evaluations", evaluations: [], askedAt: 10_009, at: 10_010 });
    expect(follower.outcome()).toMatchObject({ kind: "unknown" });
  });

  test("a job that the server does not know yet is asked for again", () => {
    const follower = started([evaluation({ Status: "complete", DeploymentID: "d1" })]);
    follower.answer({ kind: "deployments", deployments: [], ...soon });
    follower.answer({ kind: "job", job: undefined, ...soon });
    expect(follower.outcome()).toBeUndefined();
    follower.answer({ kind: "job", job, ...soon });
    follower.answer({ kind: "deployments", deployments: [deployment({ Status: "successful" })], ...soon });
    follower.answer({ kind: "allocations", allocations: [runningAllocation], ...soon });
    expect(follower.outcome()).toMatchObject({ kind: "healthy" });
  });

  test("a job that was there and is not any more is gone at once", () => {
    const follower = started([evaluation({ Status: "complete" })]);
    follower.answer({ kind: "deployments", deployments: [], ...soon });
    follower.answer({ kind: "job", job, ...soon });
    follower.answer({ kind: "job", job: undefined, ...soon });
    expect(follower.outcome()).toMatchObject({ kind: "stopped-meanwhile" });
  });

  test("a failed one is the end", () => {
    const follower = started([
      evaluation({ Status: "failed", StatusDescription: "maximum attempts reached (5)" }),
    ]);
    expect(follower.outcome()).toMatchObject({
      kind: "failed",
      reason: "maximum attempts reached (5)",
    });
  });

  test("a failed one that the server tries again is not", () => {
    const failed = evaluation({ Status: "failed", NextEval: "e2" });
    const retry = evaluation({
      ID: "e2",
      CreateIndex: 11,
      TriggeredBy: "failed-follow-up",
      Status: "pending",
    });
    expect(started([failed]).phase()).toBe("evaluating");
    expect(started([failed, retry]).phase()).toBe("evaluating");
    const again = { ...retry, Status: "failed", StatusDescription: "evaluation reached delivery limit (3)" };
    expect(started([failed, again]).outcome()).toMatchObject({
      kind: "failed",
      reason: "evaluation reached delivery limit (3)",
    });
  });

  test("a failed one that waits for the cluster to change counts as blocked", () => {
    const failed = evaluation({ Status: "failed", BlockedEval: "e2" });
    const waiting = evaluation({
      ID: "e2",
      CreateIndex: 11,
      Status: "blocked",
      TriggeredBy: "max-plan-attempts",
    });
    const follower = started([failed, waiting]);
    expect(follower.phase()).toBe("blocked");
    follower.tick(follower.deadline() ?? NaN);
    expect(follower.outcome()).toMatchObject({ kind: "blocked" });
  });

  test("a canceled one leaves the matter to the job's newer one", () => {
    const canceled = evaluation({ Status: "canceled" });
    const newer = evaluation({ ID: "e2", CreateIndex: 12, Status: "complete", DeploymentID: "d1" });
    const waiting = evaluation({ ID: "e3", CreateIndex: 13, Status: "blocked" });
    const follower = started([waiting, newer, canceled]);
    follower.answer({ kind: "deployments", deployments: [deployment({ Status: "successful" })], ...soon });
    follower.answer({ kind: "job", job, ...soon });
    follower.answer({ kind: "allocations", allocations: [runningAllocation], ...soon });
    expect(follower.outcome()).toMatchObject({ kind: "healthy", deploymentId: "d1" });
  });

  test("without one named, the job's newest start is followed", () => {
    const follower = createFollower({ at: 0, jobId: "web" });
    const older = evaluation({ ID: "e0", CreateIndex: 5, DeploymentID: "d0", Status: "complete" });
    const newer = evaluation({ DeploymentID: "d1", Status: "complete" });
    const later = evaluation({
      ID: "e9",
      CreateIndex: 20,
      TriggeredBy: "deployment-watcher",
      Status: "pending",
    });
    follower.answer({ kind: "evaluations", evaluations: [later, newer, older], ...soon });
    follower.answer({ kind: "deployments", deployments: [deployment({ Status: "failed" })], ...soon });
    expect(follower.outcome()).toMatchObject({ kind: "failed", deploymentId: "d1" });
  });
});

test("a stop without an evaluation has ended: there was nothing to stop", () => {
  const follower = createFollower({ at: 0, jobId: "nightly", evaluationId: "", stops: true });
  expect(follower.outcome()).toMatchObject({ kind: "stopped" });
});

describe("answers of different ages", () => {
  test("an older job that is dead is not the new one", () => {
    const follower = started([evaluation({ Type: "batch", Status: "complete" })]);
    const old: StoredJob = { ...job, Type: "batch", Version: 0, Status: "dead", JobModifyIndex: 4 };
    follower.answer({ kind: "allocations", allocations: [], ...soon });
    follower.answer({ kind: "job", job: old, ...soon });
    expect(follower.outcome()).toBeUndefined();
  });

  test("an older deployment named by the evaluation is not followed when the job changed", () => {
    const follower = started([
      evaluation({ Status: "complete", DeploymentID: "d0", TriggeredBy: "job-scaling" }),
    ]);
    const previous = deployment({ ID: "d0", JobVersion: 0, JobSpecModifyIndex: 4, Status: "failed" });
    follower.answer({ kind: "deployments", deployments: [previous], ...soon });
    follower.answer({ kind: "job", job: { ...job, TaskGroups: [{ Name: "web", Count: 0 }] }, ...soon });
    follower.answer({ kind: "allocations", allocations: [], ...soon });
    expect(follower.outcome()).toMatchObject({
      kind: "healthy",
      reason: "No instances are to run, and none does",
    });
  });

  test("an older deployment named by the evaluation is not that of an unchanged version without one", () => {
    const follower = started([
      evaluation({ Status: "complete", DeploymentID: "d0", CreateIndex: 20, JobModifyIndex: 0 }),
    ]);
    const previous = deployment({ ID: "d0", JobVersion: 0, JobSpecModifyIndex: 4, Status: "successful" });
    follower.answer({ kind: "deployments", deployments: [previous], ...soon });
    follower.answer({ kind: "allocations", allocations: [], ...soon });
    expect(follower.outcome()).toBeUndefined();
    follower.answer({ kind: "job", job: { ...job, TaskGroups: [{ Name: "web", Count: 0 }] }, ...soon });
    expect(follower.outcome()).toMatchObject({
      kind: "healthy",
      jobVersion: Number(job.Version),
      unchanged: true,
      reason: "No instances are to run, and none does",
    });
  });

  test("a cancelled deployment waits for the job to say why", () => {
    const follower = started([evaluation({ Status: "complete", DeploymentID: "d1" })]);
    follower.answer({ kind: "job", job, ...soon });
    follower.answer({ kind: "deployments", deployments: [deployment({ Status: "cancelled" })], ...soon });
    expect(follower.outcome()).toBeUndefined();
    follower.answer({ kind: "job", job: { ...job, Version: 2, Stop: true }, ...soon });
    expect(follower.outcome()).toMatchObject({ kind: "stopped-meanwhile" });
  });

  test("indexes may come as bigint", () => {
    const index = 2n ** 60n;
    const follower = started([evaluation({ Status: "complete", DeploymentID: "d1", JobModifyIndex: index })]);
    const large = deployment({ Status: "successful", JobSpecModifyIndex: index });
    follower.answer({ kind: "deployments", deployments: [large], ...soon });
    follower.answer({ kind: "job", job: { ...job, JobModifyIndex: index }, ...soon });
    follower.answer({ kind: "allocations", allocations: [runningAllocation], ...soon });
    expect(follower.outcome()).toMatchObject({ kind: "healthy" });
  });
});

describe("canaries", () => {
  const canary = { ...group, DesiredCanaries: 1, HealthyAllocs: 1 };

  test.each([
    ["healthy", { web: canary }, "awaiting-promotion"],
    ["not healthy yet", { web: { ...canary, HealthyAllocs: 0 } }, "deploying"],
    ["promoted by the server", { web: { ...canary, AutoPromote: true } }, "deploying"],
    ["promoted already", { web: { ...canary, Promoted: true } }, "deploying"],
    ["healthy in one group of two", { web: canary, api: { ...canary, HealthyAllocs: 0 } }, "deploying"],
  ])("%s", (_, TaskGroups, phase) => {
    const follower = started([evaluation({ Status: "complete", DeploymentID: "d1" })]);
    follower.answer({ kind: "deployments", deployments: [deployment({ TaskGroups })], ...soon });
    expect(follower.phase()).toBe(phase);
  });
});

const soon = { askedAt: 1, at: 2 };
const group = {
  DesiredTotal: 1,
  DesiredCanaries: 0,
  PlacedAllocs: 1,
  HealthyAllocs: 0,
  UnhealthyAllocs: 0,
  Promoted: false,
};
const job = storedJob.parse({
  ID: "web",
  Type: "service",
  Version: 1,
  Status: "running",
  Stop: false,
  JobModifyIndex: 10,
  TaskGroups: [{ Name: "web", Count: 1 }],
});

const runningAllocation: AllocationStub = allocationStub.parse({
  ID: "a1",
  Name: "web.web[0]",
  TaskGroup: "web",
  JobVersion: 1,
  EvalID: "e0",
  NodeID: "n1",
  ClientStatus: "running",
  DesiredStatus: "run",
  CreateIndex: 11,
});

function evaluation(fields: Partial<Evaluation>): Evaluation {
  return evaluationSchema.parse({
    ID: "e1",
    JobID: "web",
    Type: "service",
    TriggeredBy: "job-register",
    Status: "pending",
    JobModifyIndex: 10,
    CreateIndex: 10,
    ...fields,
  });
}

function deployment(
  fields: Omit<Partial<Deployment>, "TaskGroups"> & { readonly TaskGroups?: object },
): Deployment {
  return deploymentSchema.parse({
    ID: "d1",
    JobVersion: 1,
    JobSpecModifyIndex: 10,
    CreateIndex: 11,
    Status: "running",
    TaskGroups: { web: { ...group, HealthyAllocs: 0 } },
    ...fields,
  });
}

/** A follower of evaluation e1 of job "web" that has seen these evaluations. */
function started(evaluations: readonly Evaluation[]): Follower {
  const follower = createFollower({ at: 0, jobId: "web", evaluationId: "e1" });
  follower.answer({ kind: "evaluations", evaluations, ...soon });
  return follower;
}
