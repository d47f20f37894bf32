import { formatDuration } from "../../units/duration.ts";
import { update } from "../schema/update.ts";
import { blockRules } from "./rule.ts";
import { inRange, oneOfValues } from "./schema-rules.ts";

/** How a new version of a group is rolled out. @see hashicorp/nomad nomad/structs/structs.go UpdateStrategy.Validate (2.0.5) */
export const updateRules = blockRules(
  update,
  ["TaskGroup"],
  [
    oneOfValues(update, "HealthCheck", (value) => `Invalid health check given: "${value}"`, "refused"),
    inRange(
      update,
      "MaxParallel",
      { least: 0 },
      (value) => `Max parallel can not be less than zero: ${value} < 0`,
    ),
    inRange(
      update,
      "Canary",
      { least: 0 },
      (value) => `Canary count can not be less than zero: ${value} < 0`,
    ),
    inRange(
      update,
      "MinHealthyTime",
      { least: 0 },
      (value) => `Minimum healthy time may not be less than zero: ${value}`,
    ),
    inRange(
      update,
      "HealthyDeadline",
      { least: 1 },
      (value) => `Healthy deadline must be greater than zero: ${value}`,
    ),
    inRange(
      update,
      "ProgressDeadline",
      { least: 0 },
      (value) => `Progress deadline must be zero or greater: ${value}`,
    ),
    inRange(update, "Stagger", { least: 1 }, (value) => `Stagger must be greater than zero: ${value}`),
    {
      code: "NX2110",
      find: ({ AutoPromote, Canary }) =>
        AutoPromote &&
        Number(Canary) === 0 && {
          keys: ["AutoPromote"],
          summary: "auto_promote needs canaries",
          detail: 'There is nothing to promote while "canary" is 0.',
          help: 'Set "canary" to 1 or more, or leave auto_promote out.',
          nomad: "Auto Promote requires a Canary count greater than zero",
        },
    },
    {
      code: "NX2111",
      find: ({ MinHealthyTime, HealthyDeadline }) =>
        MinHealthyTime >= HealthyDeadline && {
          keys: ["MinHealthyTime"],
          summary: "min_healthy_time is not below healthy_deadline",
          detail: `An allocation would have to be healthy for ${formatDuration(MinHealthyTime)}, and has ${formatDuration(HealthyDeadline)} to become so: none would ever count as healthy.`,
          help: "Make healthy_deadline the longer one.",
          nomad: `Minimum healthy time must be less than healthy deadline: ${formatDuration(MinHealthyTime)} > ${formatDuration(HealthyDeadline)}`,
        },
    },
    {
      code: "NX2112",
      find: ({ HealthyDeadline, ProgressDeadline }) =>
        Number(ProgressDeadline) !== 0 &&
        HealthyDeadline >= ProgressDeadline && {
          keys: ["HealthyDeadline"],
          summary: "healthy_deadline is not below progress_deadline",
          detail: `The deployment would fail after ${formatDuration(ProgressDeadline)} without a healthy allocation, and one may take ${formatDuration(HealthyDeadline)}.`,
          help: "Make progress_deadline the longer one, or 0 for none.",
          nomad: `Healthy deadline must be less than progress deadline: ${formatDuration(HealthyDeadline)} > ${formatDuration(ProgressDeadline)}`,
        },
    },
    {
      code: "NX2113",
      find: ({ MaxParallel }, { group }) => {
        const count = group?.Count ?? 0;
        return (
          count > 1 &&
          MaxParallel > count && {
            keys: ["MaxParallel"],
            severity: "warning",
            summary: "All allocations are replaced at once",
            detail: `"max_parallel" is ${MaxParallel}, and the group has a count of ${count}: while a new version starts, nothing runs.`,
            help: `Write a max_parallel below ${count}.`,
            nomad: `Update max parallel count is greater than task group count (${MaxParallel} > ${count}). A destructive change would result in the simultaneous replacement of all allocations.`,
          }
        );
      },
    },
    {
      code: "NX2114",
      find: ({ Canary, AutoPromote }, { job }) =>
        Number(Canary) !== 0 &&
        !AutoPromote &&
        job.TaskGroups.some(({ Update }) => Update?.AutoPromote === true) && {
          keys: ["AutoPromote"],
          severity: "warning",
          summary: "auto_promote is not on in every group with canaries",
          detail:
            "Another group has it on, and canaries are promoted when all groups are ready: none is promoted by itself.",
          help: "Write auto_promote = true here, too, or leave it out of the others.",
          nomad: "auto_promote must be true for all groups to enable automatic promotion",
        },
    },
  ],
);
