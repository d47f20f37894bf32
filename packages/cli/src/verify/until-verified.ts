import { isFailure } from "@nomadx/core";
import type { VerifyFindingKind, VerifyReport } from "@nomadx/core/verify";

import { pollUntil } from "../routes/poll-until.ts";
import type { Verification } from "./open-verification.ts";

/** How long to wait, and what to tell meanwhile. */
export interface UntilVerifiedOptions {
  /** 0: verify once. */
  readonly limitMs: number;
  readonly signal: AbortSignal | undefined;
  readonly onWait: (report: VerifyReport) => void;
}

/**
 * Verifies until all layers agree or the time is up. Requests are made once the other layers agree, and at the end.
 * `undefined` where the signal came before the first report.
 */
export async function untilVerified(
  verify: Verification,
  { limitMs, signal, onWait }: UntilVerifiedOptions,
): Promise<VerifyReport | undefined> {
  return pollUntil(
    async (leftMs) => {
      if (leftMs === 0) return verify(signal);
      const report = await verify(signal, { withoutProbes: true });
      return report.verified ? verify(signal) : report;
    },
    { isDone: ({ verified }) => verified, isPassing, onWait, limitMs, signal },
  );
}

/** The findings that can come from two layers, or two Fabios, that were read at different moments of a change. */
const betweenServers: ReadonlySet<VerifyFindingKind> = new Set([
  "dns-missing",
  "dns-stale",
  "stale-table",
  "disagreement",
]);

function isPassing({ findings }: VerifyReport): boolean {
  return findings.some((found) => isFailure(found) && betweenServers.has(found.evidence.kind));
}

/** Tells the first cause of what is waited for, each time that it is another one. */
export function tellProgress(note: (line: string) => void): UntilVerifiedOptions["onWait"] {
  let told = "";
  return ({ findings }) => {
    const waited = findings.filter(isFailure);
    const [first] = waited;
    if (first === undefined) return;
    const more = waited.length > 1 ? ` (and ${waited.length - 1} more)` : "";
    const { service, summary, evidence } = first;
    const line = `waiting: ${evidence.layer}: ${service === undefined ? "" : `${service}: `}${summary}${more}`;
    if (line !== told) note(line);
    told = line;
  };
}
