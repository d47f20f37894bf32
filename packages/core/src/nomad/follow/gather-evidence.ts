import { NomadxError } from "../../diagnostics/errors.ts";
import { limitCall, type CallLimit } from "../../http/limit-call.ts";
import type { CallOptions } from "../call.ts";
import type { AllocationStub } from "../allocations.ts";
import { allocationEvidence, logTails, type AllocationEvidence, type LogTail } from "./evidence.ts";
import type { FollowClient } from "./follow-client.ts";
import type { Outcome, OutcomeKind } from "./outcome.ts";
import { isFailing, newestOfVersion } from "./version-allocations.ts";

/** The evidence in one allocation, with the ends of its logs. */
export interface Evidence {
  readonly allocation: AllocationEvidence;
  readonly logs: readonly (LogTail & {
    /** The task's own bytes as UTF-8, control characters and all; `undefined` when they could not be read. */
    readonly text: string | undefined;
    /** Why they could not be read, in the server's words. */
    readonly problem?: string;
  })[];
}

/** Ends that allocations and their logs may explain. */
const TO_BE_EXPLAINED: ReadonlySet<OutcomeKind> = new Set([
  ...(["failed", "reverted", "superseded", "blocked", "timeout", "unknown"] as const),
]);

/** More than these say nothing new. */
const mostAllocations = 3;

/** Whoever waits has waited for the outcome already. */
const longestMs = 5_000;

/**
 * Evidence for an outcome: allocations are asked for once more, as what explains a failed deployment often comes
 * after it, then the ends of their logs. None for an outcome that is no failure. A server that does not answer, or not
 * within some seconds, makes the evidence poorer; it never makes this throw.
 */
export async function gatherEvidence(
  client: FollowClient,
  outcome: Outcome,
  options: CallOptions,
): Promise<readonly Evidence[]> {
  const { jobId, kind } = outcome;
  if (jobId === undefined || !TO_BE_EXPLAINED.has(kind)) return [];
  const limit = limitCall(options.signal, longestMs);
  limit.start();
  const bounded = { ...options, signal: limit.signal };
  try {
    const now = await client.jobs.allocations(jobId, bounded).then(
      ({ value }) => value,
      () => [],
    );
    return await Promise.all(
      suspects(outcome, now)
        .slice(0, mostAllocations)
        .map(async (suspect) => {
          const allocation = allocationEvidence(suspect);
          return {
            allocation,
            logs: await Promise.all(logTails(allocation).map((tail) => read(client, tail, bounded, limit))),
          };
        }),
    );
  } finally {
    limit.end();
  }
}

/** The failing ones, in their newest form; where none fails, those that do not run. Newest first. */
function suspects(outcome: Outcome, now: readonly AllocationStub[]): readonly AllocationStub[] {
  const newest = newestOfVersion(now, outcome.jobVersion);
  const byId = new Map([...outcome.failing, ...newest.filter(isFailing)].map((each) => [each.ID, each]));
  const failing = [...byId.values()].map((each) => now.find(({ ID }) => ID === each.ID) ?? each);
  const found =
    failing.length > 0 ? failing : newest.filter(({ ClientStatus }) => ClientStatus === "pending");
  return found.toSorted((a, b) => Number(b.CreateIndex) - Number(a.CreateIndex));
}

async function read(
  client: FollowClient,
  tail: LogTail,
  options: CallOptions,
  limit: Pick<CallLimit, "isUp">,
): Promise<Evidence["logs"][number]> {
  try {
    const log = { ...options, origin: "end", offset: tail.bytes } as const;
    const { value: text } = await client.allocations.logs(tail.allocationId, tail.task, tail.stream, log);
    return { ...tail, text };
  } catch (error) {
    if (limit.isUp())
      return { ...tail, text: undefined, problem: `it did not arrive within ${longestMs / 1_000} s` };
    options.signal?.throwIfAborted();
    if (!(error instanceof NomadxError)) throw error;
    return { ...tail, text: undefined, problem: error.request?.text ?? error.message };
  }
}
