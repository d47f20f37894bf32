import type { Finding } from "@nomadx/core";
import type { VerifyFinding, VerifyReport } from "@nomadx/core/verify";

import type { Context } from "../command/context.ts";
import type { LoadedInputs } from "../inputs/load-inputs.ts";
import { nothingVerified, verifySummary, verifyTable } from "../output/verify-text.ts";
import { placeFindings } from "../routes/place-findings.ts";

/** Findings with the service that they are about, each at its place in the job files. */
export async function placedFindings(
  findings: readonly VerifyFinding[],
  inputs: LoadedInputs | undefined,
): Promise<readonly Finding[]> {
  const places = await placeFindings(findings, inputs);
  return findings.map((finding, index) => {
    const { service, summary, evidence } = finding;
    const source = places[index];
    return {
      ...finding,
      summary: service === undefined ? summary : `${service}: ${summary}`,
      subject: service ?? evidence.layer,
      ...(source !== undefined && { source }),
    };
  });
}

/** Prints a report: services and layers as a table, what is wrong, and what it comes to. */
export async function printVerification(
  verified: VerifyReport,
  findings: readonly Finding[],
  { terminal, report }: Pick<Context, "terminal" | "report">,
): Promise<void> {
  terminal.print(`${verifyTable(verified)}\n`);
  await report.print(findings);
  terminal.print(`${findings.length === 0 ? "" : "\n"}${verifySummary(verified, terminal.out)}`);
  const nothing = nothingVerified(verified);
  if (nothing !== undefined) report.add([{ severity: "error", code: "nothing-verified", summary: nothing }]);
}

/** The services of which every layer that has to do with them could tell something. */
export function seenServices({ services }: VerifyReport): readonly string[] {
  const seen = services.filter(({ layers }) => {
    const states = Object.values(layers);
    return !states.includes("unknown") && states.some((state) => state !== "none");
  });
  return seen.map(({ service }) => service);
}
