import { ephemeralDisk } from "../schema/ephemeral-disk.ts";
import { blockRules } from "./rule.ts";
import { inRange } from "./schema-rules.ts";

/** The disk that the tasks of a group share. @see hashicorp/nomad nomad/structs/structs.go EphemeralDisk.Validate (2.0.5) */
export const ephemeralDiskRules = blockRules(ephemeralDisk, undefined, [
  inRange(ephemeralDisk, "SizeMB", { least: 10 }, (value) => `minimum DiskMB value is 10; got ${value}`),
]);
