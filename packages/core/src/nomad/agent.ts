import * as z from "zod/mini";

import { read, type CallOptions } from "./call.ts";
import { flag, list, map, optional, text } from "../http/go-value.ts";
import { hostPort } from "../units/host-port.ts";
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

/** A server in the gossip pool of all regions. */
export type ServerMember = z.infer<typeof serverMember>;

const serverMember = z.looseObject({
  /** `name.region` */
  Name: text,
  Addr: text,
  /** `alive`, `leaving`, `left`, `failed` or `none`. */
  Status: text,
  /** `build` (the version), `region`, `dc`, `rpc_addr`, `port`, `id`, ... */
  Tags: map(z.string()),
});

const agentMembers = z.pipe(
  z.looseObject({ Members: list(serverMember) }),
  z.transform(({ Members }) => Members),
);

/** Where a server takes part in Raft, as `status.leader` and `status.peers` name it. */
export function memberAddress({ Addr, Tags }: ServerMember): string {
  return hostPort(Tags["rpc_addr"] || Addr, Tags["port"] ?? "");
}

/** The agent over a transport. */
export function createAgent(transport: Transport) {
  return {
    /** @throws {NomadxError} `permission` without agent:read */
    self: (options: CallOptions = {}) => read(transport, "/v1/agent/self", agentSelf, options),

    /**
     * The servers of all regions, as the agent's own server sees them.
     * @throws {NomadxError} `permission` without node:read
     */
    members: (options: CallOptions = {}) => read(transport, "/v1/agent/members", agentMembers, options),

    /**
     * Needs no token.
     * @throws {NomadxError} `refused` when a part is not well: its text is the JSON that says so
     */
    health: (options: CallOptions = {}) => read(transport, "/v1/agent/health", agentHealth, options),
  };
}
