import { NomadxError } from "@nomadx/core";
import type { NomadClient, NodeStub, ServerMember } from "@nomadx/core/nomad";

import type { NomadClientNode, NomadNodes, NomadServer, RaftRole } from "./cluster-nodes.ts";
import type { ProblemList } from "./problem-list.ts";

/** Who takes part in Raft, by address. */
type RaftRoles = ReadonlyMap<string, Exclude<RaftRole, "leader" | "none">>;

/** Servers and clients of a Nomad; what cannot be read is left out, and told to `problems`. */
export async function readNomadNodes(client: NomadClient, problems: ProblemList): Promise<NomadNodes> {
  const { memberAddress } = await import("@nomadx/core/nomad");
  const [leader, roles, members, clients] = await Promise.all([
    problems.attempt("Nomad leader", async () => (await client.status.leader()).value),
    problems.attempt("Nomad peers", () => raftRoles(client)),
    problems.attempt("Nomad servers", async () => (await client.agent.members()).value),
    // Without a leader there is still what a server knew last.
    problems.attempt("Nomad clients", async () => (await client.nodes.list({ stale: true })).value),
  ]);
  const leaders = leader === undefined ? undefined : await leadersOf(client, leader, members ?? [], problems);
  const servers = members?.map((member): NomadServer => {
    const address = memberAddress(member);
    const { Name, Status, Tags } = member;
    const region = Tags["region"] ?? "";
    const isLeader = leaders?.[region] === address;
    return {
      ...{ name: Name, address, region, status: Status },
      raft: isLeader ? "leader" : (roles?.get(address) ?? "none"),
      version: Tags["build"] ?? "",
    };
  });
  return {
    address: client.address,
    ...(leaders !== undefined && { leaders }),
    ...(roles !== undefined && { peers: [...roles.keys()].toSorted() }),
    ...(servers !== undefined && { servers: byName(servers) }),
    ...(clients !== undefined && { clients: byName(clients.map(clientNode)) }),
  };
}

/** The leader of each region that has servers. */
async function leadersOf(
  client: NomadClient,
  own: string,
  members: readonly ServerMember[],
  problems: ProblemList,
): Promise<Readonly<Record<string, string>>> {
  const regions = [...new Set(members.map(({ Tags }) => Tags["region"] ?? ""))];
  const found = await Promise.all(
    regions.map(async (region) => {
      if (regions.length === 1) return [[region, own] as const];
      const part = `Nomad leader of region ${region}`;
      const leader = await problems.attempt(part, async () => (await client.status.leader({ region })).value);
      return leader === undefined ? [] : [[region, leader] as const];
    }),
  );
  const leaders = regions.length === 0 ? [["", own] as const] : found.flat();
  for (const [region, leader] of leaders) {
    if (leader === "") problems.add("Nomad leader", `There is none${region && ` in region ${region}`}`);
  }
  return Object.fromEntries(leaders);
}

/** As the servers' operator has it, or else, with less rights, as everybody may see it. */
async function raftRoles(client: NomadClient): Promise<RaftRoles> {
  try {
    const { value } = await client.operator.raft({ stale: true });
    return new Map(value.Servers.map(({ Address, Voter }) => [Address, Voter ? "voter" : "non-voter"]));
  } catch (error) {
    if (!(error instanceof NomadxError) || error.code !== "permission") throw error;
    return new Map((await client.status.peers()).value.map((address) => [address, "peer"]));
  }
}

function clientNode(node: NodeStub): NomadClientNode {
  return {
    ...{ name: node.Name, id: node.ID, address: node.Address, status: node.Status },
    ...{ eligibility: node.SchedulingEligibility, drain: node.Drain },
    drivers: Object.entries(node.Drivers)
      .filter(([, { Healthy }]) => Healthy)
      .map(([name]) => name)
      .toSorted(),
    version: node.Version,
  };
}

function byName<T extends { readonly name: string }>(nodes: readonly T[]): readonly T[] {
  return nodes.toSorted((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}
