import { compareWithJobs, type Mismatch } from "@nomadx/core/fabio";
import * as Flags from "@oclif/core/flags";

import { clusterFlags } from "../../flags/cluster-flags.ts";
import { inputArgs, inputFlags } from "../../flags/input-flags.ts";
import { cleanText } from "../../terminal/clean-text.ts";
import { expectTable, type LoadedJobRoutes } from "../../routes/job-routes.ts";
import { placeText } from "../../routes/place-text.ts";
import { RoutesCommand, type TableSource } from "../../routes/routes-command.ts";
import { fabioFlags, tableFlag } from "../../flags/routes-flags.ts";

interface RouteChange {
  readonly kind: "add" | "remove" | "change";
  readonly route: string;
  readonly service: string;
  /** What changes: `target-count`, `options`, `tags`, `target` or `share`. */
  readonly what?: string;
  readonly before?: string;
  readonly after?: string;
  /** Where the tag stands. */
  readonly source?: string;
}

interface DiffAnswer {
  /** The table of now. */
  readonly from: TableSource;
  readonly changes: readonly RouteChange[];
}

export default class RoutesDiff extends RoutesCommand {
  static override summary = "Show what a deploy of job files would change in Fabio's route table.";

  static override description =
    "Compares the table of a running Fabio, or a file of route commands (--table), with what will be once the jobs run " +
    "and their checks pass. Routes of services that are in no file stay as they are.";

  static override examples = [
    "<%= config.bin %> routes diff jobs/",
    "<%= config.bin %> routes diff jobs/ --table routes.txt --detailed-exitcode",
  ];

  static override args = { ...inputArgs };

  static override flags = {
    ...tableFlag,
    ...fabioFlags,
    ...inputFlags,
    ...clusterFlags,
    "detailed-exitcode": Flags.boolean({ summary: "Exit with 2 when anything would change." }),
  };

  async run(): Promise<DiffAnswer> {
    const { args, flags } = await this.parse(RoutesDiff);
    const { from, table, settings } = await this.readTable([], flags);
    const jobs = await this.readJobRoutes(args.files, flags, settings);
    const expected = expectTable(jobs);
    const found = compareWithJobs(jobs.routes, table);
    const changes = found.some(({ kind }) => kind === "empty-table")
      ? [...expected.hosts.values()].flat().flatMap(({ host, path, targets }) =>
          [...new Set(targets.map(({ service }) => service))].map((service): RouteChange => ({
            kind: "add",
            route: `${host}${path}`,
            service,
          })),
        )
      : found.flatMap((mismatch) => changeOf(mismatch, jobs));
    const { red, green, yellow } = this.terminal.out;
    const signs = {
      add: { sign: "+", paint: green },
      remove: { sign: "-", paint: red },
      change: { sign: "~", paint: yellow },
    };
    for (const { kind, route, service, what, before, after, source } of changes) {
      const { paint, sign } = signs[kind];
      const words = [
        route,
        service,
        ...(what === undefined ? [] : [`${what}: ${before ?? ""} => ${after ?? ""}`]),
      ];
      const place = source === undefined ? "" : `  (${source})`;
      this.print(`${paint(sign)} ${cleanText(`${words.join("  ")}${place}`)}`);
    }
    if (changes.length === 0) this.print("No changes.");
    if (changes.length > 0 && flags["detailed-exitcode"]) this.exitWith("changes");
    for (const { message } of found.filter(({ kind }) => kind === "other-service"))
      this.note(`warning: ${message}`);
    return { from, changes };
  }
}

/** The same difference, seen from now on: what is missing will be added. */
function changeOf(mismatch: Mismatch, jobs: LoadedJobRoutes): readonly RouteChange[] {
  const { kind, route, service, expected, actual, origin } = mismatch;
  const range = origin === undefined ? undefined : jobs.sourceOf(origin);
  const about = { route, service, ...(range !== undefined && { source: placeText(range) }) };
  switch (kind) {
    case "missing":
      return [{ kind: "add", ...about }];
    case "extra":
      return [{ kind: "remove", ...about }];
    case "target-count":
    case "options":
    case "tags":
    case "target":
    case "share":
      return [{ kind: "change", ...about, what: kind, before: actual ?? "", after: expected ?? "" }];
    case "other-service":
    case "empty-table":
    case "poisoned-table":
    case "stale-table":
    case "disagreement":
      return [];
  }
}
