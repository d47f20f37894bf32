// @ts-check

/**
 * @typedef {object} Recorder
 * @property {string} jobId the flow's own
 * @property {(method: string, path: string, body?: unknown, follow?: object) => Promise<string>} start sends a change that
 *   starts something, notes what a command would follow, and watches the job; answers the job's id
 * @property {(method: string, path: string, body?: unknown) => Promise<any>} call sends any other request
 * @property {(what: string, jobId: string, holds: (state: any) => boolean) => Promise<void>} until
 * @property {(milliseconds: number) => Promise<unknown>} sleep
 *
 * @typedef {(recorder: Recorder) => Promise<void>} Flow
 */

const seconds = (/** @type {number} */ n) => n * 1e9;

const update = {
  MaxParallel: 1,
  HealthCheck: "task_states",
  MinHealthyTime: seconds(0.5),
  HealthyDeadline: seconds(3),
  ProgressDeadline: seconds(6),
};
const runs = { run_for: "1h" };
const fails = { run_for: "100ms", exit_code: 17, stdout_string: "boot\nfatal: no such table\n" };
const crashes = { run_for: "2s", exit_code: 17 };
const elsewhere = [{ LTarget: "${attr.kernel.name}", RTarget: "plan9", Operand: "=" }];
const once = { Attempts: 0, Unlimited: false };

/**
 * @param {string} name
 * @param {object} config of the mock driver
 * @param {object} [more]
 */
function group(name, config, more = {}) {
  const task = { Name: "app", Driver: "mock_driver", Config: config, Resources: { CPU: 20, MemoryMB: 16 } };
  return {
    Name: name,
    RestartPolicy: { Attempts: 0, Mode: "fail" },
    ReschedulePolicy: once,
    Tasks: [task],
    ...more,
  };
}

/**
 * @param {Recorder} recorder
 * @param {string} type
 * @param {object[]} groups
 * @param {object} [more]
 */
function register({ jobId, start }, type, groups, more = {}) {
  // Only services reschedule by a policy of this kind; the server refuses it in system and sysbatch jobs.
  const kept = type.startsWith("sys") ? groups.map((each) => ({ ...each, ReschedulePolicy: null })) : groups;
  const job = { ID: jobId, Name: jobId, Type: type, Datacenters: ["*"], TaskGroups: kept, ...more };
  return start("POST", "/v1/jobs", { Job: job });
}

const deployed =
  (/** @type {number} */ version) =>
  (/** @type {any} */ { deployments }) =>
    deployments.some((/** @type {any} */ each) => each.JobVersion === version && isFinal(each));
const canaryOf = (/** @type {any} */ { deployments }) =>
  deployments.find((/** @type {any} */ { JobVersion }) => JobVersion === 1);
const isFinal = (/** @type {any} */ { Status }) => ["successful", "failed", "cancelled"].includes(Status);
const evaluated = (/** @type {any} */ { evaluations }) =>
  evaluations.length > 0 && evaluations.every((/** @type {any} */ { Status }) => Status !== "pending");
const dead = (/** @type {any} */ { job, allocations }) =>
  job.Status === "dead" &&
  allocations.every((/** @type {any} */ { ClientStatus }) => ClientStatus !== "running");
const crashed = (/** @type {any} */ { allocations }) =>
  allocations.some((/** @type {any} */ { ClientStatus }) => ClientStatus === "failed");
const allRun = (/** @type {any} */ { allocations }) =>
  allocations.length > 0 &&
  allocations.every((/** @type {any} */ { ClientStatus }) => ClientStatus === "running");

