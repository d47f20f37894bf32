import { block, bool, duration, int, oneOf, type Named } from "./_define.ts";

const definition = block("ReschedulePolicy", {
  /** How many times an allocation is rescheduled within `interval`. */
  attempts: int("Attempts", { default: "0; 1 for batch jobs" }),
  /** The stretch of time in which `attempts` are counted. */
  interval: duration("Interval", { default: "0s; 24h for batch jobs" }),
  /** How long to wait before the first attempt. */
  delay: duration("Delay", { default: "30s; 5s for batch jobs" }),
  /** How the wait grows from attempt to attempt. */
  delay_function: oneOf("DelayFunction", ["constant", "exponential", "fibonacci"], {
    default: "exponential; constant for batch jobs",
  }),
  /** Longest wait. */
  max_delay: duration("MaxDelay", { default: "1h; 0s for batch jobs" }),
  /** Never stop trying; `attempts` and `interval` do not count then. */
  unlimited: bool("Unlimited", { default: "true; false for batch jobs" }),
});

/** Whether and how failed allocations are placed on another node (service and batch jobs only). */
export const reschedule: RescheduleBlock = definition;

/** @see hashicorp/nomad api/tasks.go ReschedulePolicy (2.0.5) */
export interface RescheduleBlock extends Named<typeof definition> {}
