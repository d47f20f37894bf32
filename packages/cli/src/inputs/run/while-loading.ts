import { NomadxError } from "@nomadx/core";

/** What a promise of a job file comes to. @throws {NomadxError} `timeout` when nothing is left that could settle it */
export type Settle = <T>(promise: Promise<T>) => Promise<T>;

/**
 * Runs `load` while everything that is written to stdout goes to stderr: what job files print must not get into the
 * result. Promises that pass through `settle` are given up when the event loop runs dry before they are settled: the
 * program would end without a word.
 */
export async function whileLoading<T>(load: (settle: Settle) => Promise<T>): Promise<T> {
  const { stdout } = process;
  const write = Object.getOwnPropertyDescriptor(stdout, "write");
  const waiting = new Set<(reason: NomadxError) => void>();
  const giveUp = (): void => {
    if (waiting.size === 0) return;
    for (const reject of waiting) reject(neverSettled());
    // Another turn of the loop, for what now waits instead.
    setImmediate(() => {});
  };
  const settle: Settle = async (promise) => {
    let reject: ((reason: NomadxError) => void) | undefined;
    const givenUp = new Promise<never>((_, refuse) => waiting.add((reject = refuse)));
    try {
      return await Promise.race([promise, givenUp]);
    } finally {
      if (reject !== undefined) waiting.delete(reject);
    }
  };
  stdout.write = writeToStderr;
  process.on("beforeExit", giveUp);
  try {
    return await load(settle);
  } finally {
    process.off("beforeExit", giveUp);
    if (write === undefined) Reflect.deleteProperty(stdout, "write");
    else Object.defineProperty(stdout, "write", write);
  }
}

type Written = (error?: Error | null) => void;

/** `write` of a stream. Opens stderr only when something is written: that takes its time. */
function writeToStderr(
  data: Uint8Array | string,
  encoding?: BufferEncoding | Written,
  written?: Written,
): boolean {
  const { stderr } = process;
  return typeof encoding === "string" ? stderr.write(data, encoding, written) : stderr.write(data, encoding);
}

function neverSettled(): NomadxError {
  return new NomadxError("timeout", "The job file never finishes: it awaits something that never happens", {
    help: "Look for an `await` of a promise that nothing resolves.",
  });
}
