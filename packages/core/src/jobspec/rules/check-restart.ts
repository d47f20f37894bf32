import { formatDuration } from "../../units/duration.ts";
import { checkRestart } from "../schema/check-restart.ts";
import { blockRules } from "./rule.ts";
import { inRange } from "./schema-rules.ts";

/** When checks restart their task. @see hashicorp/nomad nomad/structs/structs.go CheckRestart.Validate (2.0.5) */
export const checkRestartRules = blockRules(
  checkRestart,
  ["ServiceCheck"],
  [
    inRange(
      checkRestart,
      "Limit",
      { least: 0 },
      (value) => `limit must be greater than or equal to 0 but found ${value}`,
    ),
    {
      code: "NX216",
      field: "Grace",
      find: ({ Grace }) =>
        Grace < 0 && {
          keys: ["Grace"],
          summary: '"grace" is too small',
          detail: `Received ${formatDuration(Grace)}.`,
          allowed: "0s or more",
          nomad: `grace period must be greater than or equal to 0 but found ${Grace}`,
        },
    },
  ],
);
