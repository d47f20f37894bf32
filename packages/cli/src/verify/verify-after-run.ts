import { createJobRouting } from "@nomadx/core/fabio";

import type { Context } from "../command/context.ts";
import { Interruption } from "../command/interruption.ts";
import type { Cluster } from "../connect/cluster.ts";
import { readConfigFile } from "../connect/config-file.ts";
import { openConsul } from "../connect/consul.ts";
import type { Submission } from "../deploy/submission.ts";
import { milliseconds } from "../flags/milliseconds.ts";
import type { LoadedInputs } from "../inputs/load-inputs.ts";
import { findingsToJson } from "../output/findings-json.ts";
import { problemFinding } from "../routes/problem-finding.ts";
import { rejectedTable } from "../routes/rejected-table.ts";
import { openVerification, type VerifyFlagValues } from "./open-verification.ts";
import { reportProgress, untilVerified } from "./until-verified.ts";
import { placedFindings, printVerification } from "./verify-findings.ts";

/** Whether traffic arrives at what was submitted; tells where not, and sets the exit code. */
export type VerifyRun = () => Promise<boolean>;

/** Where the jobs run, and where they come from. */
interface Deployed {
  readonly cluster: Cluster;
  /** The files of the jobs, which findings point into; none for jobs of a saved plan. */
  readonly inputs: LoadedInputs | undefined;
}

/**
 * Makes ready to verify jobs once they are healthy, for as long as the rest of the cluster may take to hear of them. What
 * would be wrong then in any case is an error now, before anything is submitted.
 * @throws {NomadxError} `usage`; `invalid` where Fabio would reject the tags
 */
export async function verifyAfterRun(
  submissions: readonly Submission[],
  flags: VerifyFlagValues & { readonly "verify-timeout": string },
  { cluster, inputs }: Deployed,
  context: Context,
): Promise<VerifyRun> {
  const { terminal, exitWith } = context;
  const routing = createJobRouting(submissions.map(({ job }) => job));
  if (routing.registered().services.length === 0) {
    terminal.note("nothing to verify: the jobs have no service");
    return async () => true;
  }
  const limitMs = milliseconds("verify-timeout", flags["verify-timeout"]);
  const [consul, config] = await Promise.all([openConsul(flags, context), readConfigFile(context)]);
  const verify = await openVerification(routing, flags, {
    cluster,
    isClusterKnown: true,
    consul,
    config,
    env: context.env,
  });
  const { table, problems } = routing.routes();
  if (table === undefined) {
    throw rejectedTable(
      problems.map((problem) =>
        problemFinding(problem, { cause: `service ${problem.origin?.instance.name ?? "?"}` }),
      ),
    );
  }
  return async () => {
    const onWait = reportProgress((line) => terminal.note(line));
    const verified = untilVerified(verify, { limitMs, signal: context.interrupted, onWait });
    const report = await verified.catch((error: unknown) => {
      if (!(error instanceof Interruption)) throw error;
      terminal.note("interrupted; it is not known whether traffic arrives");
    });
    if (report === undefined) return false;
    const findings = await placedFindings(report.findings, inputs);
    for (const finding of findingsToJson(findings)) terminal.event({ type: "finding", ...finding });
    await printVerification(report, findings, context);
    if (!report.verified) exitWith("mismatch");
    return report.verified;
  };
}
