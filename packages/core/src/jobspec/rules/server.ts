import { quote } from "../../go/quote.ts";
import { consul } from "../schema/consul.ts";
import { job } from "../schema/job.ts";
import { schedule } from "../schema/schedule.ts";
import { service } from "../schema/service.ts";
import { numa } from "../schema/resources.ts";
import { didYouMean } from "../../diagnostics/did-you-mean.ts";
import { suggest } from "../problems.ts";
import { blockRules, type At, type Broken } from "./rule.ts";
import type { NamespaceLimits } from "./server-set-up.ts";

/*
 * Rules that depend on how the servers are set up: of what is not known they say nothing, or warn where a job goes beyond
 * what a server that was not set up otherwise takes.
 */

/** Where a job is to run, and how much of it. @see hashicorp/nomad nomad/job_endpoint_hooks.go jobValidate, nomad/job_endpoint_hook_node_pool.go, nomad/job_endpoint_validators.go (2.0.5) */
export const serverRules = blockRules(job, undefined, [
  {
    code: "NX2901",
    find: ({ Region: ofJob }, { server, request: { region: Region = ofJob } }) => {
      // An agent takes "global" for its own region.
      if (server.region === undefined || server.otherRegions === undefined) return undefined;
      const known = [server.region, ...server.otherRegions];
      return (
        Region !== "global" &&
        Region !== "" &&
        !known.includes(Region) && {
          keys: ["Region"],
          summary: `These servers know no region ${JSON.stringify(Region)}`,
          allowed: known.join(", "),
          help: suggest(didYouMean(Region, known)),
          nomad: "No path to region",
        }
      );
    },
  },
  {
    code: "NX2902",
    find: ({ ID, Namespace }, { server: { namespaces } }) =>
      namespaces !== undefined &&
      !Object.hasOwn(namespaces, Namespace) && {
        keys: ["Namespace"],
        summary: `There is no namespace ${JSON.stringify(Namespace)}`,
        allowed: Object.keys(namespaces).join(", "),
        help: suggest(didYouMean(Namespace, Object.keys(namespaces))),
        nomad: `job ${quote(ID)} is in nonexistent namespace ${quote(Namespace)}`,
      },
  },
  {
    code: "NX2903",
    find: ({ ID, NodePool }, { server: { nodePools } }) =>
      nodePools !== undefined &&
      !nodePools.includes(NodePool) && {
        keys: ["NodePool"],
        summary: `There is no node pool ${JSON.stringify(NodePool)}`,
        allowed: nodePools.join(", "),
        help: suggest(didYouMean(NodePool, nodePools)),
        nomad: `job ${quote(ID)} is in nonexistent node pool ${quote(NodePool)}`,
      },
  },
  {
    code: "NX2904",
    find: ({ Namespace, TaskGroups }, { server: { namespaces } }) => {
      const limits = namespaces?.[Namespace];
      if (limits === undefined) return undefined;
      const drivers = TaskGroups.flatMap(({ Tasks }, group) =>
        Tasks.flatMap(({ Driver }, task) => ({
          value: Driver,
          keys: ["TaskGroups", group, "Tasks", task, "Driver"],
        })),
      ).filter(({ value }) => !isAllowed(value, limits.enabledDrivers, limits.disabledDrivers));
      const modes = TaskGroups.flatMap(({ Networks }, group) =>
        Networks.flatMap(({ Mode }, network) => ({
          value: Mode === "" ? "host" : Mode,
          keys: ["TaskGroups", group, "Networks", network, "Mode"],
        })),
      ).filter(({ value }) => !isAllowed(value, limits.enabledNetworkModes, limits.disabledNetworkModes));
      return [
        ...notInNamespace(drivers, "task driver", Namespace, limits),
        ...notInNamespace(modes, "group network mode", Namespace, limits),
      ];
    },
  },
  {
    code: "NX2906",
    find: ({ Priority }, { server: { maxPriority } }) => {
      const most = maxPriority ?? usualPriority;
      if (Priority >= 1 && Priority <= most) return undefined;
      // Nobody can allow more than that.
      const isSure = maxPriority !== undefined || Priority < 1 || Priority > largestPriority;
      return {
        keys: ["Priority"],
        severity: isSure ? "error" : "warning",
        summary: "The priority is out of range",
        received: Priority,
        allowed: `1 to ${most}${maxPriority === undefined ? ", unless the servers have another job_max_priority" : ""}`,
        nomad: `job priority must be between [1, ${most}]`,
      };
    },
  },
  {
    code: "NX2907",
    find: ({ TaskGroups }, { server: { maxCount } }) => {
      const total = TaskGroups.reduce((sum, { Count }) => sum + BigInt(Count), 0n);
      const most = maxCount ?? usualCount;
      return (
        most > 0 &&
        total > most && {
          keys: ["TaskGroups"],
          at: "key",
          severity: maxCount === undefined ? "warning" : "error",
          summary: "The job has too many allocations",
          detail: `The counts of its groups come to ${total}.`,
          allowed: `${most}${maxCount === undefined ? ", unless the servers have another job_max_count" : ""}`,
          nomad: `total count was greater than configured job_max_count: ${total} > ${most}`,
        }
      );
    },
  },
  {
    code: "NX2908",
    find: ({ Multiregion }, at) =>
      Multiregion !== null &&
      Multiregion.Regions.length > 0 &&
      enterprise(at, ["Multiregion"], "multiregion", "Multiregion jobs are unlicensed."),
  },
]);

