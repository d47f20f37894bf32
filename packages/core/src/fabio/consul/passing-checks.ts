import { DEFAULT_VERSION, since, type FabioVersion } from "../version.ts";
import type { ConsulCheck } from "./consul-state.ts";

/** The settings of Fabio that decide which instances count as passing. */
export interface PassingOptions {
  /** `registry.consul.service.status`: what counts as passing. */
  readonly status?: readonly string[];
  /** `registry.consul.checksRequired`: whether every check of an instance has to pass, or one. */
  readonly checksRequired?: "one" | "all";
}

/** The facts about a node in all its checks. */
interface NodeHealth {
  isDown: boolean;
  /** Instances in maintenance. */
  readonly inMaintenance: Set<string>;
  readonly instances: Map<string, { total: number; passing: number }>;
}

/**
 * The service checks whose instances Fabio routes to, in the order given. An instance without a check of its own is
 * never routed to; nor is one on a node that is down or in maintenance, or that is in maintenance itself.
 * @see fabiolb/fabio registry/consul/passing.go passingServices (1.7.3)
 */
export function passingChecks<Check extends ConsulCheck>(
  checks: readonly Check[],
  { status = ["passing"], checksRequired = "one" }: PassingOptions = {},
): readonly Check[] {
  const nodes = healthOfNodes(checks, status);
  return checks.filter((check) => {
    const node = nodes.get(check.Node);
    if (!isServiceCheck(check) || node === undefined || node.isDown) return false;
    if (node.inMaintenance.has(check.ServiceID)) return false;
    const { total, passing } = node.instances.get(check.ServiceID) ?? { total: 0, passing: 0 };
    return checksRequired === "all" ? passing === total : passing > 0;
  });
}

/**
 * The checks that Fabio looks at: those of nodes, of maintenance, and of services with a route tag. Blanks in front of
 * the prefix hide a tag here. Before 1.6.4: all.
 * @see fabiolb/fabio registry/consul/service.go checksWithTagPrefix (1.7.3)
 */
export function checksWithRouteTags<Check extends ConsulCheck>(
  checks: readonly Check[],
  prefix: string,
  version: FabioVersion = DEFAULT_VERSION,
): readonly Check[] {
  if (!since(version, "1.6.4")) return checks;
  return checks.filter(
    ({ CheckID, ServiceTags }) =>
      CheckID === "serfHealth" ||
      CheckID === "_node_maintenance" ||
      CheckID.startsWith("_service_maintenance") ||
      (ServiceTags ?? []).some((tag) => tag.startsWith(prefix)),
  );
}

function healthOfNodes(
  checks: readonly ConsulCheck[],
  status: readonly string[],
): ReadonlyMap<string, NodeHealth> {
  const nodes = new Map<string, NodeHealth>();
  for (const { Node, CheckID, ServiceID, Status } of checks) {
    const fresh: NodeHealth = { isDown: false, inMaintenance: new Set(), instances: new Map() };
    const node = nodes.get(Node) ?? fresh;
    nodes.set(Node, node);
    const isCritical = Status === "critical";
    if (CheckID === "_node_maintenance" || (CheckID === "serfHealth" && isCritical)) node.isDown = true;
    if (CheckID.startsWith(maintenance) && isCritical)
      node.inMaintenance.add(CheckID.slice(maintenance.length));
    // The maintenance check counts as one of the instance, too.
    const counts = node.instances.get(ServiceID) ?? { total: 0, passing: 0 };
    node.instances.set(ServiceID, counts);
    counts.total++;
    if (status.includes(Status)) counts.passing++;
  }
  return nodes;
}

const maintenance = "_service_maintenance:";

function isServiceCheck({ ServiceID, CheckID }: ConsulCheck): boolean {
  return (
    ServiceID !== "" &&
    CheckID !== "serfHealth" &&
    CheckID !== "_node_maintenance" &&
    !CheckID.startsWith(maintenance)
  );
}
