import * as z from "zod/mini";

import { count, list, map, text } from "../http/go-value.ts";
import type { ConsulReadOptions, ConsulTransport } from "./transport.ts";

/** A member of the gossip pool. */
export type Member = z.infer<typeof member>;

/** @see hashicorp/consul api/agent.go AgentMember (1.34.4) */
const member = z.looseObject({
  Name: z.string(),
  Addr: text,
  Port: count,
  /** `role` (`consul` for servers, `node` for clients), `dc`, `build` and others. */
  Tags: map(z.string()),
  /** Of serf: 1 alive, 2 leaving, 3 left, 4 failed. */
  Status: count,
});

/** The agent that answers, as it sees itself. */
export type ConsulAgentSelf = z.infer<typeof agentSelf>;

const agentSelf = z.looseObject({
  Config: z.looseObject({
    Datacenter: text,
    NodeName: text,
    Server: z.boolean(),
    /** `1.8.7`. */
    Version: text,
  }),
  Member: z.optional(z.nullable(member)),
});

/** The agent that is asked. */
export function createConsulAgent(transport: ConsulTransport) {
  return {
    /** @throws {NomadxError} `permission` without agent:read */
    self: (options: ConsulReadOptions = {}) =>
      transport.read(
        { path: "/v1/agent/self", schema: agentSelf, send: (client, more) => client.agent.self(more) },
        options,
      ),

    /** The members of the datacenter, as this agent sees them; those that the token may see. */
    members: (options: ConsulReadOptions = {}) =>
      transport.read(
        {
          path: "/v1/agent/members",
          schema: list(member),
          send: (client, more) => client.agent.members(more),
        },
        options,
      ),
  };
}
