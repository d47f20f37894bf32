import { AsyncLocalStorage } from "node:async_hooks";

/**
 * A file of the user's while its code runs, and for whatever that code has begun: the timers, sockets and promises of a file
 * belong to it for as long as they live.
 */
export interface RunningFile {
  /**
   * The errors beside its course: a promise that nobody handles, an error in a callback, an attempt to end the process.
   */
  readonly strays: unknown[];
  /** Its value is there: what it still does is nobody's concern. */
  isOver: boolean;
}

/** Tells whose code runs: a file's, or, where there is none, nomadx's own. */
export const runningFile = new AsyncLocalStorage<RunningFile>();
