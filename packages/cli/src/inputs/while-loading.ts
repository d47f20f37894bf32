import process from "node:process";

/**
 * Runs `load` while everything that is written to stdout goes to stderr: what job files print must not get into the
 * result. When the event loop runs dry before `load` has settled, as by awaiting a promise that nothing settles,
 * `stuck` is aborted, so that the program does not end without a word.
 */
export async function whileLoading<T>(load: (stuck: AbortSignal) => Promise<T>): Promise<T> {
  const { stdout, stderr } = process;
  const write = Object.getOwnPropertyDescriptor(stdout, "write");
  const stuck = new AbortController();
  const abort = (): void => stuck.abort();
  stdout.write = stderr.write.bind(stderr);
  process.once("beforeExit", abort);
  try {
    return await load(stuck.signal);
  } finally {
    process.off("beforeExit", abort);
    if (write === undefined) Reflect.deleteProperty(stdout, "write");
    else Object.defineProperty(stdout, "write", write);
  }
}
