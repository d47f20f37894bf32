import { groupBy } from "../../units/group-by.ts";
import type { Listener } from "../config/listener.ts";
import type { Hit, LintPlace } from "./lint.ts";
import type { LintedService, LintedTag } from "./linted-service.ts";
import { hasRouteTag, isRouteTag } from "./linted-service.ts";
import type { LintedRoute } from "./linted-route.ts";
import type { LintedRouting } from "./linted-routing.ts";
import { areGlobsComparable } from "./comparable-globs.ts";
import type { FabioSettings } from "../config/fabio-settings.ts";
import type { WrittenSettings } from "../config/written-settings.ts";

/** One check: what it needs to know, and what it finds in it. */
export interface Check {
  readonly needs: readonly Need[];
  readonly run: (routing: LintedRouting) => readonly Hit[];
}

/** The parts that an input may lack. */
export type Need = keyof typeof needs;

/** Why a lint says nothing where the input lacks what it needs, and whether it does. */
export const needs = {
  services: {
    reason: "needs services with their tags: job files or Consul's state",
    isMet: ({ services }: LintedRouting) => services !== undefined,
  },
  routes: {
    reason: "needs routes",
    isMet: ({ routes }: LintedRouting) => routes !== undefined,
  },
  lines: {
    reason: "needs route commands as Fabio reads them: from tags or a static registry",
    isMet: ({ lines }: LintedRouting) => lines !== undefined,
  },
  weights: {
    reason: "needs the weights in the tags; a running Fabio shows only the resulting ones",
    isMet: ({ hasWeights }: LintedRouting) => hasWeights,
  },
  addresses: {
    reason: "needs registered addresses; Nomad chooses them when the job runs",
    isMet: ({ hasAddresses }: LintedRouting) => hasAddresses,
  },
  jobs: {
    reason: "needs job files",
    isMet: ({ hasJobs }: LintedRouting) => hasJobs,
  },
  checks: {
    reason: "needs the checks in Consul",
    isMet: ({ checks }: LintedRouting) => checks !== undefined,
  },
  keys: {
    reason: "needs the manual overrides in Consul",
    isMet: ({ keys }: LintedRouting) => keys !== undefined,
  },
  commands: {
    reason: "needs the manual overrides in Consul, or a file of route commands",
    isMet: ({ keys, commands }: LintedRouting) => keys !== undefined || commands !== undefined,
  },
  "commands-with-targets": {
    reason: "needs the manual overrides and all services in Consul, or a file of route commands",
    isMet: ({ keys, present, commands }: LintedRouting) =>
      commands !== undefined || (keys !== undefined && present !== undefined),
  },
  settings: {
    reason: "needs Fabio's settings",
    isMet: ({ settings }: LintedRouting) => settings !== undefined,
  },
  "comparable-globs": {
    reason: "needs fewer globs that begin or end alike: a host has too many to try each on all its paths",
    isMet: ({ routes = [], settings }: LintedRouting) =>
      settings?.values["proxy.matcher"] !== "glob" || areGlobsComparable(routes),
  },
  start: {
    reason: "needs Fabio's arguments, variables and properties as they are written",
    isMet: ({ start }: LintedRouting) => start !== undefined,
  },
  "fabio-job": {
    reason: "needs the job file that runs Fabio",
    isMet: ({ fabioTask }: LintedRouting) => fabioTask !== undefined,
  },
  present: {
    reason: "needs what Fabio reads now, in Consul or a static registry: job files say only what will run",
    isMet: ({ present }: LintedRouting) => present !== undefined,
  },
  live: {
    reason: "needs a running Fabio",
    isMet: ({ live }: LintedRouting) => live !== undefined,
  },
} as const;

/** A check of each route tag; answers a message where it finds something. */
export function ofRouteTags(
  find: (tag: LintedTag, routing: LintedRouting, service: LintedService) => string | undefined,
): Check {
  return ofServices((service, routing) =>
    service.tags.filter(isRouteTag).flatMap((tag) => hit(tag.place, find(tag, routing, service))),
  );
}

