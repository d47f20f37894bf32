import { groupBy } from "../units/group-by.ts";
import { blindToken } from "./blind-token.ts";
import type { ConsulClient } from "./client.ts";
import { worstStatus, type Check, type CheckStatus } from "./instances.ts";

/** A service of the catalog, and how many of its instances are in which state. */
export interface ServiceSummary extends Readonly<Record<CheckStatus, number>> {
  readonly name: string;
  /** Of all instances, every one once, sorted: Consul lists them in another order each time. */
  readonly tags: readonly string[];
  /** How many of the instances have no check of their own: they are as healthy as their node. */
  readonly unchecked: number;
}

/** Which instances are counted. */
export interface ServiceSummaryOptions {
  /** Only those with this tag. */
  readonly tag?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * All services of the catalog, by name. It takes three requests and one a node: what Consul lists for the whole datacenter
 * has no instances without a check. It is no snapshot: what changes meanwhile is seen in part.
 * @throws {NomadxError} as every read of Consul's API does; `permission` for a token that sees no node
 */
export async function summarizeServices(
  consul: Pick<ConsulClient, "catalog" | "health">,
  { tag, signal }: ServiceSummaryOptions = {},
): Promise<readonly ServiceSummary[]> {
  const [services, checks, nodes] = await Promise.all([
    consul.catalog.services({ signal }),
    consul.health.state("any", { signal }),
    consul.catalog.nodes({ signal }),
  ]);
  if (nodes.value.length === 0) throw blindToken();
  const registered = await Promise.all(
    nodes.value.map(async ({ Node }) => ({
      node: Node,
      services: (await consul.catalog.node(Node, { signal })).value,
    })),
  );
  const checksOf = checksByInstance(checks.value);
  const summaries = new Map(
    Object.entries(services.value).map(([name, tags]) => [name, emptySummary(name, tags.toSorted())]),
  );
  for (const { node, services: instances } of registered) {
    for (const { ID, Service, Tags } of instances) {
      if (tag !== undefined && !hasTag(Tags, tag)) continue;
      const summary = summaries.get(Service) ?? emptySummary(Service, Tags);
      summaries.set(Service, summary);
      const own = checksOf.get(key(node, ID)) ?? [];
      summary[worstStatus([...own, ...(checksOf.get(key(node, "")) ?? [])])]++;
      if (own.length === 0) summary.unchecked++;
    }
  }
  return [...summaries.values()]
    .filter(({ tags }) => tag === undefined || hasTag(tags, tag))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

/** A summary that is still being counted. */
type Tally = { -readonly [Key in keyof ServiceSummary]: ServiceSummary[Key] };

function emptySummary(name: string, tags: readonly string[]): Tally {
  return { name, tags, passing: 0, warning: 0, critical: 0, unchecked: 0 };
}

/** With the ID "" those of the node itself. */
function checksByInstance(checks: readonly Check[]): ReadonlyMap<string, readonly Check[]> {
  return groupBy(checks, ({ Node, ServiceID }) => key(Node, ServiceID));
}

function key(node: string, id: string): string {
  return JSON.stringify([node, id]);
}

/**
 * Whether Consul finds an instance with these tags by `tag`: capitals make no difference.
 * @see hashicorp/consul agent/consul/state/catalog.go serviceTagFilter (1.8.7)
 */
export function hasTag(tags: readonly string[], tag: string): boolean {
  const wanted = tag.toLowerCase();
  return tags.some((other) => other.toLowerCase() === wanted);
}
