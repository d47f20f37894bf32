/** The part that an agent has in Raft; `peer` where it is not known whether it votes, `none` for one that has no part. */
export type RaftRole = "leader" | "voter" | "non-voter" | "peer" | "none";

/** A server of Nomad. */
export interface NomadServer {
  readonly name: string;
  /** `host:port` for RPC */
  readonly address: string;
  readonly region: string;
  /** `alive`, `leaving`, `left` or `failed` */
  readonly status: string;
  readonly raft: RaftRole;
  readonly version: string;
}

/** A node that Nomad runs allocations on. */
export interface NomadClientNode {
  readonly name: string;
  readonly id: string;
  readonly address: string;
  readonly status: string;
  readonly eligibility: string;
  readonly drain: boolean;
  /** Names of the drivers that can be used. */
  readonly drivers: readonly string[];
  readonly version: string;
}

/** An agent of Consul. */
export interface ConsulMember {
  readonly name: string;
  /** `host:port`; of servers for RPC, of others for gossip. */
  readonly address: string;
  readonly role: "server" | "client";
  /** `alive`, `leaving`, `left` or `failed` */
  readonly status: string;
  readonly raft: RaftRole;
  readonly version: string;
}

/** The nodes in Nomad, as far as they could be read. */
export interface NomadNodes {
  /** Of the agent that was asked. */
  readonly address: string;
  /** `host:port` by region; "" where there is none. */
  readonly leaders?: Readonly<Record<string, string>>;
  /** `host:port` of those that take part in Raft. */
  readonly peers?: readonly string[];
  readonly servers?: readonly NomadServer[];
  readonly clients?: readonly NomadClientNode[];
}

/** The nodes in Consul, as far as they could be read. */
export interface ConsulNodes {
  /** Of the agent that was asked. */
  readonly address: string;
  /** `host:port`; "" where there is none. */
  readonly leader?: string;
  /** `host:port` of those that take part in Raft. */
  readonly peers?: readonly string[];
  readonly members?: readonly ConsulMember[];
}

/** Something that is not as it should be. */
export interface NodesProblem {
  /** `Nomad servers`, `Consul leader`, ... */
  readonly parts: readonly string[];
  readonly message: string;
}
