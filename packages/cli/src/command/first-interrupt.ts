import { exitCodes } from "./exit-codes.ts";

/** Ctrl-C and SIGTERM, for those who want to come to an end in order. */
export interface FirstInterrupt {
  /** Aborted by the first of them; the second one ends the process at once. Until somebody asks, the first one does. */
  signal(): AbortSignal;
  happened(): boolean;
}

/** The interrupts of this process. */
export function firstInterrupt(): FirstInterrupt {
  let controller: AbortController | undefined;
  return {
    signal() {
      if (controller === undefined) {
        const waiting = (controller = new AbortController());
        const stop = (): void => {
          if (waiting.signal.aborted) process.exit(exitCodes.interrupted);
          waiting.abort();
        };
        process.on("SIGINT", stop).on("SIGTERM", stop);
      }
      return controller.signal;
    },
    happened: () => controller?.signal.aborted === true,
  };
}
