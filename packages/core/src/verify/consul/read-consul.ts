import type { ConsulClient } from "../../consul/client.ts";
import type { CatalogNode, HealthEntry } from "../../consul/instances.ts";
import { fits, fitsMany } from "../../services/fits.ts";
import { groupBy } from "../../units/group-by.ts";

/** The instances of some services in Consul. */
export interface ConsulServices {
  /** By name; a service that is not registered has none. */
  readonly entries: ReadonlyMap<string, readonly HealthEntry[]>;
  /** Whether the token sees no service or no node at all, not even the servers of Consul themselves. */
  readonly isBlind: boolean;
}

/**
 * Reads the instances of services with their checks, also of all whose name a client may have made of one in `names`: of
 * each service by itself, or, where there are fewer nodes than services, of each node, with all checks in one answer.
 * @throws {NomadxError} as every read of Consul's API does
 */
export async function readConsulServices(
  consul: Pick<ConsulClient, "catalog" | "health">,
  names: readonly string[],
  signal?: AbortSignal,
): Promise<ConsulServices> {
  const [known, nodes] = await Promise.all([
    consul.catalog.services({ signal }),
    consul.catalog.nodes({ signal }),
  ]);
  const patterns = names.filter(fitsMany);
  const exact = new Set(names);
  const registered = Object.keys(known.value).filter(
    (name) => exact.has(name) || patterns.some((pattern) => fits(pattern, name)),
  );
  const wanted = new Set(registered);
  const entries =
    nodes.value.length + 1 < registered.length
      ? await byNode(consul, nodes.value, signal)
      : await byService(consul, registered, signal);
  return {
    entries: groupBy(
      entries.filter(({ Service }) => wanted.has(Service.Service)),
      ({ Service }) => Service.Service,
    ),
    // The servers are nodes, too, and register themselves as the service `consul`.
    isBlind: Object.keys(known.value).length === 0 || nodes.value.length === 0,
  };
}

/** Whether any instance is registered under a name, or under one that a client may have made of it. */
export function isRegistered(name: string, { entries }: ConsulServices): boolean {
  return [...entries].some(([registered, same]) => same.length > 0 && fits(name, registered));
}

async function byService(
  consul: Pick<ConsulClient, "health">,
  names: readonly string[],
  signal: AbortSignal | undefined,
): Promise<readonly HealthEntry[]> {
  const answers = await Promise.all(names.map((name) => consul.health.service(name, { signal })));
  return answers.flatMap(({ value }) => value);
}

async function byNode(
  consul: Pick<ConsulClient, "catalog" | "health">,
  nodes: readonly CatalogNode[],
  signal: AbortSignal | undefined,
): Promise<readonly HealthEntry[]> {
  const [checks, services] = await Promise.all([
    consul.health.state("any", { signal }),
    Promise.all(nodes.map(({ Node }) => consul.catalog.node(Node, { signal }))),
  ]);
  const ofNode = groupBy(checks.value, (check) => check.Node);
  return nodes.flatMap((Node, index) => {
    const own = groupBy(ofNode.get(Node.Node) ?? [], ({ ServiceID }) => ServiceID);
    return (services[index]?.value ?? []).map((Service) => ({
      Node,
      Service,
      Checks: [...(own.get("") ?? []), ...(own.get(Service.ID) ?? [])],
    }));
  });
}
