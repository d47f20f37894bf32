import { block, bool, duration, int, oneOf, type Named } from "./_define.ts";

const definition = block("ReschedulePolicy", {
  /** How many times an allocation is rescheduled within `interval`. */
  attempts: int("Attempts", { defaultByType: { batch: 1, others: 0 } }),
  /** The stretch of time in which `attempts` are counted. */
  interval: duration("Interval", { defaultByType: { batch: "24h", others: "0s" } }),
  /** How long to wait before the first attempt. */
  delay: duration("Delay", { defaultByType: { service: "30s", batch: "5s", others: "0s" } }),
  /** How the wait grows from attempt to attempt. */
  delay_function: oneOf("DelayFunction", ["constant", "exponential", "fibonacci"], {
    defaultByType: { service: "exponential", batch: "constant", others: "" },
  }),
  /** Longest wait. */
  max_delay: duration("MaxDelay", { defaultByType: { service: "1h", others: "0s" } }),
  /** Never stop trying; `attempts` and `interval` do not count then. */
  unlimited: bool("Unlimited", { defaultByType: { service: true, others: false } }),
});

/** Whether and how failed allocations are placed on another node (service and batch jobs only). */
export const reschedule: RescheduleBlock = definition;

/** @see hashicorp/nomad api/tasks.go ReschedulePolicy (2.0.5) */
export interface RescheduleBlock extends Named<typeof definition> {}
