import { onAbort } from "./on-abort.ts";

/** The two things that can end a call before its answer is there: the caller, or the time. */
export interface CallLimit {
  /** Aborted by the caller's own signal, and when the time is up. */
  readonly signal: AbortSignal;
  /** Lets the time run, if it does not yet: what waits for a free connection has not begun. */
  readonly start: () => void;
  /** Whether the time was up. */
  readonly isUp: () => boolean;
  /** To be called when the call has ended, however it did. */
  readonly end: () => void;
}

/** Node's timers hold no more. */
const LONGEST_MS = 2 ** 31 - 1;

/** Bounds one call, further attempts included, by a signal and by time. */
export function limitCall(signal: AbortSignal | undefined, timeoutMs: number): CallLimit {
  const controller = new AbortController();
  const forget = onAbort(signal, () => controller.abort(signal?.reason));
  let timer: NodeJS.Timeout | undefined;
  let isUp = false;
  const runOut = () => {
    isUp = true;
    controller.abort();
  };
  return {
    signal: controller.signal,
    start() {
      if (timeoutMs < LONGEST_MS) timer ??= setTimeout(runOut, timeoutMs);
    },
    isUp: () => isUp,
    end() {
      forget();
      clearTimeout(timer);
    },
  };
}
