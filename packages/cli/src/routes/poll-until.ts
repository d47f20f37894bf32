import { setTimeout } from "node:timers/promises";

import { AFTERWARDS_MS, timeUpIn } from "../command/time-limit.ts";

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
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
}

/**
 * Asks again and again, until an answer will do, the time is up or the signal is aborted, and gives the last answer. A question
 * that is under way when the time is up has a little longer, and is given up then.
 * @param ask is told how much time is left, and when to give up
 * @throws the signal's reason, or `timeout`, where that came before the first answer
 */
export async function pollUntil<T>(
  ask: (leftMs: number, signal: AbortSignal) => Promise<T>,
  { isDone, isPassing, onWait, limitMs, signal }: PollOptions<T>,
): Promise<T> {
  const end = performance.now() + limitMs;
  const ended = limitMs === 0 ? signal : AbortSignal.any([signal, timeUpIn(limitMs + AFTERWARDS_MS)]);
  let last: T | undefined;
  let hasLookedAgain = false;
  try {
    for (;;) {
      last = await ask(Math.max(0, end - performance.now()), ended);
      if (isDone(last)) return last;
      const leftMs = end - performance.now();
      if (leftMs > 0) onWait(last);
      else if (hasLookedAgain || !isPassing(last)) return last;
      else hasLookedAgain = true;
      await setTimeout(leftMs > 0 ? Math.min(PAUSE_MS, leftMs) : PAUSE_MS, undefined, { signal: ended });
    }
  } catch (error) {
    if (!ended.aborted) throw error;
    if (last !== undefined) return last;
    throw ended.reason;
  }
}
