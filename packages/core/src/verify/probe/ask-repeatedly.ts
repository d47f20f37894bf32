import type { Complaint } from "./complaint.ts";
import type { RouteReport } from "./route-report.ts";

/** An answer through Fabio, as far as it matters here. */
export interface RoutedAnswer {
  readonly complaints: readonly Complaint[];
  /** Absent where no service has answered. */
  readonly marks?: ReadonlySet<string>;
}

/** When to stop. */
export interface Repetition {
  readonly maxAttempts: number;
  readonly concurrency: number;
  readonly ended: AbortSignal;
  readonly isEnough: (answers: readonly RoutedAnswer[]) => boolean;
}

/** Where no service answers this often, none will. */
const HOPELESS_AFTER = 10;

/** Asks, several times at once, until it is enough. `undefined` is an answer that was given up. */
export async function askRepeatedly(
  ask: () => Promise<RoutedAnswer | undefined>,
  { maxAttempts, concurrency, ended, isEnough }: Repetition,
): Promise<{ readonly answers: readonly RoutedAnswer[]; readonly reason: RouteReport["ended"] }> {
  const answers: RoutedAnswer[] = [];
  let begun = 0;
  let reason: RouteReport["ended"] | undefined;
  const work = async (): Promise<void> => {
    while (reason === undefined && begun < maxAttempts && !ended.aborted) {
      begun += 1;
      const answer = await ask();
      if (answer === undefined) return;
      answers.push(answer);
      if (isEnough(answers)) reason = "complete";
      else if (answers.length >= HOPELESS_AFTER && answers.every(({ marks }) => marks === undefined)) {
        reason ??= "no-answer";
      }
    }
  };
  await Promise.all(Array.from({ length: concurrency }, work));
  return { answers, reason: reason ?? (ended.aborted ? "time" : "attempts") };
}
