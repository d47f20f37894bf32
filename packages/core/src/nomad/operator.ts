import * as z from "zod/mini";

import { read, type ReadOptions } from "./call.ts";
import { flag, list, text } from "../http/go-value.ts";
import type { Transport } from "./transport.ts";

/**
 * The servers that take part in Raft.
 * @see hashicorp/nomad api/operator.go RaftConfiguration (2.0.5)
 */
export type RaftConfiguration = z.infer<typeof raftConfiguration>;

const raftConfiguration = z.looseObject({
  Servers: list(
    z.looseObject({
      ID: text,
      /** `name.region`; `(unknown)` for one that is no member. */
      Node: text,
      /** `host:port` for RPC. */
      Address: text,
      Leader: flag,
      Voter: flag,
    }),
  ),
});

/** How the servers are run, over a transport. */
export function createOperator(transport: Transport) {
  return {
    /** @throws {NomadxError} `permission` without operator:read */
    raft: (options: ReadOptions = {}) =>
      read(transport, "/v1/operator/raft/configuration", raftConfiguration, options),
  };
}
