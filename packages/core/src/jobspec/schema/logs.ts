import { block, bool, int, type Named } from "./_define.ts";

const definition = block("LogConfig", {
  /** How many files are kept for each of stdout and stderr. */
  max_files: int("MaxFiles", { default: 10 }),
  /** Size at which a file is rotated. */
  max_file_size: int("MaxFileSizeMB", { default: 10, unit: "MB" }),
  /** Collect no logs. */
  disabled: bool("Disabled", { default: false, since: "1.5.5" }),
  /** Collect logs. */
  enabled: bool("Enabled", { stored: "never", deprecated: "disabled", since: "1.5.4", until: "1.5.4" }),
});

/** How the output of a task is kept. */
export const logs: LogsBlock = definition;

/** @see hashicorp/nomad api/tasks.go LogConfig (2.0.5) */
export interface LogsBlock extends Named<typeof definition> {}
