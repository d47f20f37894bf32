import type { JobEvent, Outcome, Evidence, FollowStart } from "@nomadx/core/nomad";

import { exitCodes, exitOfOutcome, type ExitName } from "../command/exit-codes.ts";
import type { Cluster } from "../connect/cluster.ts";

/** The change to follow. */
export interface Followed extends Omit<FollowStart, "at" | "jobId"> {
  readonly jobId: string;
  readonly namespace?: string | undefined;
  readonly region?: string | undefined;
}

/** How following one job ended. */
export interface FollowEnd {
  readonly jobId: string;
  readonly outcome: Outcome;
  readonly evidence: readonly Evidence[];
}

/**
 * Follows changes of several jobs side by side until each has come to its end.
 * @throws {NomadxError} when the server refuses a request or stays out of reach; the signal's reason when that ends it
 */
export async function followJobs(
  cluster: Cluster,
  followed: readonly Followed[],
  onEvent: (jobId: string, event: JobEvent) => void,
  signal: AbortSignal,
): Promise<FollowEnd[]> {
  const { followJob } = await import("@nomadx/core/nomad");
  // The connections are shared: the more jobs wait, the shorter each may hold one, so that all get their turn in time.
  const waitMs = Math.round(Math.min(longestWaitMs, (longestWaitMs * atEase) / followed.length));
  return Promise.all(
    followed.map(async ({ namespace, region, ...start }) => {
      for await (const event of followJob(cluster.client, start, { namespace, region, signal, waitMs })) {
        onEvent(start.jobId, event);
        if (event.kind === "ended") {
          return { jobId: start.jobId, outcome: event.outcome, evidence: event.evidence };
        }
      }
      // followJob ends with "ended" or throws.
      throw signal.reason;
    }),
  );
}

const longestWaitMs = 5_000;
/** So many jobs can be followed, with four of 24 blocking queries each, before one waits for another's connection. */
const atEase = 6;

/** The exit for all of them: a failed deployment counts most, then one out of time. */
export function exitOf(ends: readonly FollowEnd[]): ExitName {
  const exits = new Set<ExitName>(ends.map(({ outcome }) => exitOfOutcome[outcome.kind]));
  return (["unhealthy", "timeout", "failed"] as const).find((name) => exits.has(name)) ?? "ok";
}

/** An end as `--json` has it: with the exit code that this job alone would lead to. */
export function withExitCode(outcome: Outcome): Outcome & { readonly exitCode: number } {
  return { ...outcome, exitCode: exitCodes[exitOfOutcome[outcome.kind]] };
}
