import type { RouteProbe, VerifiedService, VerifyReport } from "@nomadx/core/verify";
import * as Flags from "@oclif/core/flags";

import { clusterFlags } from "../flags/cluster-flags.ts";
import { inputArgs, inputFlags } from "../flags/input-flags.ts";
import { milliseconds } from "../flags/milliseconds.ts";
import { verifyFlags } from "../flags/verify-flags.ts";
import type { Finding } from "../output/finding.ts";
import { verifyText } from "../output/verify-text.ts";
import { expectTable, loadJobRoutes } from "../routes/job-routes.ts";
import { RoutesCommand } from "../routes/routes-command.ts";
import { formatFlags } from "../flags/routes-flags.ts";
import { openVerification } from "../verify/open-verification.ts";
import { tellProgress, untilVerified } from "../verify/until-verified.ts";
import { placedFindings } from "../verify/verify-findings.ts";

interface VerifyAnswer {
  readonly verified: boolean;
  readonly services: readonly VerifiedService[];
  /** In the order of the layers: the first one of a service is the cause, others may follow from it. */
  readonly findings: readonly Finding[];
  readonly probes: readonly RouteProbe[];
}

export default class Verify extends RoutesCommand {
  static override summary = "Prove that requests for services arrive, or report which layer is wrong.";

  static override description =
    "Compares Nomad's allocations, Consul's catalog and health, Consul's DNS, Fabio's routes and real requests through " +
    "Fabio with the job files and with each other. Exits with 7 if they do not agree.";

  static override examples = [
    "<%= config.bin %> verify jobs/",
    "<%= config.bin %> verify jobs/ --timeout 2m",
    "<%= config.bin %> verify jobs/ --layers nomad,consul,dns --format junit > verify.xml",
  ];

  static override args = { ...inputArgs };

  static override flags = {
    ...verifyFlags,
    timeout: Flags.string({
      helpValue: "DURATION",
      summary: "Ask again until all layers agree, for no longer than this.",
    }),
    ...formatFlags,
    ...inputFlags,
    ...clusterFlags,
  };

  async run(): Promise<VerifyAnswer> {
    const { args, flags } = await this.parse(Verify);
    const limitMs = flags.timeout === undefined ? 0 : milliseconds("timeout", flags.timeout);
    const [known, consul, config] = await Promise.all([
      this.openClusterIfAny(flags),
      this.openConsul(flags),
      this.configFile(),
    ]);
    const inputs = await this.readJobs(args.files, flags, known);
    // Tags that Fabio would choke on are a mistake in the files, whatever runs now.
    expectTable(await loadJobRoutes(inputs));
    const jobs = inputs.jobs.map(({ job }) => job);
    const verify = await openVerification(jobs, flags, {
      cluster: known ?? (await this.openCluster(flags)),
      isClusterKnown: known !== undefined,
      consul,
      config,
    });
    const signal = this.interrupted;
    const report = await untilVerified(verify, {
      limitMs,
      signal,
      onWait: tellProgress((line) => this.note(line)),
    });
    if (report === undefined) return { verified: false, services: [], findings: [], probes: [] };
    const findings = await placedFindings(report.findings, inputs);
    this.show(report, findings, flags.format);
    if (!report.verified && !signal.aborted) this.exitWith("mismatch");
    const { verified, services, probes } = report;
    return { verified, services, findings, probes };
  }

  private show(
    report: VerifyReport,
    findings: readonly Finding[],
    format: Parameters<RoutesCommand["printReport"]>[0],
  ): void {
    // Also of services that are not in the files, and once where several services have a name.
    const names = new Set([
      ...report.services.map(({ service }) => service),
      ...findings.map(({ subject = "" }) => subject),
    ]);
    this.printReport(format, {
      title: "nomadx verify",
      version: this.config.version,
      subjects: Array.from(names, (name) => ({
        name,
        findings: findings.filter(({ subject }) => subject === name),
      })),
      text: (palette) => verifyText(report, findings, palette),
    });
  }
}