/** A check of each service that is registered in Consul and has a route tag. */
export function ofRoutedServices(
  find: (service: LintedService, routing: LintedRouting) => readonly Hit[],
  more: readonly Need[] = [],
): Check {
  return {
    ...ofServices((service, routing) => (hasRouteTag(service) ? find(service, routing) : [])),
    needs: ["services", ...more],
  };
}

/** A check of each service that is registered in Consul. */
export function ofServices(find: (service: LintedService, routing: LintedRouting) => readonly Hit[]): Check {
  return {
    needs: ["services"],
    run: (routing) =>
      (routing.services ?? [])
        .filter(({ provider }) => provider === "consul")
        .flatMap((service) => find(service, routing)),
  };
}

/** A check of each route. */
export function ofRoutes(
  find: (route: LintedRoute, routing: LintedRouting) => string | undefined,
  more: readonly Need[] = [],
): Check {
  return {
    needs: ["routes", ...more],
    run: (routing) => routesOf(routing).flatMap((route) => hit(route.place, find(route, routing))),
  };
}

/** A check of the routes that are one to Fabio. */
export function ofGroups(
  find: (routes: readonly [LintedRoute, ...LintedRoute[]]) => readonly Hit[],
  more: readonly Need[] = [],
): Check {
  return {
    needs: ["routes", ...more],
    run: (routing) =>
      [...groupBy(routesOf(routing), routeKey).values()].flatMap(([first, ...rest]) =>
        first === undefined ? [] : find([first, ...rest]),
      ),
  };
}

/** A check of each route with Fabio's settings. */
export function ofRoutesUnder(
  find: (route: LintedRoute, settings: FabioSettings, routing: LintedRouting) => string | undefined,
): Check {
  return {
    needs: ["routes", "settings"],
    run: (routing) => {
      const { settings } = routing;
      if (settings === undefined) return [];
      return routesOf(routing).flatMap((route) => hit(route.place, find(route, settings, routing)));
    },
  };
}

/** A check of Fabio's settings. */
export function ofSettings(
  find: (settings: FabioSettings, routing: LintedRouting) => readonly Hit[],
  more: readonly Need[] = [],
): Check {
  return {
    needs: ["settings", ...more],
    run: (routing) => (routing.settings === undefined ? [] : find(routing.settings, routing)),
  };
}

/** A check of how Fabio is started. */
export function ofStart(find: (start: WrittenSettings, routing: LintedRouting) => readonly Hit[]): Check {
  return {
    needs: ["start"],
    run: (routing) => (routing.start === undefined ? [] : find(routing.start, routing)),
  };
}

/** The routes, none where they are not known. */
export function routesOf({ routes = [] }: LintedRouting): readonly LintedRoute[] {
  return routes;
}

/** A hit, unless there is nothing to say. */
export function hit(place: LintPlace, message: string | undefined): readonly Hit[] {
  return message === undefined ? [] : [{ place, message }];
}

/** A setting of Fabio, in its job file where that is known. */
export function settingPlace({ fabioTask }: LintedRouting, setting?: string): LintPlace {
  return {
    ...(fabioTask !== undefined && {
      job: fabioTask.job,
      ...(fabioTask.jobId !== undefined && { jobId: fabioTask.jobId }),
      ...(fabioTask.namespace !== undefined && { namespace: fabioTask.namespace }),
      keys: fabioTask.keys,
    }),
    ...(setting !== undefined && { setting }),
  };
}

/** A text in messages: in quotes, blanks and all. */
export function show(text: string): string {
  return JSON.stringify(text);
}

/** Whether hosts are compared as patterns, which they are unless that is known to be switched off. */
export function areHostsGlobs({ settings }: LintedRouting): boolean {
  return settings?.values["glob.matching.disabled"] !== true;
}

/** The key that routes of a table share when they are one route to Fabio. */
export function routeKey({ host, path }: LintedRoute): string {
  return `${host}${path}`;
}

/** Sum of the fixed weights of all instances. */
export function weightOf({ weight, instances }: LintedRoute): number {
  return weight > 0 ? weight * instances : 0;
}

/** Whether Fabio has a listener of this protocol. */
export function hasListener({ listeners }: FabioSettings, protocol: Listener["protocol"]): boolean {
  return listeners.some((listener) => listener.protocol === protocol);
}
