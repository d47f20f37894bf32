import { block, bool, oneOf } from "./_define.ts";

/** When a task runs, relative to the main tasks of its group. */
export const lifecycle = block(
  "TaskLifecycle",
  {
    /** Point in the life of the main tasks at which the task starts. */
    hook: oneOf("Hook", ["prestart", "poststart", "poststop"], { required: true }),
    /** Keep the task running with the main tasks instead of waiting for its end. */
    sidecar: bool("Sidecar", { default: false }),
  },
  { byValue: true },
);
