import type { Writable } from "node:stream";

/**
 * Watches the streams of a process, and tells on stderr what keeps stdout from being written: that the disk is full, say.
 * A reader that has gone away wants no more: that is no failure.
 * @param onLost called once something is lost, which may be after the last of it was handed to the stream
 */
export function watchStreams(
  { out, err }: { readonly out: Writable; readonly err: Writable },
  onLost: () => void,
): void {
  let isTold = false;
  const watch = (stream: Writable, tell: (reason: string) => void): void => {
    stream.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "EPIPE") return;
      if (!isTold) tell(error.message);
      isTold = true;
      onLost();
    });
  };
  watch(out, (reason) => err.write(`error: standard output cannot be written: ${reason}\n`));
  // There is nowhere left to tell it.
  watch(err, () => undefined);
}
