import type { SourceRange } from "@nomadx/core";
import {
  createJobRouting,
  type FabioSettings,
  type JobRouteOrigin,
  type JobRouteProblem,
  type JobRoutes,
  type JobRouting,
  type RouteTable,
} from "@nomadx/core/fabio";
import type { KeyPath } from "@nomadx/core/jobspec";
import type { JobService } from "@nomadx/core/services";

import type { LoadedInputs } from "../inputs/load-inputs.ts";
import { placeText } from "./place-text.ts";
import { problemText } from "./problem-text.ts";
import { rejectedTable } from "./rejected-table.ts";

/** The routes of job files, with the places that they come from. */
export interface LoadedJobRoutes {
  readonly inputs: LoadedInputs;
  readonly routes: JobRoutes;
  /** The same jobs, for other Fabios. */
  readonly routing: JobRouting;
  /** Where a tag stands. */
  readonly sourceOf: (origin: JobRouteOrigin) => SourceRange | undefined;
  /** Where a service or a tag of a job stands. */
  readonly sourceAt: (place: Pick<JobService, "job" | "keys">) => SourceRange | undefined;
  /** A problem as one line, with its place. */
  readonly describeProblem: (problem: JobRouteProblem) => string;
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
    const name = loaded.job.Name ?? loaded.job.ID ?? "";
    const keys = new Map<string, KeyPath>();
    for (const { job, keys: ofService, tags, canaryTags } of routes.services) {
      if (job !== name) continue;
      for (const each of [ofService, ...tags.map((tag) => tag.keys), ...canaryTags.map((tag) => tag.keys)]) {
        keys.set(placeKey(name, each), each);
      }
    }
    for (const [key, each] of keys) {
      if (!places.has(key)) places.set(key, (await inputs.place(loaded, each)).source);
    }
  }
  const sourceAt: LoadedJobRoutes["sourceAt"] = ({ job, keys }) => places.get(placeKey(job, keys));
  const sourceOf = ({ tag, instance }: JobRouteOrigin) =>
    sourceAt({ job: instance.service.job, keys: tag.keys });
  return {
    inputs,
    routes,
    routing,
    sourceOf,
    sourceAt,
    describeProblem(problem) {
      const source = problem.origin === undefined ? undefined : sourceOf(problem.origin);
      const place = source === undefined ? "" : `${placeText(source)}: `;
      const service = problem.origin?.instance.name;
      return `${place}${service === undefined ? "" : `service ${service}: `}${problemText(problem)}`;
    },
  };
}

function placeKey(job: string, keys: KeyPath): string {
  return JSON.stringify([job, keys]);
}

/**
 * The table that the jobs lead to.
 * @throws {NomadxError} `invalid` where Fabio would reject all of it
 */
export function expectTable({ routes, describeProblem }: LoadedJobRoutes): RouteTable {
  if (routes.table !== undefined) return routes.table;
  throw rejectedTable(routes.problems.map(describeProblem));
}
