import { type Finding, NomadxError } from "@nomadx/core";
import * as Flags from "@oclif/core/flags";

import { command } from "../../command/command.ts";
import { openConsulIfAny } from "../../connect/consul.ts";
import { clusterFlags } from "../../flags/cluster-flags.ts";
import { consulFlags } from "../../flags/consul-flags.ts";
import { inputArgs, inputFlags } from "../../flags/input-flags.ts";
import { fabioFlags } from "../../flags/routes-flags.ts";
import type { CommandFinding } from "../../output/command-findings.ts";
import { comparisonLine } from "../../output/comparison-line.ts";
import { findingsToJson, type FindingJson } from "../../output/findings-json.ts";
import { chosenFabios } from "../../routes/find-fabios.ts";
import { readJobRoutes } from "../../routes/read-table.ts";
import { untilExpected } from "../../routes/until-expected.ts";

interface VerifyAnswer {
  readonly verified: boolean;
  readonly fabios: readonly {
    readonly address: string;
    /** Routes that the files lead to on it, counted by service; absent where it did not answer. */
    readonly expected?: number;
    readonly mismatches: readonly FindingJson[];
    /** Absent where it answered. */
    readonly error?: string;
  }[];
}

export default command({
  summary: "Check that every running Fabio has the routes that job files lead to.",
  description:
    "Reports missing and surplus routes, wrong numbers of targets, wrong options, and Fabios that disagree; with a Consul " +
    "also a table that is stale, or that a tag keeps from being updated. Routes of services that are in no file are " +
    "ignored unless --all is given. Exits with 7 on a mismatch.",
  examples: [
    "<%= config.bin %> routes verify jobs/",
    "<%= config.bin %> routes verify jobs/ --fabio http://10.0.0.1:9998 --fabio http://10.0.0.2:9998",
    "<%= config.bin %> routes verify jobs/ --find nomad --timeout 2m",
    "<%= config.bin %> routes verify jobs/ --format junit > routes.xml",
  ],
  args: { ...inputArgs },
  flags: {
    ...fabioFlags,
    find: Flags.option({
      options: ["nomad", "consul"] as const,
      helpGroup: "ROUTES",
      summary: "Ask every Fabio that runs in Nomad's allocations, or that is registered in Consul.",
    })(),
    timeout: Flags.string({
      helpValue: "DURATION",
      summary: "Ask again until every Fabio is as expected, for no longer than this.",
    }),
    ...inputFlags,
    ...clusterFlags,
    ...consulFlags,
    all: Flags.boolean({ summary: "Report every route that the files do not lead to, of any service." }),
  },
  async run({ args, flags }, context): Promise<VerifyAnswer> {
    const { terminal, report, exitWith } = context;
    const jobs = await readJobRoutes(args.files, flags, context);
    const consul = await openConsulIfAny(flags, context);
    const loaded = jobs.inputs.jobs.map(({ job }) => job);
    const find = await chosenFabios(loaded, flags, consul, context);
    const { all: isComplete, timeout } = flags;
    const checked = await untilExpected(jobs, { find, consul, isComplete, timeout }, context);
    const isInterrupted = context.interrupted.aborted;
    if (checked.length === 0 && !isInterrupted) {
      throw new NomadxError("not-found", "No running allocation of the cluster is a Fabio", {
        help: "Name the admin address of one: --fabio.",
      });
    }
    report.covers(checked.flatMap(({ address, expected = 0 }) => (expected > 0 ? [address] : [])));
    for (const each of checked) {
      const line = comparisonLine(each, terminal.out);
      if (line === undefined) await report.tell(each.findings);
      else {
        terminal.print(line);
        await report.print(each.findings);
      }
    }
    const failed = checked.filter(({ error }) => error !== undefined);
    const isMismatch = checked.some(({ findings, error }) => error === undefined && findings.length > 0);
    const isNothing = failed.length === 0 && checked.every(({ expected }) => expected === 0);
    if (isNothing && !isMismatch && !isInterrupted) await report.tell([nothingCompared]);
    if (isMismatch || isNothing) exitWith("mismatch");
    else if (failed.length > 0) exitWith("failed");
    return {
      verified: checked.length > 0 && !isMismatch && !isNothing && failed.length === 0,
      fabios: checked.map(({ address, findings, expected, error }) => ({
        address,
        ...(expected !== undefined && { expected }),
        mismatches: error === undefined ? findingsToJson(findings) : [],
        ...(error !== undefined && { error: error.message }),
      })),
    };
  },
});

const nothingCompared: Finding<CommandFinding> = {
  severity: "error",
  code: "nothing-verified",
  summary:
    "Nothing was compared: no service of the files has a tag that one of these Fabios reads as a route",
};
