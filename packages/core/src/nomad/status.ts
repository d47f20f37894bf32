import * as z from "zod/mini";

import { read, type CallOptions } from "./call.ts";
import { list } from "../http/go-value.ts";
import type { Transport } from "./transport.ts";

/** The state of the servers over a transport. Needs no token. */
export function createStatus(transport: Transport) {
  return {
    /** `host:port` of the leader, "" when there is none. */
    leader: (options: CallOptions = {}) => read(transport, "/v1/status/leader", z.string(), options),

    /** `host:port` of every server. */
    peers: (options: CallOptions = {}) => read(transport, "/v1/status/peers", list(z.string()), options),
  };
}
