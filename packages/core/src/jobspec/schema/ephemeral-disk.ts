import { block, bool, int, type Named } from "./_define.ts";

const definition = block("EphemeralDisk", {
  /** Space for the group, logs included; at least 10 MB. */
  size: int("SizeMB", { default: 300, unit: "MB" }),
  /** Place an updated allocation on the same node if possible, and keep its data. */
  sticky: bool("Sticky", { default: false }),
  /** Copy the data from the node before when `sticky` could not be kept. */
  migrate: bool("Migrate", { default: false }),
});

/** The disk space that the tasks of a group share. */
export const ephemeralDisk: EphemeralDiskBlock = definition;

/** @see hashicorp/nomad api/tasks.go EphemeralDisk (2.0.5) */
export interface EphemeralDiskBlock extends Named<typeof definition> {}
