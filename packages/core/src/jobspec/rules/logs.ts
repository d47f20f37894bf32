import { logs } from "../schema/logs.ts";
import { blockRules } from "./rule.ts";
import { inRange } from "./schema-rules.ts";

/** Files of a task's output; Nomad looks at them where they are disabled, too. @see hashicorp/nomad nomad/structs/structs.go LogConfig.Validate (2.0.5) */
export const logsRules = blockRules(
  logs,
  ["Task"],
  [
    inRange(logs, "MaxFiles", { least: 1 }, (value) => `minimum number of files is 1; got ${value}`),
    inRange(logs, "MaxFileSizeMB", { least: 1 }, (value) => `minimum file size is 1MB; got ${value}`),
    {
      code: "NX2220",
      find: ({ MaxFiles, MaxFileSizeMB }, { group }) => {
        const usage = BigInt.asIntN(64, BigInt(MaxFiles) * BigInt(MaxFileSizeMB));
        const size = group?.EphemeralDisk?.SizeMB;
        return (
          size !== undefined &&
          size <= usage && {
            keys: ["MaxFileSizeMB"],
            summary: "The logs do not fit on the disk",
            detail: `Files of ${MaxFileSizeMB} MB, ${MaxFiles} of them, take ${usage} MB, and the group's ephemeral_disk has ${size} MB.`,
            help: `Write an ephemeral_disk of more than ${usage} MB in the group, or keep fewer or smaller files.`,
            nomad: `log storage (${usage} MB) must be less than requested disk capacity (${size} MB)`,
          }
        );
      },
    },
  ],
);
