import { csiPluginRules } from "./csi-plugin.ts";
import type { BlockRules } from "./rule.ts";
import { updateRules } from "./update.ts";
import { taskMountRules, volumeMountRules } from "./volume-mount.ts";
import { groupVolumeRules, volumeRules } from "./volume.ts";

/** All rules, in the order in which they are asked of a block. */
export const allRules: readonly BlockRules[] = [
  updateRules,
  volumeRules,
  groupVolumeRules,
  volumeMountRules,
  taskMountRules,
  csiPluginRules,
];