/** Parts of the community's Nomad knows, and does not do. */
export const enterpriseScheduleRules = blockRules(
  schedule,
  ["Task"],
  [
    {
      code: "NX2908",
      find: (_, at) => enterprise(at, [], "schedule", "task schedules requires Nomad Enterprise"),
    },
  ],
);

/** Cores of one NUMA node. @see hashicorp/nomad nomad/job_endpoint_hook_numa_ce.go (2.0.5) */
export const enterpriseNumaRules = blockRules(
  numa,
  ["Resources"],
  [
    {
      code: "NX2908",
      find: ({ Affinity }, at) =>
        Affinity !== "none" &&
        at.task !== undefined &&
        enterprise(at, ["Affinity"], "numa", "numa scheduling requires Nomad Enterprise"),
    },
  ],
);

const otherConsul = "non-default Consul cluster requires Nomad Enterprise";

/** The Consul of groups and tasks. @see hashicorp/nomad nomad/job_endpoint_hook_consul_ce.go (2.0.5) */
export const consulRules = blockRules(
  consul,
  ["TaskGroup", "Task"],
  [
    {
      code: "NX2908",
      find: ({ Cluster }, at) =>
        Cluster !== "default" && enterprise(at, ["Cluster"], "Consul cluster", otherConsul),
    },
    {
      code: "NX2909",
      find: ({ Partition }, { within, group }) => {
        const ofGroup = group?.Consul?.Partition ?? "";
        return (
          within === "Task" &&
          Partition !== "" &&
          ofGroup !== "" &&
          Partition !== ofGroup && {
            keys: ["Partition"],
            summary: "The task is in another partition of Consul than its group",
            detail: `The group is in ${JSON.stringify(ofGroup)}, and a node is in one partition.`,
            help: "Leave the partition out of the task.",
            nomad: `task.consul.partition ${quote(Partition)} must match group.consul.partition ${quote(ofGroup)} if both are set`,
          }
        );
      },
    },
  ],
);

/** The Consul that a service is registered in. @see hashicorp/nomad nomad/job_endpoint_hook_consul_ce.go (2.0.5) */
export const serviceClusterRules = blockRules(
  service,
  ["TaskGroup", "Task"],
  [
    {
      code: "NX2908",
      find: ({ Provider, Cluster }, at) =>
        Provider === "consul" &&
        Cluster !== "default" &&
        enterprise(at, ["Cluster"], "Consul cluster", otherConsul),
    },
  ],
);

/** `job_max_priority` and `job_max_count` of a server that is not told otherwise. */
const usualPriority = 100;
const usualCount = 50_000;
/** The largest `job_max_priority` that a server starts with. */
const largestPriority = 32_766;

function enterprise(at: At, keys: readonly string[], called: string, nomad: string): Broken | false {
  return (
    at.server.enterprise === false && {
      keys,
      at: "key",
      summary: `This ${called} takes Nomad Enterprise`,
      detail: "These servers run Nomad's community edition.",
      help: "Leave it out.",
      nomad,
    }
  );
}

function isAllowed(
  value: string,
  enabled: readonly string[] = [],
  disabled: readonly string[] = [],
): boolean {
  return (enabled.length === 0 || enabled.includes(value)) && !disabled.includes(value);
}

function notInNamespace(
  used: readonly { readonly value: string; readonly keys: readonly (string | number)[] }[],
  what: string,
  namespace: string,
  limits: NamespaceLimits,
): readonly Broken[] {
  const [enabled, disabled] =
    what === "task driver"
      ? [limits.enabledDrivers, limits.disabledDrivers]
      : [limits.enabledNetworkModes, limits.disabledNetworkModes];
  const values = used.map(({ value }) => quote(value));
  const nomad =
    values.length === 1
      ? `used ${what} ${values[0] ?? ""} is not allowed in namespace ${quote(namespace)}`
      : `used ${what}s [${values.join(" ")}] are not allowed in namespace ${quote(namespace)}`;
  const allowed = enabled?.filter((value) => disabled?.includes(value) !== true);
  return used.map(({ value, keys }) => ({
    from: keys,
    summary: `The ${what} ${JSON.stringify(value)} is not allowed in the namespace ${JSON.stringify(namespace)}`,
    allowed: allowed === undefined ? `all but ${(disabled ?? []).join(", ")}` : allowed.join(", "),
    nomad,
  }));
}