/** @type {Readonly<Record<string, Flow>>} */
export const flows = {
  async "service-success"(recorder) {
    await register(recorder, "service", [group("web", runs, { Count: 2, Update: update })]);
    await recorder.until("version 0", recorder.jobId, deployed(0));
    // The same again, then a change in place.
    await register(recorder, "service", [group("web", runs, { Count: 2, Update: update })]);
    await recorder.sleep(700);
    await register(recorder, "service", [
      group("web", runs, { Count: 2, Update: update, Meta: { owner: "me" } }),
    ]);
    await recorder.until("version 1", recorder.jobId, deployed(1));
  },
  async "service-failure"(recorder) {
    await register(recorder, "service", [group("web", fails, { Update: update })]);
    await recorder.until("version 0", recorder.jobId, deployed(0));
    await recorder.sleep(700);
    await register(recorder, "service", [group("web", fails, { Update: update })]);
    await recorder.until("the second evaluation", recorder.jobId, evaluated);
  },
  async "service-stuck"(recorder) {
    const stuck = group("web", { start_block_for: "1h" }, { Update: update, ReschedulePolicy: null });
    await register(recorder, "service", [stuck]);
    await recorder.until("version 0", recorder.jobId, deployed(0));
  },
  async "service-driver-failure"(recorder) {
    await register(recorder, "service", [group("web", { start_error: "no such image" }, { Update: update })]);
    await recorder.until("version 0", recorder.jobId, deployed(0));
  },
  async "service-reverted"(recorder) {
    const reverting = { ...update, AutoRevert: true };
    await register(recorder, "service", [group("web", runs, { Update: reverting })]);
    await recorder.until("version 0", recorder.jobId, deployed(0));
    await register(recorder, "service", [group("web", fails, { Update: reverting })]);
    await recorder.until("version 2", recorder.jobId, deployed(2));
  },
  async "system-reverted"(recorder) {
    const reverting = { ...update, AutoRevert: true };
    await register(recorder, "system", [group("web", runs, { Update: reverting })]);
    await recorder.until("version 0", recorder.jobId, deployed(0));
    await register(recorder, "system", [group("web", fails, { Update: reverting })]);
    await recorder.until("version 1", recorder.jobId, deployed(1));
    await recorder.sleep(2000);
  },
  async "canary-promoted"(recorder) {
    const canary = { ...update, Canary: 1 };
    await register(recorder, "service", [group("web", runs, { Update: canary })]);
    await recorder.until("version 0", recorder.jobId, deployed(0));
    await register(recorder, "service", [group("web", { run_for: "2h" }, { Update: canary })]);
    await recorder.until(
      "a healthy canary",
      recorder.jobId,
      (state) => canaryOf(state)?.TaskGroups.web.HealthyAllocs === 1,
    );
    await recorder.sleep(1000);
    const { ID: id } = canaryOf({
      deployments: await recorder.call("GET", `/v1/job/${recorder.jobId}/deployments`),
    });
    const body = { DeploymentID: id, All: true };
    await recorder.start("POST", `/v1/deployment/promote/${id}`, body, { deploymentId: id });
    await recorder.until("version 1", recorder.jobId, deployed(1));
  },
  async "service-superseded"(recorder) {
    const slowly = { ...update, MinHealthyTime: seconds(2) };
    await register(recorder, "service", [group("web", runs, { Update: slowly })]);
    await recorder.sleep(1000);
    await register(recorder, "service", [group("web", { run_for: "2h" }, { Update: slowly })]);
    await recorder.sleep(1000);
    await recorder.start("DELETE", `/v1/job/${recorder.jobId}`);
    await recorder.sleep(1000);
  },
  async "service-purged"(recorder) {
    await register(recorder, "service", [group("web", { start_block_for: "1h" }, { Update: update })]);
    await recorder.sleep(1000);
    await recorder.start("DELETE", `/v1/job/${recorder.jobId}?purge=true`);
    await recorder.sleep(1000);
  },
  async "service-blocked-then-placed"(recorder) {
    const [{ ID: NodeID }] = await recorder.call("GET", "/v1/nodes");
    const setEligibility = (/** @type {string} */ Eligibility) =>
      recorder.call("POST", `/v1/node/${NodeID}/eligibility`, { NodeID, Eligibility });
    await setEligibility("ineligible");
    await register(recorder, "service", [group("web", runs, { Count: 2, Update: update })]);
    await recorder.sleep(1000);
    await setEligibility("eligible");
    await recorder.until("version 0", recorder.jobId, deployed(0));
  },
  async "service-mixed-groups"(recorder) {
    await register(recorder, "service", [
      group("deployed", runs, { Update: update }),
      group("free", { ...runs, start_block_for: "3s" }, { Update: { MaxParallel: 0 } }),
      group("none", runs, { Count: 0 }),
    ]);
    await recorder.until("the deployment", recorder.jobId, deployed(0));
    await recorder.until("all groups", recorder.jobId, allRun);
  },
  async "service-without-deployment-failure"(recorder) {
    await register(recorder, "service", [group("web", fails, { Update: { MaxParallel: 0 } })]);
    await recorder.until("the end", recorder.jobId, dead);
  },
  async "service-count-0"(recorder) {
    await register(recorder, "service", [group("web", runs, { Count: 0 })]);
    await recorder.until("the evaluation", recorder.jobId, evaluated);
  },
  async "service-scaled-to-0"(recorder) {
    const slowly = { ...runs, kill_after: "1s" };
    await register(recorder, "service", [group("web", slowly, { Count: 2, Update: update })]);
    await recorder.until("version 0", recorder.jobId, deployed(0));
    await register(recorder, "service", [group("web", slowly, { Count: 0, Update: update })]);
    await recorder.until("the end", recorder.jobId, dead);
    await recorder.sleep(500);
  },
  async "service-crashed"(recorder) {
    // Long enough to be healthy, and then, while the server waits to try again, the same job again.
    const later = { Unlimited: true, Delay: seconds(300), DelayFunction: "constant" };
    const crashing = group("web", crashes, { Update: update, ReschedulePolicy: later });
    await register(recorder, "service", [crashing]);
    await recorder.until("the crash", recorder.jobId, crashed);
    await recorder.sleep(500);
    await register(recorder, "service", [crashing]);
    await recorder.sleep(700);
  },
  async "system-crashed"(recorder) {
    // Of a system job the server starts a new allocation at once; nothing but the allocation itself tells how it fares.
    const crashing = group("web", crashes, { Update: update });
    await register(recorder, "system", [crashing]);
    await recorder.until("the crash", recorder.jobId, crashed);
    await recorder.sleep(500);
    await register(recorder, "system", [crashing]);
    await recorder.sleep(3500);
  },
  async "system-without-node"(recorder) {
    await register(recorder, "system", [group("web", runs, { Update: update })], { Datacenters: ["moon"] });
    await recorder.sleep(3000);
  },
  async "system-filtered"(recorder) {
    await register(recorder, "system", [group("web", runs, { Update: update, Constraints: elsewhere })]);
    await recorder.sleep(1000);
  },
  async "sysbatch-without-node"(recorder) {
    await register(recorder, "sysbatch", [group("web", { run_for: "100ms" })], { Datacenters: ["moon"] });
    await recorder.sleep(3000);
  },
  async "sysbatch-success"(recorder) {
    await register(recorder, "sysbatch", [group("web", { run_for: "500ms" })]);
    await recorder.until("the end", recorder.jobId, dead);
  },
  async "batch-partly-blocked"(recorder) {
    await register(recorder, "batch", [
      group("runs", { run_for: "100ms" }),
      group("blocked", { run_for: "100ms" }, { Constraints: elsewhere }),
    ]);
    await recorder.sleep(1500);
  },
  async "batch-rescheduled"(recorder) {
    const again = { Attempts: 1, Interval: seconds(3600), Delay: seconds(5), DelayFunction: "constant" };
    await register(recorder, "batch", [group("web", fails, { ReschedulePolicy: again })]);
    await recorder.until("the end", recorder.jobId, dead);
    await recorder.sleep(500);
    await register(recorder, "batch", [group("web", fails, { ReschedulePolicy: again })]);
    await recorder.sleep(500);
  },
  async "batch-again"(recorder) {
    await register(recorder, "batch", [group("web", { run_for: "200ms" })]);
    await recorder.until("the end", recorder.jobId, dead);
    await recorder.sleep(500);
    await register(recorder, "batch", [group("web", { run_for: "200ms" })]);
    await recorder.sleep(500);
  },
  async "batch-superseded"(recorder) {
    await register(recorder, "batch", [group("web", runs)]);
    await recorder.until("it runs", recorder.jobId, allRun);
    await register(recorder, "batch", [group("web", { run_for: "300ms" })]);
    await recorder.until("the end", recorder.jobId, dead);
  },
  async periodic(recorder) {
    const Periodic = { Enabled: true, Specs: ["0 3 * * *"], SpecType: "cron" };
    await register(recorder, "batch", [group("web", { run_for: "200ms" })], { Periodic });
    const child = await recorder.start("POST", `/v1/job/${recorder.jobId}/periodic/force`);
    await recorder.until("the end", child, dead);
  },
};
