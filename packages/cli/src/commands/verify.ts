import type { EmptyService, RouteProbe, VerifiedService } from "@nomadx/core/verify";
import * as Flags from "@oclif/core/flags";

import { openCluster, openClusterIfAny } from "../connect/cluster.ts";
import { readConfigFile } from "../connect/config-file.ts";
import { openConsul } from "../connect/consul.ts";
import { clusterFlags } from "../flags/cluster-flags.ts";
import { inputArgs, inputFlags } from "../flags/input-flags.ts";
import { milliseconds } from "../flags/milliseconds.ts";
import { verifyFlags } from "../flags/verify-flags.ts";
import { readLiveJobs } from "../inputs/read-jobs.ts";
import { findingsToJson, type FindingJson } from "../output/findings-json.ts";
import { expectTable, loadJobRoutes } from "../routes/job-routes.ts";
import { openVerification } from "../verify/open-verification.ts";
import { reportProgress, untilVerified } from "../verify/until-verified.ts";
import { placedFindings, printVerification, seenServices } from "../verify/verify-findings.ts";
import { command } from "../command/command.ts";

interface VerifyAnswer {
  readonly verified: boolean;
  readonly services: readonly VerifiedService[];
  /** In the order of the layers: the first one of a service is the cause, others may follow from it. */
  readonly findings: readonly FindingJson[];
  readonly probes: readonly RouteProbe[];
  /** Services with route tags of which no instance is to run: no request is made to them. */
  readonly idle: readonly string[];
  /** Services of which layers that were asked have no instance. */
  readonly empty: readonly EmptyService[];
}

export default command({
  summary: "Prove that requests for services arrive, or report which layer is wrong.",
  description:
    "Compares Nomad's allocations, Consul's catalog and health, Consul's DNS, Fabio's routes and real requests through " +
    "Fabio with the job files and with each other. Exits with 7 if they do not agree.",
  examples: [
    "<%= config.bin %> verify jobs/",
    "<%= config.bin %> verify jobs/ --timeout 2m",
    "<%= config.bin %> verify jobs/ --layers nomad,consul,dns --format junit > verify.xml",
  ],
  args: { ...inputArgs },
  flags: {
    ...verifyFlags,
    timeout: Flags.string({
      helpValue: "DURATION",
      summary: "Ask again until all layers agree, for no longer than this.",
    }),
    ...inputFlags,
    ...clusterFlags,
  },
  async run({ args, flags }, context): Promise<VerifyAnswer> {
    const { terminal, report: found, exitWith } = context;
    const limitMs = flags.timeout === undefined ? 0 : milliseconds("timeout", flags.timeout);
    const [known, consul, config] = await Promise.all([
      openClusterIfAny(flags, context),
      openConsul(flags, context),
      readConfigFile(context),
    ]);
    const inputs = await readLiveJobs(args.files, flags, context, known);
    // Tags that Fabio would choke on are a mistake in the files, whatever runs now.
    const routes = await loadJobRoutes(inputs);
    expectTable(routes);
    const verify = await openVerification(routes.routing, flags, {
      cluster: known ?? (await openCluster(flags, context)),
      isClusterKnown: known !== undefined,
      consul,
      config,
      env: context.env,
    });
    const signal = context.interrupted;
    const report = await untilVerified(verify, {
      limitMs,
      signal,
      onWait: reportProgress((line) => terminal.note(line)),
    });
    found.covers(seenServices(report));
    const findings = await placedFindings(report.findings, inputs);
    await printVerification(report, findings, context);
    if (!report.verified && !signal.aborted) exitWith("mismatch");
    const { verified, services, probes, idle, empty } = report;
    return { verified, services, findings: findingsToJson(findings), probes, idle, empty };
  },
});
