import { openCluster, openClusterIfAny } from "../connect/cluster.ts";
import { openConsulIfAny } from "../connect/consul.ts";
import { clusterFlags } from "../flags/cluster-flags.ts";
import { consulFlags } from "../flags/consul-flags.ts";
import type { ConsulNodes, NodesProblem, NomadNodes } from "../nodes/cluster-nodes.ts";
import { consulSections, nomadSections } from "../output/nodes-text.ts";
import { command } from "../command/command.ts";

interface NodesAnswer {
  readonly nomad?: NomadNodes;
  readonly consul?: ConsulNodes;
  readonly problems: readonly NodesProblem[];
}

export default command({
  summary: "Show Nomad's servers and clients, and Consul's leader and members.",
  description:
    "Exits with 1 when some of this cannot be read, or when there is no leader. " +
    "Without an address, Nomad and Consul are shown if they listen at their default ports.",
  examples: [
    "<%= config.bin %> nodes",
    "<%= config.bin %> nodes --address http://10.0.0.1:4646 --consul-address http://10.0.0.1:8500",
  ],
  flags: { ...clusterFlags, ...consulFlags },
  async run({ flags }, context): Promise<NodesAnswer> {
    const { terminal, report, exitWith } = context;
    const { ProblemList } = await import("../nodes/problem-list.ts");
    const problems = new ProblemList();
    const [found, connection] = await Promise.all([
      openClusterIfAny(flags, context),
      openConsulIfAny(flags, context),
    ]);
    // Where there is neither, one of them has to say so.
    const cluster = found ?? (connection === undefined ? await openCluster(flags, context) : undefined);
    const [nomad, consul] = await Promise.all([
      cluster && (await import("../nodes/read-nomad-nodes.ts")).readNomadNodes(cluster.client, problems),
      connection && (await import("../nodes/read-consul-nodes.ts")).readConsulNodes(connection, problems),
    ]);
    const palette = terminal.out;
    const sections = [
      ...(nomad === undefined ? [] : nomadSections(nomad, palette)),
      ...(consul === undefined ? [] : consulSections(consul, palette)),
    ];
    if (sections.length > 0) terminal.print(sections.join("\n\n"));
    await report.tell(
      problems.problems().map(({ parts, message }) => ({
        severity: "error",
        code: "unavailable",
        summary: `${parts.join(", ")}: ${message}`,
      })),
    );
    if (problems.problems().length > 0) exitWith("failed");
    return {
      ...(nomad !== undefined && { nomad }),
      ...(consul !== undefined && { consul }),
      problems: problems.problems(),
    };
  },
});
