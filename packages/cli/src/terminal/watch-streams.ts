import type { Writable } from "node:stream";

/** Whether what was written has arrived. */
export interface Written {
  /** Whether something is lost: the disk is full, say. A reader that has gone away wants no more: that is no failure. */
  failed(): boolean;
}

/** Watches the streams of a process, and tells on stderr what keeps stdout from being written. */
export function watchStreams({ out, err }: { readonly out: Writable; readonly err: Writable }): Written {
  let hasFailed = false;
  const watch = (stream: Writable, tell: (reason: string) => void): void => {
    stream.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "EPIPE") return;
      if (!hasFailed) tell(error.message);
      hasFailed = true;
    });
  };
  watch(out, (reason) => err.write(`error: standard output cannot be written: ${reason}\n`));
  // There is nowhere left to tell it.
  watch(err, () => undefined);
  return { failed: () => hasFailed };
}
