import { DEFAULT_TAG_PREFIX } from "../config/registry-defaults.ts";
import type { ApiJob } from "../../jobspec/api-job.ts";
import type { FabioSettings } from "../config/fabio-settings.ts";
import { readSettings } from "../config/written-settings.ts";
import { DEFAULT_VERSION, type FabioVersion } from "../version.ts";
import { findFabioTask, type FabioTask } from "./fabio-task.ts";
import { jobRoutes, type JobRoutes, type JobRoutesOptions } from "./job-routes.ts";
import { registerJobs, type RegisteredJobs } from "./register-jobs.ts";

/** Stands for the datacenter of Fabio's Consul agent, which is `${DC}` to Fabio, where it is not known. */
export const unknownDatacenter = "<DC>";

/** Jobs that have been read once, for as many Fabios as there are. */
export interface JobRouting {
  readonly jobs: readonly ApiJob[];
  /** The Fabio that one of the jobs runs. */
  readonly fabio?: FabioTask;
  /** Returns what Consul will hold of the jobs. @param datacenter for jobs that may run in several */
  readonly registered: (datacenter?: string) => RegisteredJobs;
  /** Returns the routes that a Fabio makes of the jobs: for the same options, the same object. */
  readonly routes: (options?: JobRoutesOptions) => JobRoutes;
  /** The same for a Fabio with these settings; without any, for the one that one of the jobs runs, or a default one. */
  readonly routesFor: (settings?: Pick<FabioSettings, "values" | "version">) => JobRoutes;
}

/**
 * Reads jobs, to be asked what each Fabio makes of them. Nothing is made before it is asked for, and nothing twice.
 * @param fabio the one that counts where the jobs run several; without it, the first
 * @example createJobRouting(jobs).routes({ tagPrefix: "external-" }).table
 */
export function createJobRouting(
  jobs: readonly ApiJob[],
  fabio: FabioTask | undefined = findFabioTask(jobs),
): JobRouting {
  const registrations = new Map<string | undefined, RegisteredJobs>();
  const answers = new Map<string, JobRoutes>();
  const registered = (datacenter?: string): RegisteredJobs =>
    kept(registrations, datacenter, () => registerJobs(jobs, datacenter === undefined ? {} : { datacenter }));
  const routes = (options: JobRoutesOptions = {}): JobRoutes => {
    const version = options.version ?? fabio?.version ?? DEFAULT_VERSION;
    const prefix = options.tagPrefix ?? writtenPrefix(fabio, version);
    const { datacenter = unknownDatacenter, withCanaries = false, keys = [] } = options;
    const settings = { prefix, version, datacenter, withCanaries, keys };
    return kept(answers, JSON.stringify([settings, options.datacenter]), () =>
      jobRoutes(registered(options.datacenter), settings),
    );
  };
  return {
    jobs,
    ...(fabio !== undefined && { fabio }),
    registered,
    routes,
    routesFor: (settings) =>
      routes(
        settings && {
          tagPrefix: settings.values["registry.consul.tagprefix"],
          version: settings.version,
        },
      ),
  };
}

/**
 * The route table that will be once these jobs run and all their checks pass, made as Fabio makes it from Consul, with
 * placeholders for the addresses that Nomad has not chosen yet.
 */
export function routesFromJobs(jobs: readonly ApiJob[], options: JobRoutesOptions = {}): JobRoutes {
  return createJobRouting(jobs).routes(options);
}

function writtenPrefix(fabio: FabioTask | undefined, version: FabioVersion): string {
  if (fabio === undefined) return DEFAULT_TAG_PREFIX;
  return readSettings(fabio, version).values["registry.consul.tagprefix"];
}

function kept<Key, Value>(values: Map<Key, Value>, key: Key, make: () => Value): Value {
  const found = values.get(key) ?? make();
  values.set(key, found);
  return found;
}
