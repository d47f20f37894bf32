import { setTimeout } from "node:timers/promises";

import { NomadxError } from "@nomadx/core";

import { readServices, type Services, type ServicesQuery } from "./read-services.ts";
import type { ServiceSource } from "./service-source.ts";

/** Changes that come together are told together. */
const PAUSE_MS = 500;

/** Who is told what, while services are watched. */
export interface WatchServicesOptions {
  readonly signal: AbortSignal;
  /** Called with the services: at first, and whenever it has changed. */
  readonly onState: (state: Services) => void;
  /** A source does not answer any more; trying again until it does. */
  readonly onLost: (source: ServiceSource, message: string) => void;
  readonly onRestored: (source: ServiceSource) => void;
}

/**
 * Reads the services whenever a blocking query says that they may have changed. Ends only with the signal, whose reason it
 * throws then, or when a source refuses to be read.
 */
export async function watchServices(
  sources: readonly ServiceSource[],
  query: ServicesQuery,
  { signal, onState, onLost, onRestored }: WatchServicesOptions,
): Promise<never> {
  const { isTransient, watch } = await import("@nomadx/core/consul");
  const ended = new AbortController();
  const either = AbortSignal.any([signal, ended.signal]);
  const bell = createBell();
  const failing = new Map<ServiceSource, Set<unknown>>(sources.map((source) => [source, new Set()]));

  const wait = async (
    source: ServiceSource,
    { read, waitMs }: ReturnType<ServiceSource["watched"]>[number],
  ) => {
    const failures = failing.get(source) ?? new Set();
    const onFailure = ({ message }: NomadxError): void => {
      if (failures.size === 0) onLost(source, message);
      failures.add(read);
    };
    const options = { waitMs, signal: either, onFailure, maxFailures: Infinity };
    for await (const _ of watch(read, options)) {
      if (failures.delete(read) && failures.size === 0) onRestored(source);
      bell.ring();
    }
    throw new NomadxError("protocol", "Blocking queries have ended");
  };

  const tell = async (): Promise<never> => {
    let told = "";
    for (;;) {
      await bell.rung(either);
      const state = await readServices(sources, query, either).catch((error: unknown) => {
        either.throwIfAborted();
        if (!isTransient(error)) throw error;
        return undefined;
      });
      // Its blocking query notices as well, and tells of it.
      if (state === undefined) bell.ring();
      else if (JSON.stringify(state) !== told) {
        told = JSON.stringify(state);
        onState(state);
      }
      await setTimeout(PAUSE_MS, undefined, { signal: either });
    }
  };

  try {
    return await Promise.race([
      tell(),
      ...sources.flatMap((source) => source.watched(query.name).map((each) => wait(source, each))),
    ]);
  } finally {
    ended.abort();
  }
}

/** Wakes one who waits; rung before, it does so at once. */
function createBell() {
  let isRung = false;
  let wake = (): void => undefined;
  return {
    ring(): void {
      isRung = true;
      wake();
    },
    async rung(signal: AbortSignal): Promise<void> {
      signal.throwIfAborted();
      if (!isRung) {
        await new Promise<void>((resolve) => {
          wake = resolve;
          signal.addEventListener("abort", wake, { once: true });
        });
        signal.removeEventListener("abort", wake);
        signal.throwIfAborted();
      }
      isRung = false;
    },
  };
}
