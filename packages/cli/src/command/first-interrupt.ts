import { exitCodes } from "./exit-codes.ts";
import { Interruption } from "./interruption.ts";

/** Ctrl-C and SIGTERM, for those who want to come to an end in order. */
export interface FirstInterrupt {
  /**
   * Aborted by the first of them, with an `Interruption`; the second one ends the process at once. Until somebody asks,
   * the first one does.
   */
  signal(): AbortSignal;
  happened(): boolean;
  /**
   * Runs code of the user's; meanwhile the first of them ends the process, whoever has asked: to a loop without an end no
   * listener is called.
   */
  endingAtOnce<T>(run: () => Promise<T>): Promise<T>;
}

/** So long a command has, to come to an end in order. */
const GRACE_MS = 2_000;

/** The interrupts of this process. */
export function firstInterrupt(): FirstInterrupt {
  let controller: AbortController | undefined;
  let running = 0;
  const end = (): void => process.exit(exitCodes.interrupted);
  const stop = (): void => {
    if (controller === undefined || controller.signal.aborted) return end();
    setTimeout(end, GRACE_MS).unref();
    controller.abort(new Interruption());
  };
  const listen = (): void => void process.on("SIGINT", stop).on("SIGTERM", stop);
  const ignore = (): void => void process.off("SIGINT", stop).off("SIGTERM", stop);
  return {
    signal() {
      if (controller === undefined) {
        controller = new AbortController();
        if (running === 0) listen();
      }
      return controller.signal;
    },
    happened: () => controller?.signal.aborted === true,
    async endingAtOnce(run) {
      running += 1;
      ignore();
      try {
        return await run();
      } finally {
        running -= 1;
        if (running === 0 && controller !== undefined) listen();
      }
    },
  };
}
