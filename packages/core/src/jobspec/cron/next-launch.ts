import type { ApiJob } from "../api-job.ts";
import { isCronProblem, parseCron } from "./cron-expression.ts";
import { namedZone } from "./named-zone.ts";
import { nextTime } from "./next-time.ts";

/** When and how a job is launched, as the API has it. */
export type Periodic = NonNullable<ApiJob["Periodic"]>;

/**
 * The next launch of a periodic job after an instant, in milliseconds since 1970. `"never"` where there is none before the year
 * 2100; `"crash"` where the server cannot tell, since its library breaks down over an expression; `"unknown"` where this machine
 * cannot: an expression is none, or the zone is not known here (`Local`, the server's own).
 *
 * @example nextLaunch({ Specs: ["0 3 * * *"], TimeZone: "Europe/Zurich" }, Date.UTC(2026, 0, 1)) // 2026-01-01T02:00:00Z
 * @see hashicorp/nomad nomad/structs/structs.go PeriodicConfig.Next (2.0.5)
 */
export function nextLaunch(periodic: Periodic, after: number): number | "never" | "crash" | "unknown" {
  if (periodic.Enabled === false) return "never";
  const zone = namedZone(periodic.TimeZone ?? "");
  if (zone === undefined) return "unknown";
  const single = periodic.Spec ?? "";
  let earliest: number | "never" = "never";
  for (const text of single === "" ? (periodic.Specs ?? []) : [single]) {
    const expression = parseCron(text);
    if (isCronProblem(expression)) return "unknown";
    const time = nextTime(expression, after, zone);
    if (time === "crash") return time;
    // To the server no time is the earliest of all, so that one expression without a launch hides those before it.
    if (earliest === "never" || time === "never" || time < earliest) earliest = time;
  }
  return earliest;
}
