import { setTimeout } from "node:timers/promises";

/** How long to wait between an answer and the next question. */
const PAUSE_MS = 1000;

/** When to stop asking. */
export interface PollOptions<T> {
  readonly isDone: (answer: T) => boolean;
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
  { isDone, onWait, limitMs, signal }: PollOptions<T>,
): Promise<T | undefined> {
  const end = performance.now() + limitMs;
  let last: T | undefined;
  try {
    for (;;) {
      last = await ask(Math.max(0, end - performance.now()));
      if (isDone(last) || performance.now() >= end) return last;
      onWait(last);
      await setTimeout(Math.min(PAUSE_MS, Math.max(0, end - performance.now())), undefined, { signal });
    }
  } catch (error) {
    if (signal?.aborted) return last;
    throw error;
  }
}
