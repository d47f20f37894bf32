import * as Args from "@oclif/core/args";

import { clusterFlags } from "../../flags/cluster-flags.ts";
import { inputFlags } from "../../flags/input-flags.ts";
import { routesTable } from "../../output/routes-table.ts";
import type { LoadedJobRoutes } from "../../routes/job-routes.ts";
import { shownRoutes, type ShownRoute } from "../../routes/listed-routes.ts";
import { oneFabio, readFabioAt } from "../../routes/live-fabio.ts";
import { reasonsInFiles, reasonsOfFabio } from "../../routes/route-reasons.ts";
import { readJobRoutes } from "../../routes/read-table.ts";
import { fabioFlags, optionalFiles } from "../../flags/routes-flags.ts";
import { command } from "../../command/command.ts";
import { oneLine } from "../../terminal/clean-text.ts";

interface WhyAnswer {
  readonly service: string;
  readonly routed: boolean;
  /** Only the targets of the service. */
  readonly routes: readonly ShownRoute[];
  /** Why there is no route, or not all of them. */
  readonly reasons: readonly string[];
}

export default command({
  summary: "Explain why a service has a route, or why it has none.",
  description:
    "With job files, looks at the routes that they lead to; without, at those of a running Fabio. Exits with 1 when the service has no route.",
  examples: ["<%= config.bin %> routes why httpbackend jobs/"],
  args: {
    service: Args.string({ required: true, ignoreStdin: true, description: "Name of the service." }),
    files: optionalFiles,
  },
  flags: { ...fabioFlags, ...inputFlags, ...clusterFlags },
  async run({ args, flags }, context): Promise<WhyAnswer> {
    const { terminal, report, exitWith } = context;
    const { service } = args;
    const files = args.files ?? [];
    const jobs = files.length === 0 ? undefined : await readJobRoutes(files, flags, context);
    const all =
      jobs === undefined
        ? shownRoutes((await readFabioAt(await oneFabio(flags, context), context)).table)
        : expectedRoutes(jobs);
    const routes = all.flatMap((route) => {
      const targets = route.targets.filter((target) => target.service === service);
      return targets.length === 0 ? [] : [{ ...route, targets }];
    });
    const reasons = jobs === undefined ? reasonsOfFabio(service, routes, all) : reasonsInFiles(service, jobs);
    const routed = routes.length > 0;
    terminal.print(`${oneLine(service)} ${routed ? "has these routes:" : "has no route"}`);
    if (routed) terminal.print(`\n${routesTable(routes)}${reasons.length > 0 ? "\n" : ""}`);
    for (const reason of reasons) terminal.print(`  ${oneLine(reason)}`);
    if (!routed) {
      const summary = `Service ${service} has no route`;
      report.add([{ severity: "error", code: "no-route", summary, detail: reasons.join("\n"), service }]);
      exitWith("failed");
    }
    return { service, routed, routes, reasons };
  },
});

function expectedRoutes(jobs: LoadedJobRoutes): readonly ShownRoute[] {
  const { table } = jobs.routes;
  return table === undefined ? [] : shownRoutes(table, jobs);
}
