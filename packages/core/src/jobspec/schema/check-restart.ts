import { block, bool, duration, int, type Named } from "./_define.ts";

const definition = block(
  "CheckRestart",
  {
    /** How many times in a row a check fails before the task is restarted; 0 never restarts it. */
    limit: int("Limit", { default: 0 }),
    /** How long a started task is left alone before failing checks count. */
    grace: duration("Grace", { default: "1s", byValue: false }),
    /** Take a check's warning for a pass. */
    ignore_warnings: bool("IgnoreWarnings", { default: false }),
  },
  { byValue: true },
);

/** When a failing health check restarts its task. */
export const checkRestart: CheckRestartBlock = definition;

/** @see hashicorp/nomad api/services.go CheckRestart (2.0.5) */
export interface CheckRestartBlock extends Named<typeof definition> {}
