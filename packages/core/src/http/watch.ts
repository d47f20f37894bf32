import { NomadxError } from "../diagnostics/errors.ts";
import type { Uint } from "../units/uint.ts";
import type { Answer } from "./answer.ts";
import { systemClock, type Clock } from "./clock.ts";

/** The options that `watch` hands to the read that it repeats. */
export interface BlockingOptions {
  readonly index: Uint;
  readonly waitMs: number;
  readonly signal: AbortSignal | undefined;
}

/** How long and how patiently to watch. */
export interface WatchOptions {
  /** Start with what is newer than this, instead of with what there is. */
  readonly index?: Uint | undefined;
  /** How long the server holds an answer back when nothing changes. @default 60000 */
  readonly waitMs?: number | undefined;
  /** Ends the watch, which then throws the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  /**
   * So many failures in a row end the watch with the last one.
   * @default 5 before the first answer, as the address may be wrong; Infinity after it, as servers come back
   */
  readonly maxFailures?: number | undefined;
  /** Told about each failure that is followed by another attempt. */
  readonly onFailure?: ((error: NomadxError, delayMs: number) => void) | undefined;
  readonly clock?: Clock | undefined;
  /** From 0 to 1, for the jitter of delays. */
  readonly random?: (() => number) | undefined;
}

const WAIT_MS = 60_000;
const FIRST_DELAY_MS = 500;
/** Also how long it may take to see that a server is back. */
const MAX_DELAY_MS = 10_000;
/** Between two questions, should the server not hold its answers back. */
const MIN_INTERVAL_MS = 1_000;
/** So many answers in a row may come at once and be newer each time: much may go on. */
const FREE_ANSWERS = 5;
/** Between the questions after those; doubles from one to the next. */
const FIRST_INTERVAL_MS = 50;

/**
 * Repeats a read as a blocking query and yields every answer, also those without a visible change: the server wakes its
 * readers for changes of neighbours, and answers with the same data when the time is up.
 * Lost connections, busy servers and answers that make no sense are tried again with growing, jittered delays; every
 * other error ends the watch, a `not-found` too. After each failure it starts over with what there is: the server may have
 * been started anew, and then the same index stands for other data. Where no failure shows that, a change is missed until
 * the server's time to wait is up, no longer.
 * @example
 * for await (const { value } of watch((blocking) => nomad.jobs.read("web", blocking))) show(value.Status);
 */
export async function* watch<T>(
  read: (options: BlockingOptions) => Promise<Answer<T>>,
  options: WatchOptions = {},
): AsyncGenerator<Answer<T>, never, undefined> {
  const { waitMs = WAIT_MS, signal, onFailure } = options;
  const { clock = systemClock, random = Math.random } = options;
  let index = options.index ?? 0;
  let maxFailures = options.maxFailures ?? 5;
  let failures = 0;
  /** Answers in a row that were not held back. */
  let prompt = 0;
  for (;;) {
    signal?.throwIfAborted();
    const start = clock.now();
    let answer: Answer<T>;
    try {
      answer = await read({ index, waitMs, signal });
    } catch (error) {
      signal?.throwIfAborted();
      failures += 1;
      if (!isTransient(error) || failures >= maxFailures) throw error;
      const delayMs = Math.min(MAX_DELAY_MS, FIRST_DELAY_MS * 2 ** failures) * (0.5 + random() / 2);
      onFailure?.(error, delayMs);
      await clock.sleep(delayMs, signal);
      index = 0;
      continue;
    }
    maxFailures = options.maxFailures ?? Infinity;
    failures = 0;
    yield answer;
    const next = nextIndex(index, answer.index);
    const tookMs = clock.now() - start;
    prompt = tookMs < MIN_INTERVAL_MS ? prompt + 1 : 0;
    // Endpoints that cannot block answer at once, again and again, and so may servers that contradict each other.
    const interval = next > index ? intervalAfter(prompt) : MIN_INTERVAL_MS;
    const pause = Math.min(interval, waitMs) - tookMs;
    if (pause > 0) await clock.sleep(pause, signal);
    index = next;
  }
}

/**
 * The index to wait for next. Servers take 0 as "do not wait", so an empty table is waited for with 1; an index that
 * went backwards means that the state was restored: start from the beginning.
 */
function nextIndex(last: Uint, answered: Uint): Uint {
  if (answered < last && last > 1) return 0;
  return answered < 1 ? 1 : answered;
}

/** Milliseconds between two questions, after so many newer answers in a row that were not held back. */
function intervalAfter(prompt: number): number {
  if (prompt <= FREE_ANSWERS) return 0;
  return Math.min(FIRST_INTERVAL_MS * 2 ** (prompt - FREE_ANSWERS - 1), MIN_INTERVAL_MS);
}

/** Whether an error may go by when the server is back, or has less to do. */
export function isTransient(error: unknown): error is NomadxError {
  if (!(error instanceof NomadxError)) return false;
  if (["unreachable", "timeout", "protocol"].includes(error.code)) return true;
  const status = error.request?.status ?? 0;
  return error.code === "refused" && (status === 429 || status >= 500);
}
