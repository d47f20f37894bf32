import { isFailure } from "@nomadx/core";
import type { VerifyFindingKind, VerifyReport } from "@nomadx/core/verify";

import { pollUntil } from "../routes/poll-until.ts";
import type { Verification } from "./open-verification.ts";
import { oneLine } from "../terminal/clean-text.ts";

/** How long to wait, and what to tell meanwhile. */
export interface UntilVerifiedOptions {
  /** 0: verify once. */
  readonly limitMs: number;
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
  readonly onWait: (report: VerifyReport) => void;
}

/**
 * Verifies until all layers agree or the time is up. Requests are made once the other layers agree, and at the end.
 * @throws an `Interruption` where that came before the first report
 */
export async function untilVerified(
  verify: Verification,
  { limitMs, signal, onWait }: UntilVerifiedOptions,
): Promise<VerifyReport> {
  return pollUntil(
    async (leftMs, ended) => {
      if (leftMs === 0) return verify(ended);
      const report = await verify(ended, { withoutProbes: true });
      return report.verified ? verify(ended) : report;
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
export function reportProgress(note: (line: string) => void): UntilVerifiedOptions["onWait"] {
  let told = "";
  return ({ findings }) => {
    const waited = findings.filter(isFailure);
    const [first] = waited;
    if (first === undefined) return;
    const more = waited.length > 1 ? ` (and ${waited.length - 1} more)` : "";
    const { service, summary, evidence } = first;
    const about = service === undefined ? "" : `${service}: `;
    const line = oneLine(`waiting: ${evidence.layer}: ${about}${summary}${more}`);
    if (line !== told) note(line);
    told = line;
  };
}
