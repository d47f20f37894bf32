import type { ApiJob } from "@nomadx/core/jobspec";
import { routesFromJobs } from "@nomadx/core/fabio";

import type { LoadedInputs } from "../inputs/load-inputs.ts";
import { milliseconds } from "../flags/milliseconds.ts";
import type { Finding } from "../output/finding.ts";
import { verifyText } from "../output/verify-text.ts";
import { problemWords } from "../routes/problem-words.ts";
import { rejectedTable } from "../routes/rejected-table.ts";
import type { Palette } from "../terminal/terminal.ts";
import { openVerification, type VerificationServers, type VerifyFlagValues } from "./open-verification.ts";
import { tellProgress, untilVerified } from "./until-verified.ts";
import { placedFindings } from "./verify-findings.ts";

/** What became of the verification of a deployment. */
interface VerifiedRun {
  readonly verified: boolean;
  readonly findings: readonly Finding[];
  /** For people. */
  readonly text: (palette: Palette) => string;
}

/** Verifies what was submitted; `undefined` when it was interrupted before it knew anything. */
export type VerifyRun = (
  signal: AbortSignal,
  note: (line: string) => void,
) => Promise<VerifiedRun | undefined>;

/**
 * Makes ready to verify jobs once they are healthy, for as long as the rest of the cluster may take to hear of them. What
 * would be wrong then in any case is an error now, before anything is submitted.
 * @param inputs the files of the jobs, which findings point into; none for jobs of a saved plan
 * @throws {NomadxError} `usage`; `invalid` where Fabio would reject the tags
 */
export async function verifyAfterRun(
  jobs: readonly ApiJob[],
  flags: VerifyFlagValues & { readonly "verify-timeout": string },
  servers: VerificationServers,
  inputs: LoadedInputs | undefined,
): Promise<VerifyRun> {
  const limitMs = milliseconds("verify-timeout", flags["verify-timeout"]);
  const verify = await openVerification(jobs, flags, servers);
  const { table, problems } = routesFromJobs(jobs);
  if (table === undefined) {
    throw rejectedTable(
      problems.map((problem) => `service ${problem.origin?.instance.name ?? "?"}: ${problemWords(problem)}`),
    );
  }
  return async (signal, note) => {
    const report = await untilVerified(verify, { limitMs, signal, onWait: tellProgress(note) });
    if (report === undefined) return undefined;
    const findings = await placedFindings(report.findings, inputs);
    return {
      verified: report.verified,
      findings,
      text: (palette) => verifyText(report, findings, palette),
    };
  };
}
