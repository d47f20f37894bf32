import { didYouMean, type SourceRange } from "@nomadx/core";

import type { LoadedJobRoutes } from "./job-routes.ts";
import type { ShownRoute } from "./listed-routes.ts";
import { placeText } from "./place-text.ts";

/** Why a service of job files has no route, or not all of them, in the order in which they have to be put right. */
export function reasonsInFiles(service: string, jobs: LoadedJobRoutes): readonly string[] {
  const { services, unrouted, problems, table, commands } = jobs.routes;
  const found = services.filter(({ name }) => name === service);
  if (found.length === 0) {
    const names = [...new Set(services.map(({ name }) => name))];
    const similar = didYouMean(service, names);
    const hint =
      similar === undefined ? `they have ${names.join(", ") || "none"}` : `did you mean ${similar}?`;
    return [`no service of the files has this name: ${hint}`];
  }
  const place = (source: SourceRange | undefined): string =>
    source === undefined ? "" : `${placeText(source)}: `;
  const reasons = unrouted
    .filter((each) => each.service.name === service)
    .map((each) => `${place(jobs.sourceAt(each.service))}${each.message}`);
  const hasCommands = commands.some(({ origin }) => origin.instance.name === service);
  if (reasons.length === 0 && !hasCommands) {
    reasons.push(
      ...found.map(
        (each) =>
          `${place(jobs.sourceAt(each))}none of its tags begins with urlprefix-: ` +
          (each.tags.length === 0
            ? "it has none"
            : each.tags.map(({ text }) => JSON.stringify(text)).join(", ")),
      ),
    );
  }
  const describe = (problem: (typeof problems)[number]): string => {
    const { source, summary } = jobs.findingOf(problem);
    return `${place(source)}${summary}`;
  };
  const own = problems.filter(({ origin }) => origin?.instance.name === service);
  reasons.push(...own.map(describe));
  if (table === undefined) {
    const others = problems.filter((problem) => !own.includes(problem));
    reasons.push("Fabio rejects the whole table, and so the routes of all services are frozen");
    reasons.push(...others.map(describe));
  }
  return [...new Set(reasons)];
}

/** Why a running Fabio has no route of a service. */
export function reasonsOfFabio(
  service: string,
  routes: readonly ShownRoute[],
  all: readonly ShownRoute[],
): readonly string[] {
  if (routes.length > 0) return [];
  if (all.length === 0)
    return ["Fabio has no route at all: no check passes, it has just started, or it cannot read Consul"];
  const names = [...new Set(all.flatMap(({ targets }) => targets.map((target) => target.service)))];
  const similar = didYouMean(service, names);
  return [
    ...(similar === undefined ? [] : [`Fabio has routes of ${similar}`]),
    "it does not run, none of its checks passes, or its tags make no route: give its job file to see which",
  ];
}
