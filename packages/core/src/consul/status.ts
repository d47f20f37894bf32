import * as z from "zod/mini";

import { list } from "../http/go-value.ts";
import type { ConsulReadOptions, ConsulTransport } from "./transport.ts";

/** The state of the servers. Needs no token. */
export function createConsulStatus(transport: ConsulTransport) {
  return {
    /** `host:port` of the leader, "" when there is none. */
    leader: (options: ConsulReadOptions = {}) =>
      transport.read(
        {
          schema: z.string(),
          send: (client, common) => client.status.leader(common),
        },
        options,
      ),

    /** `host:port` of every server. */
    peers: (options: ConsulReadOptions = {}) =>
      transport.read(
        {
          schema: list(z.string()),
          send: (client, common) => client.status.peers(common),
        },
        options,
      ),
  };
}
