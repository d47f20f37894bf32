import type { Hit, LintPlace } from "../lint.ts";
import type { SubjectService, SubjectTag } from "../subject-service.ts";
import { hasRouteTag, isRouteTag } from "../subject-service.ts";
import type { Subject, SubjectRoute } from "../subject.ts";
import { areGlobsComparable } from "../comparable-globs.ts";
import type { Settings } from "../../config/written-settings.ts";

/** One check: what it needs to know, and what it finds in it. */
export interface Check {
  readonly needs: readonly Need[];
  readonly run: (subject: Subject) => readonly Hit[];
}

/** What an input may lack. */
export type Need = keyof typeof needs;

/** Why a lint says nothing where the input lacks what it needs, and whether it does. */
export const needs = {
  services: {
    reason: "needs services with their tags: job files or Consul's state",
    isMet: ({ services }: Subject) => services !== undefined,
  },
  routes: {
    reason: "needs routes",
    isMet: ({ routes }: Subject) => routes !== undefined,
  },
  lines: {
    reason: "needs route commands as Fabio reads them: from tags or a static registry",
    isMet: ({ lines }: Subject) => lines !== undefined,
  },
  weights: {
    reason: "needs the weights that were asked for; a running Fabio tells only those that came out",
    isMet: ({ hasWeights }: Subject) => hasWeights,
  },
  addresses: {
    reason: "needs registered addresses; Nomad chooses them when the job runs",
    isMet: ({ hasAddresses }: Subject) => hasAddresses,
  },
  jobs: {
    reason: "needs job files",
    isMet: ({ hasJobs }: Subject) => hasJobs,
  },
  checks: {
    reason: "needs the checks in Consul",
    isMet: ({ checks }: Subject) => checks !== undefined,
  },
  keys: {
    reason: "needs the manual overrides in Consul",
    isMet: ({ keys }: Subject) => keys !== undefined,
  },
  commands: {
    reason: "needs the manual overrides in Consul, or a file of route commands",
    isMet: ({ keys, commands }: Subject) => keys !== undefined || commands !== undefined,
  },
  "commands-with-targets": {
    reason: "needs the manual overrides in Consul and the services, or a file of route commands",
    isMet: ({ keys, services, commands }: Subject) =>
      commands !== undefined || (keys !== undefined && services !== undefined),
  },
  settings: {
    reason: "needs Fabio's settings",
    isMet: ({ settings }: Subject) => settings !== undefined,
  },
  "comparable-globs": {
    reason: "needs fewer globs that begin or end alike: a host has too many to try each on all its paths",
    isMet: ({ routes = [], settings }: Subject) =>
      settings?.values["proxy.matcher"] !== "glob" || areGlobsComparable(routes),
  },
  start: {
    reason: "needs Fabio's arguments, variables and properties as they are written",
    isMet: ({ start }: Subject) => start !== undefined,
  },
  "fabio-job": {
    reason: "needs the job file that runs Fabio",
    isMet: ({ fabioTask }: Subject) => fabioTask !== undefined,
  },
  live: {
    reason: "needs a running Fabio",
    isMet: ({ live }: Subject) => live !== undefined,
  },
} as const;

/** A check of each route tag; answers a message where it finds something. */
export function ofRouteTags(
  find: (tag: SubjectTag, subject: Subject, service: SubjectService) => string | undefined,
): Check {
  return ofServices((service, subject) =>
    service.tags.filter(isRouteTag).flatMap((tag) => hit(tag.place, find(tag, subject, service))),
  );
}

/** A check of each service that is registered in Consul and has a route tag. */
export function ofRoutedServices(
  find: (service: SubjectService, subject: Subject) => readonly Hit[],
  more: readonly Need[] = [],
): Check {
  return {
    ...ofServices((service, subject) => (hasRouteTag(service) ? find(service, subject) : [])),
    needs: ["services", ...more],
  };
}

/** A check of each service that is registered in Consul. */
export function ofServices(find: (service: SubjectService, subject: Subject) => readonly Hit[]): Check {
  return {
    needs: ["services"],
    run: (subject) =>
      (subject.services ?? [])
        .filter(({ provider }) => provider === "consul")
        .flatMap((service) => find(service, subject)),
  };
}

/** A check of each route. */
export function ofRoutes(
  find: (route: SubjectRoute, subject: Subject) => string | undefined,
  more: readonly Need[] = [],
): Check {
  return {
    needs: ["routes", ...more],
    run: (subject) => routesOf(subject).flatMap((route) => hit(route.place, find(route, subject))),
  };
}

/** A check of each route with Fabio's settings. */
export function ofRoutesUnder(
  find: (route: SubjectRoute, settings: ReadSettings, subject: Subject) => string | undefined,
): Check {
  return {
    needs: ["routes", "settings"],
    run: (subject) => {
      const { settings } = subject;
      if (settings === undefined) return [];
      return routesOf(subject).flatMap((route) => hit(route.place, find(route, settings, subject)));
    },
  };
}

/** Settings, without how they were written. */
export type ReadSettings = Omit<Settings, "start" | "texts">;

/** A check of Fabio's settings. */
export function ofSettings(
  find: (settings: ReadSettings, subject: Subject) => readonly Hit[],
  more: readonly Need[] = [],
): Check {
  return {
    needs: ["settings", ...more],
    run: (subject) => (subject.settings === undefined ? [] : find(subject.settings, subject)),
  };
}

/** A check of how Fabio is started. */
export function ofStart(
  find: (start: Pick<Settings, "start" | "texts">, subject: Subject) => readonly Hit[],
): Check {
  return {
    needs: ["start"],
    run: (subject) => (subject.start === undefined ? [] : find(subject.start, subject)),
  };
}

/** The routes, none where they are not known. */
export function routesOf({ routes = [] }: Subject): readonly SubjectRoute[] {
  return routes;
}

/** A hit, unless there is nothing to say. */
export function hit(place: LintPlace, message: string | undefined): readonly Hit[] {
  return message === undefined ? [] : [{ place, message }];
}

/** A setting of Fabio, in its job file where that is known. */
export function settingPlace({ fabioTask }: Subject, setting?: string): LintPlace {
  return {
    ...(fabioTask !== undefined && { job: fabioTask.job, keys: fabioTask.keys }),
    ...(setting !== undefined && { setting }),
  };
}

/** A text in messages: in quotes, blanks and all. */
export function show(text: string): string {
  return JSON.stringify(text);
}

/** Whether hosts are compared as patterns, which they are unless that is known to be switched off. */
export function areHostsGlobs({ settings }: Subject): boolean {
  return settings?.values["glob.matching.disabled"] !== true;
}

/** What the routes of a table have in common that are one route to Fabio. */
export function routeKey({ host, path }: SubjectRoute): string {
  return `${host}${path}`;
}

/** Sum of the fixed weights of all instances. */
export function weightOf({ weight, instances }: SubjectRoute): number {
  return weight > 0 ? weight * instances : 0;
}
