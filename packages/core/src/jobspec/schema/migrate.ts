import { block, duration, int, oneOf, type Named } from "./_define.ts";

const definition = block("MigrateStrategy", {
  /** How many allocations of the group are moved at a time. */
  max_parallel: int("MaxParallel", { default: 1 }),
  /** The sign that a moved allocation is healthy. */
  health_check: oneOf("HealthCheck", ["checks", "task_states"], { default: "checks" }),
  /** How long it has to stay healthy before the next one is moved. */
  min_healthy_time: duration("MinHealthyTime", { default: "10s" }),
  /** How long it may take to become healthy. */
  healthy_deadline: duration("HealthyDeadline", { default: "5m" }),
});

/** How allocations are moved off nodes that are being drained (service jobs only). */
export const migrate: MigrateBlock = definition;

/** @see hashicorp/nomad api/tasks.go MigrateStrategy (2.0.5) */
export interface MigrateBlock extends Named<typeof definition> {}
