import { block, bool, oneOf, type Named } from "./_define.ts";

const definition = block(
  "TaskLifecycle",
  {
    /** Point in the life of the main tasks at which the task starts. */
    hook: oneOf("Hook", ["prestart", "poststart", "poststop"], {
      required: true,
      requiredInHcl: true,
    }),
    /** Keep the task running with the main tasks instead of waiting for its end. */
    sidecar: bool("Sidecar", { default: false }),
  },
  { byValue: true },
);

/** When a task runs, relative to the main tasks of its group. */
export const lifecycle: LifecycleBlock = definition;

/** @see hashicorp/nomad api/tasks.go TaskLifecycle (2.0.5) */
export interface LifecycleBlock extends Named<typeof definition> {}
