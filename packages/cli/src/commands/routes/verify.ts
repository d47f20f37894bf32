import type { NomadxError } from "@nomadx/core";
import {
  compareTables,
  compareWithJobs,
  tableOfListing,
  type Mismatch,
  type RouteTable,
} from "@nomadx/core/fabio";
import { askEach } from "@nomadx/core/fabio/admin";
import * as Flags from "@oclif/core/flags";

import { clusterFlags } from "../../flags/cluster-flags.ts";
import { inputArgs, inputFlags } from "../../flags/input-flags.ts";
import type { Finding } from "../../output/finding.ts";
import { findingsToText } from "../../output/findings-text.ts";
import { RoutesCommand } from "../../routes/routes-command.ts";
import { expectTable, type LoadedJobRoutes } from "../../routes/job-routes.ts";
import { fabioAddresses, openFabio } from "../../routes/live-fabio.ts";
import { fabioFlags, formatFlags } from "../../routes/routes-flags.ts";

interface VerifyAnswer {
  readonly verified: boolean;
  /** How many routes the files lead to, counted by service. */
  readonly expected: number;
  readonly fabios: readonly {
    readonly address: string;
    readonly mismatches: readonly Finding[];
    /** Absent where it answered. */
    readonly error?: string;
  }[];
}

interface CheckedFabio {
  readonly address: string;
  readonly findings: readonly Finding[];
  readonly error?: NomadxError;
}

export default class RoutesVerify extends RoutesCommand {
  static override summary = "Check that every running Fabio has the routes that job files lead to.";

  static override description =
    "Tells what is missing or too much, targets that are not as many as instances, other options, and where two Fabios " +
    "disagree. Routes of services that are in no file are left alone unless --all is given. Exits with 7 on a mismatch.";

  static override examples = [
    "<%= config.bin %> routes verify jobs/",
    "<%= config.bin %> routes verify jobs/ --fabio http://10.0.0.1:9998 --fabio http://10.0.0.2:9998",
    "<%= config.bin %> routes verify jobs/ --format junit > routes.xml",
  ];

  static override args = { ...inputArgs };

  static override flags = {
    ...fabioFlags,
    ...formatFlags,
    ...inputFlags,
    ...clusterFlags,
    all: Flags.boolean({ summary: "The files are all there is: any other route is one too many." }),
  };

  async run(): Promise<VerifyAnswer> {
    const { args, flags } = await this.parse(RoutesVerify);
    const jobs = await this.readJobRoutes(args.files, flags);
    const expected = expectTable(jobs);
    const checked = await this.check(jobs, fabioAddresses(flags.fabio, process.env), flags.all);
    const count = new Set(
      [...expected.hosts.values()]
        .flat()
        .flatMap(({ host, path, targets }) =>
          targets.map(({ service }) => JSON.stringify([host, path, service])),
        ),
    ).size;
    const subjects = checked.map(({ address, findings }) => ({ name: address, findings }));
    this.printReport(flags.format, {
      title: "nomadx routes verify",
      version: this.config.version,
      subjects,
      text: ({ bold, green }) =>
        checked
          .filter(({ error }) => error === undefined)
          .map(({ address, findings }) =>
            findings.length === 0
              ? `${bold(address)}: ${green("as expected")}, ${count} ${count === 1 ? "route" : "routes"}`
              : `${bold(address)}: ${findings.length} ${findings.length === 1 ? "mismatch" : "mismatches"}\n${findingsToText(findings, this.terminal.out)}`,
          )
          .join("\n"),
    });
    const failed = checked.flatMap(({ error }) => error ?? []);
    for (const error of failed) this.note(`error: ${error.message}`);
    const isMismatch = checked.some(({ findings, error }) => error === undefined && findings.length > 0);
    if (isMismatch) this.exitWith("mismatch");
    else if (failed.length > 0) this.exitWith("failed");
    return {
      verified: !isMismatch && failed.length === 0,
      expected: count,
      fabios: checked.map(({ address, findings, error }) => ({
        address,
        mismatches: error === undefined ? findings : [],
        ...(error !== undefined && { error: error.message }),
      })),
    };
  }

  private async check(
    jobs: LoadedJobRoutes,
    addresses: readonly string[],
    isComplete: boolean,
  ): Promise<readonly CheckedFabio[]> {
    const fabios = await Promise.all(addresses.map(openFabio));
    const answers = await askEach(fabios, (fabio) => fabio.routes());
    let first: { readonly name: string; readonly table: RouteTable } | undefined;
    return answers.map((asked): CheckedFabio => {
      const { address } = asked;
      if ("error" in asked) {
        const { error } = asked;
        const finding: Finding = {
          id: "unreachable",
          severity: "error",
          message: error.message,
          subject: address,
        };
        return { address, error, findings: [finding] };
      }
      const table = tableOfListing(asked.answer);
      const mismatches = [...compareWithJobs(jobs.routes, table, { isComplete })];
      const here = { name: address, table };
      if (first === undefined) first = here;
      else mismatches.push(...compareTables(first, here, "disagreement"));
      return { address, findings: mismatches.map((mismatch) => findingOf(mismatch, address, jobs)) };
    });
  }
}

function findingOf(mismatch: Mismatch, address: string, jobs: LoadedJobRoutes): Finding {
  const { kind, route, service, message, origin } = mismatch;
  const source = origin === undefined ? undefined : jobs.sourceOf(origin);
  const job = origin?.instance.service.job;
  return {
    id: kind,
    severity: "error",
    message,
    subject: address,
    ...(service !== "" && { service }),
    ...(job !== undefined && { job }),
    ...(route !== "" && { route }),
    ...(source !== undefined && { source }),
  };
}
