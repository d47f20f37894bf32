import type { Headers } from "./answer.ts";

/** An attempt to read, and how it ended. */
export type TriedRead = {
  /** 1 for the first. */
  readonly count: number;
} & (
  | { readonly answer: { readonly status: number; readonly text: string; readonly headers: Headers } }
  /** Why the connection failed: `ECONNREFUSED`. */
  | { readonly code: string }
);

/** How often and how fast a read is tried again. */
export interface RetryPolicy {
  /** Further attempts after the connection failed. Few: a wrong address should show soon. */
  readonly connection: number;
  /** Further attempts when a server said that it is busy or without a leader. */
  readonly busy: number;
  /** Before the second attempt, in milliseconds; doubles each time. */
  readonly firstDelayMs: number;
  readonly maxDelayMs: number;
}

/** At most a second for a lost connection, at most three for a busy server. */
export const DEFAULT_RETRY: RetryPolicy = { connection: 2, busy: 4, firstDelayMs: 200, maxDelayMs: 5_000 };

/** Failures of a connection that may go by. */
const PASSING: ReadonlySet<string> = new Set([
  ...["ECONNRESET", "EPIPE", "EAI_AGAIN", "ENETUNREACH", "EHOSTUNREACH", "ECONNREFUSED"],
]);

/** Statuses of a server, or a proxy before it, that has too much to do or is not there at the moment. */
const BUSY: ReadonlySet<number> = new Set([429, 502, 503, 504]);

/** A server that asks for more patience is not waited for. */
const LONGEST_RETRY_AFTER_MS = 10_000;

/**
 * Milliseconds to wait before a read is tried again, 0 for "take what there is". Half of the delay is random, so that
 * clients that failed together do not come back together. For reads only: a write may have been carried out.
 */
export function retryDelay(tried: TriedRead, policy: RetryPolicy, random: () => number): number {
  if (tried.count > attemptsAfter(tried, policy)) return 0;
  const delay = Math.min(policy.maxDelayMs, policy.firstDelayMs * 2 ** (tried.count - 1));
  const jittered = Math.max(1, Math.round(delay * (0.5 + random() / 2)));
  const asked = "answer" in tried ? retryAfterMs(tried.answer.headers["retry-after"]) : 0;
  return asked > LONGEST_RETRY_AFTER_MS ? 0 : Math.max(jittered, asked);
}

/** How often it may be tried again. */
function attemptsAfter(tried: TriedRead, policy: RetryPolicy): number {
  if ("code" in tried) return PASSING.has(tried.code) ? policy.connection : 0;
  const { status, text } = tried.answer;
  // Every other 500 is how Nomad and Consul say no, and stays so.
  const isLeaderless = status === 500 && /No cluster leader/.test(text);
  return BUSY.has(status) || isLeaderless ? policy.busy : 0;
}

/** `Retry-After`, a number of seconds or a date, in milliseconds from now; 0 without one. */
function retryAfterMs(header: Headers[string]): number {
  if (typeof header !== "string") return 0;
  const milliseconds = /^\d+$/.test(header) ? Number(header) * 1_000 : Date.parse(header) - Date.now();
  return milliseconds > 0 ? milliseconds : 0;
}
