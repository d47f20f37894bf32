export {
  isCronProblem,
  parseCron,
  type CronExpression,
  type MonthDays,
  type Weekdays,
} from "./cron-expression.ts";
export type { CronField, CronProblem } from "./cron-field.ts";
export { namedZone } from "./named-zone.ts";
export { nextLaunch, type Periodic } from "./next-launch.ts";
export { nextTime } from "./next-time.ts";
export { utc, type TimeZone } from "./time-zone.ts";
