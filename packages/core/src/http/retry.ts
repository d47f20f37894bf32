/** What is known about a failed attempt to read. */
export interface FailedAttempt {
  /** 1 for the first. */
  readonly attempt: number;
  /** Absent when no answer came. */
  readonly status: number | undefined;
  /** The body of that answer. */
  readonly text: string;
}

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

/**
 * Milliseconds to wait before a read is tried again, 0 for "give up". Half of the delay is random, so that clients
 * that failed together do not come back together. For reads only: a write may have been carried out.
 */
export function retryDelay(failed: FailedAttempt, policy: RetryPolicy, random: () => number): number {
  if (failed.attempt > attemptsFor(failed, policy)) return 0;
  const delay = Math.min(policy.maxDelayMs, policy.firstDelayMs * 2 ** (failed.attempt - 1));
  return Math.max(1, Math.round(delay * (0.5 + random() / 2)));
}

function attemptsFor({ status, text }: FailedAttempt, policy: RetryPolicy): number {
  if (status === undefined || status < 300) return policy.connection;
  // Every other 500 is how Nomad and Consul say no, and stays so.
  if (status === 500 && !/No cluster leader/.test(text)) return 0;
  return policy.busy;
}
