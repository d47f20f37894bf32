import { isFailure, type Diagnostic } from "@nomadx/core";
import { deprecatedAttributes } from "@nomadx/core/jobspec";

import type { Cluster } from "../connect/cluster.ts";
import type { LoadedInputs } from "../inputs/load-inputs.ts";
import type { LoadedJob } from "../inputs/read/loaded-job.ts";
import { driverFindings, likelyFindings, ruleFindings } from "../inputs/rule-findings.ts";
import { serverVerdicts, withVerdict } from "./server-verdicts.ts";

/** A job that was read, with all that is to be said of it. */
export interface JudgedJob {
  readonly loaded: LoadedJob;
  /** By the rules of Nomad and its drivers as nomadx knows them, of likely mistakes and deprecated attributes, and what a server says beyond that. */
  readonly findings: readonly Diagnostic[];
  /** The server takes it for valid, where nomadx does not. */
  readonly onlyServerAccepts: boolean;
}

/** Judges jobs, with the help of a server where there is one, and all files could be read. */
export async function judgeJobs(
  inputs: LoadedInputs,
  cluster: Cluster | undefined,
): Promise<readonly JudgedJob[]> {
  const isRead = !inputs.diagnostics.some(isFailure);
  const [found, ofDrivers, likely, verdicts] = await Promise.all([
    ruleFindings(inputs.jobs, inputs),
    driverFindings(inputs.jobs, inputs),
    likelyFindings(inputs.jobs, inputs),
    cluster === undefined || !isRead ? [] : serverVerdicts(cluster, inputs),
  ]);
  return Promise.all(
    inputs.jobs.map(async (loaded, index) => {
      const ours = found[index] ?? [];
      const verdict = verdicts[index];
      const old = await inputs.locate(loaded, deprecatedAttributes(loaded.job));
      const isTold = ({ code, path }: Diagnostic): boolean =>
        ours.some((each) => each.code === code && each.path === path);
      return {
        loaded,
        findings: [
          ...(verdict === undefined ? ours : withVerdict(ours, verdict)),
          ...(ofDrivers[index] ?? []),
          ...(likely[index] ?? []),
          ...old.filter((each) => !isTold(each)),
        ],
        onlyServerAccepts: verdict?.accepts === true && ours.some(isFailure),
      };
    }),
  );
}
