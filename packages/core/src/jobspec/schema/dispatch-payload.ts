import { block, string } from "./_define.ts";

/** Where the payload of a dispatched job is put. */
export const dispatchPayload = block(
  "DispatchPayloadConfig",
  {
    /** File that gets the payload, relative to the task's `local` directory. */
    file: string("File"),
  },
  { byValue: true },
);
