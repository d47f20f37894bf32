import type { Clock } from "../../http/clock.ts";

/** Where several senders leave items for one reader. */
export interface Inbox<T> {
  put(item: T): void;
  /** The oldest item; waits for one until the clock shows `until`, and is then `undefined`. */
  take(until: number): Promise<T | undefined>;
}

/** An empty inbox. */
export function createInbox<T>(clock: Clock): Inbox<T> {
  const items: T[] = [];
  let wake = new AbortController();
  return {
    put(item) {
      items.push(item);
      wake.abort();
    },
    async take(until) {
      if (items.length === 0 && until > clock.now()) {
        wake = new AbortController();
        // Node's timers hold at most 2^31 - 1 milliseconds.
        const sleep = clock.sleep(Math.min(until - clock.now(), 2 ** 31 - 1), wake.signal);
        // The sleep is woken by aborting it, so how it ends says nothing.
        await sleep.catch(() => undefined);
      }
      return items.shift();
    },
  };
}
