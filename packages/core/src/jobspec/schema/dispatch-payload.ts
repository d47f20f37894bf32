import { block, string, type Named } from "./_define.ts";

const definition = block(
  "DispatchPayloadConfig",
  {
    /** File that gets the payload, relative to the task's `local` directory. */
    file: string("File"),
  },
  { byValue: true },
);

/** Where the payload of a dispatched job is put. */
export const dispatchPayload: DispatchPayloadBlock = definition;

/** @see hashicorp/nomad api/tasks.go DispatchPayloadConfig (2.0.5) */
export interface DispatchPayloadBlock extends Named<typeof definition> {}
