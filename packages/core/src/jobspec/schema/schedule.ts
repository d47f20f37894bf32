import { block, one, string, type Named } from "./_define.ts";

const cron = block(
  "TaskScheduleCron",
  {
    /** Cron expression of the times at which the task starts. */
    start: string("Start"),
    /** Minute and hour at which the task stops, in cron's form. */
    end: string("End"),
    /** Time zone of both. */
    timezone: string("Timezone", { default: "Local", filledInBy: [] }),
  },
  { byValue: true },
);

const definition = block("TaskSchedule", {
  /** The times. */
  cron: one("Cron", cron),
});

/** Runs a task at set times of the day only (Nomad Enterprise). */
export const schedule: ScheduleBlock = definition;

/** @see hashicorp/nomad api/task_sched.go TaskSchedule (2.0.5) */
export interface ScheduleBlock extends Named<typeof definition> {}
