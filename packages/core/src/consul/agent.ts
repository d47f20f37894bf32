import * as z from "zod/mini";

import { count, list, map, text } from "../http/go-value.ts";
import { hostPort } from "../units/host-port.ts";
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

/** The state of a member, as gossip reports it. @see hashicorp/serf serf/serf.go MemberStatus */
export type MemberStatus = "none" | "alive" | "leaving" | "left" | "failed";

/** The status of a member in a word; `none` for numbers that serf does not have. */
export function memberStatus({ Status }: Pick<Member, "Status">): MemberStatus {
  const statuses: readonly MemberStatus[] = ["none", "alive", "leaving", "left", "failed"];
  return statuses[Status] ?? "none";
}

/** Where a member is reached: of servers the address that `status.leader` and `status.peers` name, of others that of gossip. */
export function memberAddress({ Addr, Port, Tags }: Pick<Member, "Addr" | "Port" | "Tags">): string {
  return hostPort(Addr, (Tags["role"] === "consul" && Tags["port"]) || Port);
}

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

/** A check that the agent itself runs or keeps. @see hashicorp/consul api/agent.go AgentCheck (1.34.4) */
const agentCheck = z.looseObject({
  Node: z.string(),
  CheckID: z.string(),
  Output: text,
});

/** The agent that is asked. */
export function createConsulAgent(transport: ConsulTransport) {
  return {
    /** @throws {NomadxError} `permission` without agent:read */
    self: (options: ConsulReadOptions = {}) =>
      transport.read({ schema: agentSelf, send: (client, common) => client.agent.self(common) }, options),

    /** The checks of the agent's own node, by ID; those that the token may see. */
    checks: (options: ConsulReadOptions = {}) =>
      transport.read(
        { schema: map(agentCheck), send: (client, common) => client.agent.check.list(common) },
        options,
      ),

    /**
     * The members of the agent's own datacenter, as it sees them; those that the token may see. With `wan` the servers of
     * all datacenters, where the agent is a server itself.
     */
    members: ({ wan, ...options }: ConsulReadOptions & { readonly wan?: boolean | undefined } = {}) =>
      transport.read(
        {
          schema: list(member),
          send: (client, common) => client.agent.members({ ...common, ...(wan === true && { wan }) }),
        },
        options,
      ),
  };
}
