import type { Uint } from "../units/uint.ts";

/** The options by which a read is held back until there is something new: a blocking query. */
export interface BlockingReadOptions {
  /** Answer as soon as the data's index is higher than this one. 0 answers at once. */
  readonly index?: Uint | undefined;
  /** How long the server waits for that, in milliseconds; it waits up to a sixteenth longer. @default 300000 */
  readonly waitMs?: number | undefined;
  /** Any server may answer, also one that is behind its leader. */
  readonly stale?: boolean | undefined;
}

/** How a blocking query is asked for, and how long its answer may take. */
export interface BlockingQuery {
  readonly index: Uint;
  /** `300000ms` */
  readonly wait: string;
  readonly timeoutMs: number;
}

const DEFAULT_WAIT_MS = 300_000;
const WAIT_MARGIN_MS = 10_000;

/**
 * The blocking query that a read is; none where it is answered at once. Nomad and Consul wait five minutes where nothing is
 * said, and up to a sixteenth longer, so that their clients do not come back all at once.
 * @see hashicorp/nomad nomad/rpc.go blockingRPC (2.0.5), and Consul's documentation of blocking queries
 */
export function blockingQuery({
  index,
  waitMs = DEFAULT_WAIT_MS,
}: BlockingReadOptions): BlockingQuery | undefined {
  if (!index) return undefined;
  return { index, wait: `${waitMs}ms`, timeoutMs: (waitMs * 17) / 16 + WAIT_MARGIN_MS };
}
