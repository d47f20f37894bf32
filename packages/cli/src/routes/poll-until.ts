import { setTimeout } from "node:timers/promises";

/** How long to wait between an answer and the next question. */
const PAUSE_MS = 1000;

/** When to stop asking. */
export interface PollOptions<T> {
  readonly isDone: (answer: T) => boolean;
  /**
   * Tells whether an answer may come from a change under way, which some servers have heard of and others have not. It
   * is looked at a second time, also when the time is up.
   */
  readonly isPassing: (answer: T) => boolean;
  /** Called with each answer after which the asking goes on. */
  readonly onWait: (answer: T) => void;
  /** 0: ask once. */
  readonly limitMs: number;
  readonly signal: AbortSignal | undefined;
}

/**
 * Asks again and again, until an answer will do, the time is up or the signal is aborted. The last answer; `undefined`
 * where the signal came before the first one.
 * @param ask is told how much time is left
 */
export async function pollUntil<T>(
  ask: (leftMs: number) => Promise<T>,
  { isDone, isPassing, onWait, limitMs, signal }: PollOptions<T>,
): Promise<T | undefined> {
  const end = performance.now() + limitMs;
  let last: T | undefined;
  let hasLookedAgain = false;
  try {
    for (;;) {
      last = await ask(Math.max(0, end - performance.now()));
      if (isDone(last)) return last;
      const leftMs = end - performance.now();
      if (leftMs > 0) onWait(last);
      else if (hasLookedAgain || !isPassing(last)) return last;
      else hasLookedAgain = true;
      await setTimeout(leftMs > 0 ? Math.min(PAUSE_MS, leftMs) : PAUSE_MS, undefined, { signal });
    }
  } catch (error) {
    if (signal?.aborted) return last;
    throw error;
  }
}
