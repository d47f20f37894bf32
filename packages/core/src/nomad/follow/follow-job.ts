import type { NomadxError } from "../../diagnostics/errors.ts";
import type { Answer } from "../../http/answer.ts";
import type { CallOptions } from "../call.ts";
import { systemClock, type Clock } from "../../http/clock.ts";
import { onAbort } from "../../http/on-abort.ts";
import { watch, type BlockingOptions } from "../../http/watch.ts";
import { ask } from "./ask.ts";
import type { FollowEvent } from "./events.ts";
import type { FollowClient } from "./follow-client.ts";
import { createFollower } from "./follower.ts";
import { gatherEvidence, type Evidence } from "./gather-evidence.ts";
import { createInbox, type Inbox } from "./inbox.ts";
import type { Outcome } from "./outcome.ts";
import type { FollowAnswer, FollowQuery } from "./query.ts";
import type { FollowStart } from "./view.ts";

/** The events of following over the network: the follower's events, trouble on the way, and the end. */
export type JobEvent =
  | FollowEvent
  | {
      /** The server does not answer, or not usefully. It is asked again; what is followed goes on regardless. */
      readonly kind: "connection-lost";
      readonly at: number;
      readonly message: string;
    }
  | { readonly kind: "connection-restored"; readonly at: number }
  | {
      /** Always the last event. */
      readonly kind: "ended";
      readonly at: number;
      readonly outcome: Outcome;
      /** Why it failed, as far as allocations and logs show it. */
      readonly evidence: readonly Evidence[];
    };

/** How the server is asked. */
export interface FollowJobOptions extends Pick<CallOptions, "namespace" | "region" | "signal"> {
  /** How long the server holds an answer back when nothing changes, in milliseconds. @default 5000 */
  readonly waitMs?: number;
  readonly clock?: Clock;
}

type Item =
  | FollowAnswer
  | { readonly kind: "failure"; readonly error: NomadxError }
  | { readonly kind: "error"; readonly error: unknown };

const defaultWaitMs = 5_000;
/** Some minutes of a server out of reach: elections and restarts are shorter. */
const maxFailures = 18;

/**
 * Follows what a change led to, asking with blocking queries, up to four at a time. Ends with an `ended` event.
 *
 * @throws {NomadxError} when the server refuses a request or stays out of reach; the signal's reason when that ends it
 * @example
 * const { value: registration } = await nomad.jobs.register(job);
 * for await (const event of followJob(nomad, { jobId: "web", evaluationId: registration.EvalID })) {
 *   if (event.kind === "ended") return event.outcome.kind === "healthy";
 * }
 */
export async function* followJob(
  client: FollowClient,
  start: Omit<FollowStart, "at">,
  options: FollowJobOptions = {},
): AsyncGenerator<JobEvent, void, undefined> {
  const { clock = systemClock, signal, namespace, region } = options;
  signal?.throwIfAborted();
  const follower = createFollower({ ...start, at: clock.now() });
  const inbox = createInbox<Item>(clock);
  const watches = createWatches(client, inbox, { ...options, clock });
  const forget = onAbort(signal, () => inbox.put({ kind: "error", error: signal?.reason }));
  let lost = false;
  try {
    while (follower.outcome() === undefined) {
      watches.keepOnly(follower.needs());
      const item = await inbox.take(follower.deadline() ?? Infinity);
      if (item === undefined) follower.tick(clock.now());
      else if (item.kind === "error") throw item.error;
      else if (item.kind === "failure") {
        // All requests fail together; once is enough.
        if (!lost) yield { kind: "connection-lost", at: clock.now(), message: item.error.message };
        lost = true;
      } else {
        if (lost) yield { kind: "connection-restored", at: clock.now() };
        lost = false;
        yield* follower.answer(item);
      }
    }
  } finally {
    forget();
    watches.keepOnly([]);
  }
  const outcome = follower.outcome();
  if (outcome === undefined) return;
  const evidence = await gatherEvidence(client, outcome, { namespace, region, signal });
  yield { kind: "ended", at: clock.now(), outcome, evidence };
}

/** The blocking queries that run, one for each query that is needed. */
function createWatches(
  client: FollowClient,
  inbox: Inbox<Item>,
  options: FollowJobOptions & { readonly clock: Clock },
): { keepOnly(queries: readonly FollowQuery[]): void } {
  const { clock, namespace, region, waitMs = defaultWaitMs } = options;
  const running = new Map<string, AbortController>();

  const onFailure = (error: NomadxError): void => inbox.put({ kind: "failure", error });

  async function run(query: FollowQuery, signal: AbortSignal): Promise<void> {
    const read = async (blocking: BlockingOptions): Promise<Answer<FollowAnswer>> => {
      const askedAt = clock.now();
      const answer = await ask(client, query, { ...blocking, namespace, region });
      return { ...answer, value: { ...answer.value, askedAt, at: clock.now() } };
    };
    try {
      for await (const { value } of watch(read, { waitMs, signal, maxFailures, onFailure, clock }))
        inbox.put(value);
    } catch (error) {
      if (!signal.aborted) inbox.put({ kind: "error", error });
    }
  }

  return {
    keepOnly(queries) {
      const needed = new Map(queries.map((query) => [JSON.stringify(query), query]));
      for (const [key, controller] of running) {
        if (needed.has(key)) continue;
        controller.abort();
        running.delete(key);
      }
      for (const [key, query] of needed) {
        if (running.has(key)) continue;
        const controller = new AbortController();
        running.set(key, controller);
        void run(query, controller.signal);
      }
    },
  };
}
