import type { ConsulConnection } from "../connect/consul.ts";
import type { ConsulMember, ConsulNodes } from "./cluster-nodes.ts";
import type { ProblemList } from "./problem-list.ts";

/**
 * Leader and members of a Consul, of another datacenter than the agent's own only its servers; what cannot be read is left
 * out, and told to `problems`.
 */
export async function readConsulNodes(
  { client, config: { datacenter } }: ConsulConnection,
  problems: ProblemList,
): Promise<ConsulNodes> {
  const { blindToken, memberAddress, memberStatus } = await import("@nomadx/core/consul");
  const [leader, peers, members] = await Promise.all([
    problems.attempt("Consul leader", async () => (await client.status.leader()).value),
    problems.attempt("Consul peers", async () => (await client.status.peers()).value.toSorted()),
    problems.attempt("Consul members", async () => {
      const { value } = await client.agent.members();
      // The agent itself is one, at least.
      if (value.length === 0) throw blindToken();
      if (datacenter === undefined || value.some(({ Tags }) => Tags["dc"] === datacenter)) return value;
      const servers = await client.agent.members({ wan: true });
      return servers.value.filter(({ Tags }) => Tags["dc"] === datacenter);
    }),
  ]);
  if (leader === "") problems.add("Consul leader", "There is none");
  const listed = members?.map((member): ConsulMember => {
    const { Name, Tags } = member;
    const address = memberAddress(member);
    return {
      ...{ name: Name, address, role: Tags["role"] === "consul" ? "server" : "client" },
      status: memberStatus(member),
      raft: address === leader ? "leader" : peers?.includes(address) ? "peer" : "none",
      // `1.8.7:`, with a revision where the build has one.
      version: Tags["build"]?.split(":")[0] ?? "",
    };
  });
  return {
    address: client.address,
    ...(leader !== undefined && { leader }),
    ...(peers !== undefined && { peers }),
    ...(listed !== undefined && { members: listed.toSorted((a, b) => (a.name < b.name ? -1 : 1)) }),
  };
}
