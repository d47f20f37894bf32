import * as z from "zod/mini";

import { read, type CallOptions } from "./call.ts";
import { list } from "../http/go-value.ts";
import type { Transport } from "./transport.ts";

/** Regions over a transport. */
export function createRegions(transport: Transport) {
  return {
    /** The names of all regions that the agent knows. Needs no token. */
    list: (options: CallOptions = {}) => read(transport, "/v1/regions", list(z.string()), options),
  };
}
