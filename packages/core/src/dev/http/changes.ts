import { setTimeout as sleep } from "node:timers/promises";

import { parseDuration } from "../../units/duration.ts";
import type { ApiRequest } from "./api.ts";

/** How often somebody who waits looks whether something has changed. */
const LOOK_MS = 20;
/** The longest wait of a server when the client names none. */
const WAIT_MS = 300_000;

/** The contents, and the index at which they came. */
export interface Indexed<Contents> {
  readonly contents: Contents;
  readonly index: number;
}

/**
 * Counts the changes of what a server holds, and lets blocking queries wait for the next one, as Nomad and Consul do: every
 * answer has an index, and a query with `index=N` is held back until there is a later one or its `wait` is over.
 */
export class Changes<Contents> {
  readonly #read: () => Contents;
  #index = 7;
  #last: string | undefined;

  /** @param read what the server holds at the time */
  constructor(read: () => Contents) {
    this.#read = read;
  }

  now(): Indexed<Contents> {
    const contents = this.#read();
    const text = JSON.stringify(contents);
    if (this.#last !== undefined && text !== this.#last) this.#index += 1;
    this.#last = text;
    return { contents, index: this.#index };
  }

  /** Returns the contents, once they are newer than the request knows, or its time is up. */
  async after({ query, signal }: Pick<ApiRequest, "query" | "signal">): Promise<Indexed<Contents>> {
    const known = Number(query.get("index") ?? 0);
    const until = Date.now() + waitMs(query.get("wait"));
    for (;;) {
      const state = this.now();
      if (known === 0 || state.index > known || Date.now() >= until) return state;
      await sleep(Math.min(LOOK_MS, until - Date.now()), undefined, { signal });
    }
  }
}

function waitMs(wait: string | null): number {
  const duration = wait === null ? undefined : parseDuration(wait);
  return duration === undefined ? WAIT_MS : Number(duration) / 1_000_000;
}
