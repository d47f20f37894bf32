import { block, bool, duration, int, oneOf, type Named } from "./_define.ts";

const definition = block("UpdateStrategy", {
  /** How many allocations of a group are replaced at a time; 0 for all at once, without a deployment. */
  max_parallel: int("MaxParallel", { default: 1 }),
  /** The sign that an allocation is healthy. */
  health_check: oneOf("HealthCheck", ["checks", "task_states", "manual"], { default: "checks" }),
  /** How long an allocation has to stay healthy to count as such. */
  min_healthy_time: duration("MinHealthyTime", { default: "10s" }),
  /** How long an allocation may take to become healthy. */
  healthy_deadline: duration("HealthyDeadline", { default: "5m" }),
  /** How long the deployment may go without another healthy allocation; 0 fails at the first unhealthy one. */
  progress_deadline: duration("ProgressDeadline", { default: "10m", since: "0.8.4" }),
  /** How many canaries run beside the old version until they are promoted. */
  canary: int("Canary", { default: 0 }),
  /** Go back to the last stable version if the deployment fails. */
  auto_revert: bool("AutoRevert", { default: false }),
  /** Promote the canaries as soon as all are healthy. */
  auto_promote: bool("AutoPromote", { default: false, since: "0.9.2" }),
  /** Wait between two batches of a system job's update. */
  stagger: duration("Stagger", { default: "30s" }),
});

/** How a new version of the job is rolled out (service and system jobs only). */
export const update: UpdateBlock = definition;

/** @see hashicorp/nomad api/jobs.go UpdateStrategy (2.0.5) */
export interface UpdateBlock extends Named<typeof definition> {}
