import type { Finding, SourceRange } from "@nomadx/core";
import {
  createJobRouting,
  type FabioSettings,
  type JobRouteOrigin,
  type JobRouteProblem,
  type JobRoutes,
  type JobRouting,
  type RouteTable,
  type UnroutedService,
} from "@nomadx/core/fabio";
import type { KeyPath } from "@nomadx/core/jobspec";
import type { JobService } from "@nomadx/core/services";

import type { LoadedInputs } from "../inputs/load-inputs.ts";
import { problemFinding } from "./problem-finding.ts";
import { rejectedTable } from "./rejected-table.ts";
import { findJob } from "../inputs/find-job.ts";

/** The routes of job files, with the places that they come from. */
export interface LoadedJobRoutes {
  readonly inputs: LoadedInputs;
  readonly routes: JobRoutes;
  /** The same jobs, for other Fabios. */
  readonly routing: JobRouting;
  /** Where a tag stands. */
  readonly sourceOf: (origin: JobRouteOrigin) => SourceRange | undefined;
  /** Where a service or a tag of a job stands. */
  readonly sourceAt: (place: ServiceJob & Pick<JobService, "keys">) => SourceRange | undefined;
  /** A problem with its place. */
  readonly findingOf: (problem: JobRouteProblem) => Finding;
  /** A service that gets no route, with its place. */
  readonly unroutedFinding: (unrouted: UnroutedService) => Finding;
}

/**
 * Returns the routes that Fabio will make of the jobs that were loaded: one with these settings, or that one of them
 * runs.
 */
export async function loadJobRoutes(
  inputs: LoadedInputs,
  settings?: FabioSettings,
): Promise<LoadedJobRoutes> {
  const routing = createJobRouting(inputs.jobs.map(({ job }) => job));
  const routes = routing.routesFor(settings);
  const places = new Map<string, SourceRange | undefined>();
  for (const loaded of inputs.jobs) {
    const keys = new Map<string, KeyPath>();
    for (const service of routes.services) {
      const { keys: ofService, tags, canaryTags } = service;
      if (findJob(inputs.jobs, service) !== loaded) continue;
      for (const each of [ofService, ...tags.map((tag) => tag.keys), ...canaryTags.map((tag) => tag.keys)]) {
        keys.set(placeKey(service, each), each);
      }
    }
    for (const [key, each] of keys) {
      if (!places.has(key)) places.set(key, (await inputs.place(loaded, each)).source);
    }
  }
  const sourceAt: LoadedJobRoutes["sourceAt"] = ({ keys, ...of }) => places.get(placeKey(of, keys));
  const sourceOf = ({ tag, instance }: JobRouteOrigin) => sourceAt({ ...instance.service, keys: tag.keys });
  return {
    inputs,
    routes,
    routing,
    sourceOf,
    sourceAt,
    findingOf(problem) {
      const { origin } = problem;
      if (origin === undefined) return problemFinding(problem);
      const source = sourceOf(origin);
      const service = origin.instance.name;
      return problemFinding(problem, { cause: `service ${service}`, service, ...(source && { source }) });
    },
    unroutedFinding({ service, message }) {
      const { name, job } = service;
      const source = sourceAt(service);
      return {
        severity: "warning",
        code: "unrouted",
        summary: `Service ${name} of job "${job}" gets no route: ${message}`,
        service: name,
        job,
        ...(source !== undefined && { source }),
      };
    },
  };
}

/** A job as a service or a finding names it: a finding leaves the ID out where it is the name. */
type ServiceJob = Pick<Finding, "job" | "jobId" | "namespace">;

function placeKey({ job, jobId, namespace }: ServiceJob, keys: KeyPath): string {
  return JSON.stringify([job, jobId ?? job, namespace, keys]);
}

/**
 * The table that the jobs lead to.
 * @throws {NomadxError} `invalid` where Fabio would reject all of it
 */
export function expectTable({ routes, findingOf }: LoadedJobRoutes): RouteTable {
  if (routes.table !== undefined) return routes.table;
  throw rejectedTable(routes.problems.map(findingOf));
}
