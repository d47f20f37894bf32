import type { Finding } from "@nomadx/core";
import type { LintFinding } from "@nomadx/core/fabio";

import type { LoadedInputs } from "../inputs/load-inputs.ts";
import { placeFindings } from "./place-findings.ts";
import type { Commands } from "./read-commands.ts";

/** Findings of lints, each at its place in the job files or the route commands. */
export async function placedLintFindings(
  findings: readonly LintFinding[],
  inputs: LoadedInputs | undefined,
  commands: Commands | undefined,
): Promise<readonly Finding[]> {
  const places = await placeFindings(findings, inputs, commands);
  return findings.map((finding, index) => {
    const source = places[index];
    return source === undefined ? { ...finding, summary: placedSummary(finding) } : { ...finding, source };
  });
}

/** The summary with what it is about, where no place in a file says that. */
function placedSummary({ summary, service, route, evidence: { key, tag } }: LintFinding): string {
  const detail = tag === undefined ? route && `route ${route}` : `tag ${JSON.stringify(tag)}`;
  // Those about a service as a whole name it themselves.
  const about = [
    key !== undefined && !summary.includes(key) && `key ${key}`,
    service !== undefined && detail !== undefined && `service ${service}`,
    detail,
  ].filter(Boolean);
  return about.length === 0 ? summary : `${about.join(", ")}: ${summary}`;
}
