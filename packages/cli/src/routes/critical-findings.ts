import type { Finding } from "@nomadx/core";
import type { LintFinding } from "@nomadx/core/fabio";
import type { ApiJob } from "@nomadx/core/jobspec";

import { readConfigFile, type ConfigContext } from "../connect/config-file.ts";
import { allowedLints } from "../flags/lint-flags.ts";
import type { LoadedInputs } from "../inputs/load-inputs.ts";
import { mayBeCritical } from "./may-be-critical.ts";
import { findJob } from "../inputs/find-job.ts";

/** The parsed value of `lintFlags`. */
export interface LintFlagValues {
  readonly "allow-lint": readonly string[];
}

/**
 * Returns what jobs would do to the routes of others, at its places in the files where these are known: critical, or a
 * warning where it is allowed.
 * @throws {NomadxError} `usage` for a code that no critical lint has
 */
export async function criticalFindings(
  jobs: readonly ApiJob[],
  flags: LintFlagValues,
  context: ConfigContext,
  inputs?: Pick<LoadedInputs, "jobs" | "locate">,
): Promise<readonly Finding[]> {
  const prefix = (await readConfigFile(context))?.fabio?.tagPrefix;
  const tagPrefixes = prefix === undefined ? [] : prefix.split(",").map((each) => each.trim());
  if (flags["allow-lint"].length === 0 && !jobs.some((job) => mayBeCritical(job, tagPrefixes))) return [];
  const { criticalLints, lints } = await import("./critical-lints.ts");
  const critical = lints.filter(({ severity }) => severity === "critical").map(({ id }) => id);
  const allowed = allowedLints(flags["allow-lint"], critical);
  const found = criticalLints(jobs, { tagPrefixes });
  return Promise.all(
    found.map(async (finding) => {
      const told = inWords(finding, allowed);
      const loaded = inputs === undefined ? undefined : findJob(inputs.jobs, finding);
      const [located] =
        inputs === undefined || loaded === undefined ? [] : await inputs.locate(loaded, [told]);
      return located ?? told;
    }),
  );
}

function inWords(found: LintFinding, allowed: ReadonlySet<string>): Finding {
  const { evidence: _, ...finding } = found;
  const { code, severity, detail = "", help } = finding;
  const isAllowed = allowed.has(code);
  return {
    ...finding,
    severity: isAllowed ? "warning" : severity,
    detail: `It hurts the routes of others, too. ${detail}`,
    help: isAllowed || severity !== "critical" ? help : `${help} --allow-lint ${code} lets it pass.`,
  };
}
