import * as Flags from "@oclif/core/flags";

import { clusterFlags } from "../../flags/cluster-flags.ts";
import { inputArgs, inputFlags } from "../../flags/input-flags.ts";
import { routeChangesText } from "../../output/route-changes-text.ts";
import { routeChanges, type RouteChange } from "../../routes/route-changes.ts";
import { readJobRoutes, readTable, type TableSource } from "../../routes/read-table.ts";
import { fabioFlags, tableFlag } from "../../flags/routes-flags.ts";
import { command } from "../../command/command.ts";

interface DiffAnswer {
  /** The table of now. */
  readonly from: TableSource;
  readonly changes: readonly RouteChange[];
}

export default command({
  summary: "Show what deploying job files would change in Fabio's route table.",
  description:
    "Compares the table of a running Fabio, or a file of route commands (--table), with the table after the jobs run " +
    "and their checks pass. Routes of services that are in no file stay as they are.",
  examples: [
    "<%= config.bin %> routes diff jobs/",
    "<%= config.bin %> routes diff jobs/ --table routes.txt --detailed-exitcode",
  ],
  args: { ...inputArgs },
  flags: {
    ...tableFlag,
    ...fabioFlags,
    ...inputFlags,
    ...clusterFlags,
    "detailed-exitcode": Flags.boolean({ summary: "Exit with 2 when anything would change." }),
  },
  async run({ args, flags }, context): Promise<DiffAnswer> {
    const { terminal, report, exitWith } = context;
    const { from, table, settings } = await readTable([], flags, context);
    const jobs = await readJobRoutes(args.files, flags, context, settings);
    const { changes, warnings } = routeChanges(jobs, table);
    terminal.print(routeChangesText(changes, terminal.out));
    if (changes.length > 0 && flags["detailed-exitcode"]) exitWith("changes");
    await report.tell(warnings);
    return { from, changes };
  },
});
