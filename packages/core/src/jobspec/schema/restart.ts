import { block, bool, duration, int, oneOf, type Named } from "./_define.ts";

const definition = block("RestartPolicy", {
  /** Number of restarts allowed within `interval`. */
  attempts: int("Attempts", { defaultByType: { service: 2, system: 2, others: 3 } }),
  /** The stretch of time in which `attempts` are counted. */
  interval: duration("Interval", { defaultByType: { service: "30m", system: "30m", others: "24h" } }),
  /** How long to wait before a restart. */
  delay: duration("Delay", { default: "15s" }),
  /** The action when all attempts are used up: give up (`fail`) or wait for the next interval (`delay`). */
  mode: oneOf("Mode", ["fail", "delay"], { default: "fail" }),
  /** Render the templates again on a restart. */
  render_templates: bool("RenderTemplates", { default: false, since: "1.6.2" }),
});

/** How a failed task is started again on the same node. */
export const restart: RestartBlock = definition;

/** @see hashicorp/nomad api/tasks.go RestartPolicy (2.0.5) */
export interface RestartBlock extends Named<typeof definition> {}
