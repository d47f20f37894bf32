import { NomadxError } from "@nomadx/core";

import type { Context } from "./context.ts";

/** The time that `--timeout` gives a command, from when this was made. */
export interface TimeLimit {
  /** Aborted when the time is up, with an error that says so, and by Ctrl-C. */
  signal(): AbortSignal;
  /** The same for what is left to do then: a little later. */
  lastSignal(): AbortSignal;
  /** Milliseconds; `undefined` where there is no limit. */
  leftMs(): number | undefined;
}

/** So long it may take, in milliseconds, to tell what has become of it when the time is up. */
export const AFTERWARDS_MS = 5_000;

/** Lets the time run that a command may take; without a limit, only Ctrl-C ends it. */
export function limitTime(
  timeoutMs: number | undefined,
  context: Pick<Context, "interrupted" | "now">,
): TimeLimit {
  const begun = context.now();
  const leftMs = (): number | undefined =>
    timeoutMs === undefined ? undefined : Math.max(0, timeoutMs - (context.now() - begun));
  const signalIn = (moreMs: number): AbortSignal => {
    const { interrupted } = context;
    const left = leftMs();
    return left === undefined ? interrupted : AbortSignal.any([interrupted, timeUpIn(left + moreMs)]);
  };
  return { signal: () => signalIn(0), lastSignal: () => signalIn(AFTERWARDS_MS), leftMs };
}

/** The limit of following, from the time that is left. */
export function leftOf(limit: TimeLimit): { readonly timeoutMs?: number } {
  const timeoutMs = limit.leftMs();
  return timeoutMs === undefined ? {} : { timeoutMs };
}

/** A signal that is aborted after some time, with an error that says so. */
export function timeUpIn(milliseconds: number): AbortSignal {
  const controller = new AbortController();
  const error = new NomadxError("timeout", "Timed out (--timeout)");
  // Node's timers hold no more.
  setTimeout(() => controller.abort(error), Math.min(milliseconds, 2 ** 31 - 1)).unref();
  return controller.signal;
}
