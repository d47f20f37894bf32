import * as Flags from "@oclif/core/flags";

import { clusterFlags } from "../flags/cluster-flags.ts";
import { inputFlags } from "../flags/input-flags.ts";
import { routesTable, routesTree } from "../output/routes-table.ts";
import { shownRoutes, type ShownRoute } from "../routes/listed-routes.ts";
import { readTable, type TableSource } from "../routes/read-table.ts";
import { optionalFiles, routeSourceFlags } from "../flags/routes-flags.ts";
import { command } from "../command/command.ts";

interface RoutesAnswer {
  readonly from: TableSource;
  /** As Fabio tries them. */
  readonly routes: readonly ShownRoute[];
  /** Services with route tags to which Fabio will route nothing. */
  readonly unrouted: readonly {
    readonly service: string;
    readonly job: string;
    readonly reason: string;
    readonly message: string;
  }[];
}

export default command({
  summary:
    "Show Fabio's route table: the one that job files or Consul's services lead to, or the one of a running Fabio.",
  description:
    "Routes are listed in the order in which Fabio tries them. From job files, the addresses that Nomad has not chosen yet are left open.",
  examples: [
    "<%= config.bin %> routes jobs/",
    "<%= config.bin %> routes --fabio http://127.0.0.1:9998",
    "<%= config.bin %> routes --from consul",
    "<%= config.bin %> routes --table routes.txt --tree",
  ],
  args: { files: optionalFiles },
  flags: {
    ...routeSourceFlags,
    ...inputFlags,
    ...clusterFlags,
    tree: Flags.boolean({ summary: "Show hosts, paths and every target." }),
  },
  async run({ args, flags }, context): Promise<RoutesAnswer> {
    const { terminal, report } = context;
    const { from, table, jobs } = await readTable(args.files ?? [], flags, context);
    const routes = shownRoutes(table, jobs);
    terminal.print(flags.tree ? routesTree(routes, terminal.out) : routesTable(routes));
    const unrouted = jobs?.routes.unrouted ?? [];
    if (jobs !== undefined) {
      await report.tell([...unrouted.map(jobs.unroutedFinding), ...jobs.routes.problems.map(jobs.findingOf)]);
    }
    return {
      from,
      routes,
      unrouted: unrouted.map(({ service, reason, message }) => ({
        service: service.name,
        job: service.job,
        reason,
        message,
      })),
    };
  },
});
