import type { GroupProgress, JobEvent } from "@nomadx/core/nomad";

import type { Palette } from "../terminal/palette.ts";
import { eventLine, progressText } from "./follow-text.ts";

/** So many allocations of a job are told about one by one. */
const LIMIT = 10;

/**
 * The lines that tell how deployments go on: one an event, until a job has many allocations. From then on these are
 * counted, and progress is told in tenths.
 */
export class FollowLines {
  readonly #counts = new Map<string, number>();
  readonly #progress = new Map<string, string>();
  readonly #palette: Palette;

  constructor(palette: Palette) {
    this.#palette = palette;
  }

  /** The line for the next event of a job; nothing for what a reader need not see. */
  next(jobId: string, event: JobEvent): string | undefined {
    if (event.kind === "progress") {
      const tenths = event.groups.map(inTenths).join();
      if (this.#progress.get(jobId) === tenths) return undefined;
      this.#progress.set(jobId, tenths);
      return progressText(event.groups);
    }
    const line = eventLine(event, this.#palette);
    const what = whatHappened(event);
    if (line === undefined || what === undefined) return line;
    const key = JSON.stringify([jobId, what]);
    const count = (this.#counts.get(key) ?? 0) + 1;
    this.#counts.set(key, count);
    if (count <= LIMIT) return line;
    return count % LIMIT === 0 ? `${count} ${what}` : undefined;
  }
}

/** The events that every allocation has, as words for many. */
function whatHappened(event: JobEvent): string | undefined {
  switch (event.kind) {
    case "allocation-placed":
      return event.canary ? "canaries placed" : "allocations placed";
    case "allocation-updated":
      return "allocations updated in place";
    case "allocation-status":
      return `allocations are or were ${event.to}`;
    case "allocation-healthy":
      return "allocations became healthy";
    case "allocation-failing":
      return "failures of allocations";
    case "task-restarted":
      return "restarts of tasks";
    default:
      return undefined;
  }
}

/** Changes when a tenth more is placed, healthy or unhealthy, and when all are; of few allocations, at every one. */
function inTenths({ group, desired, placed, healthy, unhealthy }: GroupProgress): string {
  const step = Math.max(1, Math.floor(desired / LIMIT));
  const tenths = [placed, healthy, unhealthy].map((count) => Math.floor(count / step));
  return JSON.stringify([group, desired, ...tenths, healthy === desired]);
}
