import type { ApiJob } from "../../jobspec/api-job.ts";
import type { FabioSettings } from "../config/fabio-settings.ts";
import { routesFromJobs, type JobRoutes } from "./routes-from-jobs.ts";

/** What a Fabio with these settings will make of jobs; without any, the one that one of the jobs runs, or a default one. */
export function routesForFabio(
  jobs: readonly ApiJob[],
  settings?: Pick<FabioSettings, "values" | "version">,
): JobRoutes {
  if (settings === undefined) return routesFromJobs(jobs);
  const { values, version } = settings;
  return routesFromJobs(jobs, { tagPrefix: values["registry.consul.tagprefix"], version });
}
