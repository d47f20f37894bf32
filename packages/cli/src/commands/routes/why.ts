import { didYouMean } from "@nomadx/core";
import * as Args from "@oclif/core/args";

import { clusterFlags } from "../../flags/cluster-flags.ts";
import { inputFlags } from "../../flags/input-flags.ts";
import { routesTable } from "../../output/routes-table.ts";
import type { LoadedJobRoutes } from "../../routes/job-routes.ts";
import { shownRoutes, type ShownRoute } from "../../routes/listed-routes.ts";
import { readFabioAt } from "../../routes/live-fabio.ts";
import { placeText } from "../../routes/place-text.ts";
import { RoutesCommand } from "../../routes/routes-command.ts";
import { fabioFlags, optionalFiles } from "../../flags/routes-flags.ts";

interface WhyAnswer {
  readonly service: string;
  readonly routed: boolean;
  /** Only the targets of the service. */
  readonly routes: readonly ShownRoute[];
  /** Why there is no route, or not all of them. */
  readonly reasons: readonly string[];
}

export default class RoutesWhy extends RoutesCommand {
  static override summary = "Tell why a service has a route, or why it has none.";

  static override description =
    "With job files, of what they lead to; without, of a running Fabio. Exits with 1 when the service has no route.";

  static override examples = ["<%= config.bin %> routes why httpbackend jobs/"];

  static override args = {
    service: Args.string({ required: true, ignoreStdin: true, description: "Name of the service." }),
    files: optionalFiles,
  };

  static override flags = { ...fabioFlags, ...inputFlags, ...clusterFlags };

  async run(): Promise<WhyAnswer> {
    const { args, flags } = await this.parse(RoutesWhy);
    const { service } = args;
    const files = args.files ?? [];
    const jobs = files.length === 0 ? undefined : await this.readJobRoutes(files, flags);
    const all = jobs === undefined ? await this.liveRoutes(flags.fabio) : expectedRoutes(jobs);
    const routes = all.flatMap((route) => {
      const targets = route.targets.filter((target) => target.service === service);
      return targets.length === 0 ? [] : [{ ...route, targets }];
    });
    const reasons = jobs === undefined ? liveReasons(service, routes, all) : reasonsOf(service, jobs);
    const routed = routes.length > 0;
    this.print(`${service} ${routed ? "has these routes:" : "has no route"}`);
    if (routed) this.print(`\n${routesTable(routes)}${reasons.length > 0 ? "\n" : ""}`);
    for (const reason of reasons) this.print(`  ${reason}`);
    if (!routed) this.exitWith("failed");
    return { service, routed, routes, reasons };
  }

  private async liveRoutes(flags: readonly string[]): Promise<readonly ShownRoute[]> {
    return shownRoutes((await readFabioAt(await this.oneFabio(flags))).table);
  }
}

function expectedRoutes(jobs: LoadedJobRoutes): readonly ShownRoute[] {
  const { table } = jobs.routes;
  return table === undefined ? [] : shownRoutes(table, jobs);
}

/** In the order in which they have to be put right. */
function reasonsOf(service: string, jobs: LoadedJobRoutes): readonly string[] {
  const { services, unrouted, problems, table, commands } = jobs.routes;
  const found = services.filter(({ name }) => name === service);
  if (found.length === 0) {
    const names = [...new Set(services.map(({ name }) => name))];
    const similar = didYouMean(service, names);
    const hint =
      similar === undefined ? `they have ${names.join(", ") || "none"}` : `did you mean ${similar}?`;
    return [`no service of the files has this name: ${hint}`];
  }
  const place = (source: Parameters<typeof placeText>[0] | undefined): string =>
    source === undefined ? "" : `${placeText(source)}: `;
  const reasons = unrouted
    .filter((each) => each.service.name === service)
    .map((each) => `${place(jobs.sourceOfService(each.service))}${each.message}`);
  const hasCommands = commands.some(({ origin }) => origin.instance.name === service);
  if (reasons.length === 0 && !hasCommands) {
    reasons.push(
      ...found.map(
        (each) =>
          `${place(jobs.sourceOfService(each))}none of its tags begins with urlprefix-: ` +
          (each.tags.length === 0
            ? "it has none"
            : each.tags.map(({ text }) => JSON.stringify(text)).join(", ")),
      ),
    );
  }
  const own = problems.filter(({ origin }) => origin?.instance.name === service);
  reasons.push(...own.map((problem) => jobs.describeProblem(problem)));
  if (table === undefined) {
    const others = problems.filter((problem) => !own.includes(problem));
    reasons.push("Fabio rejects the whole table, and so the routes of all services are frozen");
    reasons.push(...others.map((problem) => jobs.describeProblem(problem)));
  }
  return [...new Set(reasons)];
}

function liveReasons(
  service: string,
  routes: readonly ShownRoute[],
  all: readonly ShownRoute[],
): readonly string[] {
  if (routes.length > 0) return [];
  if (all.length === 0)
    return [
      "Fabio has no route at all: no check passes, it has just started, or it cannot read what Consul holds",
    ];
  const names = [...new Set(all.flatMap(({ targets }) => targets.map((target) => target.service)))];
  const similar = didYouMean(service, names);
  return [
    ...(similar === undefined ? [] : [`Fabio has routes of ${similar}`]),
    "it does not run, none of its checks passes, or its tags make no route: give its job file to see which",
  ];
}
