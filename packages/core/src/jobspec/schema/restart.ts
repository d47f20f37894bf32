import { block, bool, duration, int, oneOf, type Named } from "./_define.ts";

const definition = block("RestartPolicy", {
  /** Number of restarts allowed within `interval`. */
  attempts: int("Attempts", { default: "2; 3 for batch and sysbatch jobs" }),
  /** The stretch of time in which `attempts` are counted. */
  interval: duration("Interval", { default: "30m; 24h for batch and sysbatch jobs" }),
  /** How long to wait before a restart. */
  delay: duration("Delay", { default: "15s" }),
  /** What happens when all attempts are used up: give up (`fail`) or wait for the next interval (`delay`). */
  mode: oneOf("Mode", ["fail", "delay"], { default: "fail" }),
  /** Render the templates again on a restart. */
  render_templates: bool("RenderTemplates", { default: false, since: "1.6.2" }),
});

/** How a failed task is started again on the same node. */
export const restart: RestartBlock = definition;

/** @see hashicorp/nomad api/tasks.go RestartPolicy (2.0.5) */
export interface RestartBlock extends Named<typeof definition> {}
