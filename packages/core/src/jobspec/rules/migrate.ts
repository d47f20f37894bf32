import { quote } from "../../go/quote.ts";
import { migrate } from "../schema/migrate.ts";
import { blockRules } from "./rule.ts";
import { inRange, oneOfValues } from "./schema-rules.ts";

/** Allocations that leave a draining node. @see hashicorp/nomad nomad/structs/structs.go MigrateStrategy.Validate (2.0.5) */
export const migrateRules = blockRules(
  migrate,
  ["TaskGroup"],
  [
    inRange(migrate, "MaxParallel", { least: 0 }, (value) => `MaxParallel must be >= 0 but found ${value}`),
    oneOfValues(migrate, "HealthCheck", (value) => `Invalid HealthCheck: ${quote(value)}`),
    {
      code: "NX202",
      field: "HealthCheck",
      find: ({ HealthCheck, MaxParallel }) =>
        HealthCheck === "" &&
        MaxParallel > 0 && {
          keys: ["HealthCheck"],
          summary: '"health_check" is empty',
          allowed: '"checks" or "task_states"',
          help: 'Leave it out for "checks".',
          nomad: "Missing HealthCheck",
        },
    },
    inRange(
      migrate,
      "MinHealthyTime",
      { least: 0 },
      (value) => `MinHealthyTime is ${value} and must be >= 0`,
    ),
    inRange(
      migrate,
      "HealthyDeadline",
      { least: 0 },
      (value) => `HealthyDeadline is ${value} and must be >= 0`,
    ),
    {
      code: "NX2120",
      find: ({ MinHealthyTime, HealthyDeadline }) =>
        MinHealthyTime > HealthyDeadline && {
          keys: ["MinHealthyTime"],
          summary: "min_healthy_time is longer than healthy_deadline",
          detail: "An allocation that has moved would never count as healthy in time.",
          help: "Make healthy_deadline the longer one.",
          nomad: "MinHealthyTime must be less than HealthyDeadline",
        },
    },
  ],
);
