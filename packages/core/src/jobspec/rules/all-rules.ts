import { csiPluginRules } from "./csi-plugin.ts";
import { disconnectRules } from "./disconnect.ts";
import { ephemeralDiskRules } from "./ephemeral-disk.ts";
import { groupRules } from "./group.ts";
import { jobRules } from "./job.ts";
import { migrateRules } from "./migrate.ts";
import { groupNetworkRules, networkRules } from "./network.ts";
import { parameterizedRules } from "./parameterized.ts";
import { periodicRules } from "./periodic.ts";
import { rescheduleRules } from "./reschedule.ts";
import { restartRules } from "./restart.ts";
import type { BlockRules } from "./rule.ts";
import { scalingRules } from "./scaling.ts";
import { updateRules } from "./update.ts";
import { volumeMountRules, taskMountRules } from "./volume-mount.ts";
import { volumeRules, groupVolumeRules } from "./volume.ts";

/** All rules, in the order in which they are asked of a block. */
export const allRules: readonly BlockRules[] = [
  csiPluginRules,
  disconnectRules,
  ephemeralDiskRules,
  groupRules,
  jobRules,
  migrateRules,
  groupNetworkRules,
  networkRules,
  parameterizedRules,
  periodicRules,
  rescheduleRules,
  restartRules,
  scalingRules,
  updateRules,
  volumeMountRules,
  taskMountRules,
  volumeRules,
  groupVolumeRules,
];
