import * as z from "zod/mini";

import { read, type CallOptions } from "./call.ts";
import { flag, map, optional, text } from "../http/go-value.ts";
import type { Transport } from "./transport.ts";

/** The agent that answers, as it sees itself. */
export type AgentSelf = z.infer<typeof agentSelf>;

const agentSelf = z.looseObject({
  member: z.looseObject({
    Name: text,
    Addr: text,
    Status: text,
    /** Of servers: `build` (the version), `region`, `dc`, `role`, ... */
    Tags: map(z.string()),
  }),
  config: z.looseObject({
    Region: text,
    Datacenter: text,
    Version: optional(z.looseObject({ Version: text })),
  }),
});

/** Whether the parts of an agent work. */
export type AgentHealth = z.infer<typeof agentHealth>;

const partHealth = optional(z.looseObject({ ok: flag, message: text }));

/** A part that the agent does not run is absent. */
const agentHealth = z.looseObject({ client: partHealth, server: partHealth });

/** The agent over a transport. */
export function createAgent(transport: Transport) {
  return {
    /** @throws {NomadxError} `permission` without agent:read */
    self: async (options: CallOptions = {}) =>
      (await read(transport, "/v1/agent/self", agentSelf, options)).value,

    /**
     * Needs no token.
     * @throws {NomadxError} `refused` when a part is not well: its text is the JSON that says so
     */
    health: async (options: CallOptions = {}) =>
      (await read(transport, "/v1/agent/health", agentHealth, options)).value,
  };
}
