import { block, bool, duration, int } from "./_define.ts";

/** When a failing health check restarts its task. */
export const checkRestart = block(
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
