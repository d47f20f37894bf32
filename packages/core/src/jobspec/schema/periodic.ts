import { block, bool, string, strings, type HubObject, type Named } from "./_define.ts";
import { isAbsent } from "./_hub.ts";

/**
 * Says that the times are cron expressions, where there are any.
 * @see hashicorp/nomad jobspec2/parse_job.go normalizeJob (2.0.5)
 */
function readPeriodic(hub: HubObject): void {
  if (!isAbsent(hub["Spec"]) || !isAbsent(hub["Specs"])) hub["SpecType"] = "cron";
}

const definition = block(
  "PeriodicConfig",
  {
    /** Launch at the set times; without it the job stands still. */
    enabled: bool("Enabled", { default: true }),
    /** Cron expression of the times. */
    cron: string("Spec", { default: "", deprecated: "crons" }),
    /** Cron expressions of the times. */
    crons: strings("Specs", { default: [], since: "1.6.2" }),
    /** Do not launch while the launch before is still running. */
    prohibit_overlap: bool("ProhibitOverlap", { default: false }),
    /** Time zone of the expressions, such as `Europe/Zurich`. */
    time_zone: string("TimeZone", { default: "UTC" }),
    /** Language of the times; always `cron`. */
    spec_type: string("SpecType", { default: "cron", apiOnly: true }),
  },
  {
    afterRead: readPeriodic,
    /** @see hashicorp/nomad api/jobs.go PeriodicConfig.Canonicalize (2.0.5) */
    canonicalize: (hub) => {
      if (hub["TimeZone"] === "") delete hub["TimeZone"];
    },
  },
);

/** Runs the job at set times (batch and sysbatch jobs only). */
export const periodic: PeriodicBlock = definition;

/** @see hashicorp/nomad api/jobs.go PeriodicConfig (2.0.5) */
export interface PeriodicBlock extends Named<typeof definition> {}
