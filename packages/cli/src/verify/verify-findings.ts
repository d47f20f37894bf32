import type { VerifyFinding } from "@nomadx/core/verify";

import type { LoadedInputs } from "../inputs/load-inputs.ts";
import type { Finding } from "../output/finding.ts";
import { placeFindings } from "../routes/place-findings.ts";

/** Findings in the form that all formats show, each at its place in the job files. */
export async function placedFindings(
  findings: readonly VerifyFinding[],
  inputs: LoadedInputs | undefined,
): Promise<readonly Finding[]> {
  const places = await placeFindings(findings, inputs);
  return findings.map(({ code, severity, summary, help, service, job, route, evidence }, index) => {
    const source = places[index];
    return {
      id: code,
      severity,
      message: service === undefined ? summary : `${service}: ${summary}`,
      subject: service ?? evidence.layer,
      ...(service !== undefined && { service }),
      ...(job !== undefined && { job }),
      ...(route !== undefined && { route }),
      ...(source !== undefined && { source }),
      ...(help !== undefined && { fix: help }),
    };
  });
}
