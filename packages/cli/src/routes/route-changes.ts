import type { Finding } from "@nomadx/core";
import { compareWithJobs, type Mismatch, type RouteTable } from "@nomadx/core/fabio";

import { expectTable, type LoadedJobRoutes } from "./job-routes.ts";
import { placeText } from "./place-text.ts";

/** The effect of a deploy on one route. */
export interface RouteChange {
  readonly kind: "add" | "remove" | "change";
  readonly route: string;
  readonly service: string;
  /** The part that changes: `target-count`, `options`, `tags`, `target` or `share`. */
  readonly what?: string;
  readonly before?: string;
  readonly after?: string;
  /** Of `add`: services that have the route already, and will share its requests. */
  readonly sharedWith?: readonly string[];
  /** Where the tag stands. */
  readonly source?: string;
}

/** The effect of a deploy of job files on a table. */
export interface RouteChanges {
  readonly changes: readonly RouteChange[];
  /** Routes of the files that another service has already. */
  readonly warnings: readonly Finding[];
}

/**
 * Returns what would change in a table once the jobs run and their checks pass.
 * @throws {NomadxError} `invalid` where Fabio would reject the new table
 */
export function routeChanges(jobs: LoadedJobRoutes, table: RouteTable): RouteChanges {
  const expected = expectTable(jobs);
  const found = compareWithJobs(jobs.routes, table);
  const changes = found.some(({ code }) => code === "empty-table")
    ? allNew(expected)
    : found.flatMap((mismatch) => changeOf(mismatch, jobs)).map((change) => withSharers(change, table));
  const others = found.filter(({ code }) => code === "other-service");
  return { changes, warnings: others.map((other) => ({ ...other, severity: "warning" })) };
}

/** An added route that others have already is no route of its own. */
function withSharers(change: RouteChange, { hosts }: RouteTable): RouteChange {
  const { kind, route, service } = change;
  if (kind !== "add") return change;
  const now = [...hosts.values()].flat().find(({ host, path }) => `${host}${path}` === route);
  const names = new Set(now?.targets.map((target) => target.service));
  names.delete(service);
  return names.size === 0 ? change : { ...change, sharedWith: [...names] };
}

function allNew({ hosts }: RouteTable): readonly RouteChange[] {
  return [...hosts.values()].flat().flatMap(({ host, path, targets }) =>
    [...new Set(targets.map(({ service }) => service))].map((service) => ({
      kind: "add",
      route: `${host}${path}`,
      service,
    })),
  );
}

/** The same difference, seen from now on: what is missing will be added. */
function changeOf(mismatch: Mismatch, jobs: LoadedJobRoutes): readonly RouteChange[] {
  const { code, route = "", service = "", evidence } = mismatch;
  const { expected = "", actual = "", origin } = evidence;
  const range = origin === undefined ? undefined : jobs.sourceOf(origin);
  const about = { route, service, ...(range !== undefined && { source: placeText(range) }) };
  switch (code) {
    case "missing":
      return [{ kind: "add", ...about }];
    case "extra":
      return [{ kind: "remove", ...about }];
    case "target-count":
    case "options":
    case "tags":
    case "target":
    case "share":
      return [{ kind: "change", ...about, what: code, before: actual, after: expected }];
    case "other-service":
    case "unrouted":
    case "empty-table":
    case "poisoned-table":
    case "stale-table":
    case "disagreement":
      return [];
  }
}
