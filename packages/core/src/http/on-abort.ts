import { setMaxListeners } from "node:events";

/**
 * Calls back when a signal is aborted, at once if it is already. What it returns ends the listening.
 * Any number of calls may share a signal; by itself Node takes more than ten listeners for a leak, and warns.
 */
export function onAbort(signal: AbortSignal | undefined, callback: () => void): () => void {
  if (signal === undefined) return () => undefined;
  if (signal.aborted) callback();
  setMaxListeners(0, signal);
  signal.addEventListener("abort", callback, { once: true });
  return () => signal.removeEventListener("abort", callback);
}

/** A signal that is aborted as soon as one of the two is, for the same reason; none where there is none. */
export function eitherSignal(
  one: AbortSignal | undefined,
  other: AbortSignal | undefined,
): AbortSignal | undefined {
  if (one === undefined || other === undefined || one === other) return one ?? other;
  return AbortSignal.any([one, other]);
}
