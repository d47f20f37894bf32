import { NomadxError } from "@nomadx/core";
import type { AllocationCheck, ServiceRegistration } from "@nomadx/core/nomad";

import type { Cluster } from "../connect/cluster.ts";
import { meansAllNamespaces } from "../connect/namespaces.ts";
import type { InstanceStatus, ListedCheck, ListedInstance, ServiceSource } from "./service-source.ts";

const WAIT_MS = 60_000;
/** Nomad's nodes do not tell its servers what checks say, and so there is nothing to wait for. */
const CHECKS_MS = 5_000;

/** The services that Nomad keeps itself. */
export async function nomadSource(cluster: Cluster): Promise<ServiceSource> {
  const { client } = cluster;
  const { serviceAddress } = await import("@nomadx/core/nomad");

  const checksOf = async (instance: ServiceRegistration, signal?: AbortSignal) => {
    try {
      const options = { namespace: instance.Namespace || undefined, signal };
      const checks = Object.values((await client.allocations.checks(instance.AllocID, options)).value);
      return checks.filter(({ Service }) => Service === instance.ServiceName).map(listedCheck);
    } catch (error) {
      // The allocation has ended meanwhile, its node is out of reach, or the token may not ask it.
      if (error instanceof NomadxError) return undefined;
      throw error;
    }
  };

  /** Where all namespaces are meant: Nomad tells which have a service, and shows the instances of one. */
  const registrationsOf = async (
    name: string,
    signal?: AbortSignal,
  ): Promise<readonly ServiceRegistration[]> => {
    if (!meansAllNamespaces(cluster)) return (await client.services.read(name, { signal })).value;
    const { value: lists } = await client.services.list({ signal });
    const having = lists.filter(({ Services }) => Services.some(({ ServiceName }) => ServiceName === name));
    const found = having.map(({ Namespace: namespace }) => client.services.read(name, { namespace, signal }));
    return (await Promise.all(found)).flatMap(({ value }) => value);
  };

  return {
    kind: "nomad",
    product: "Nomad",
    names: async () => {
      try {
        const { value } = await client.services.list();
        return value.flatMap(({ Services }) => Services.map(({ ServiceName }) => ServiceName));
      } catch (error) {
        if (error instanceof NomadxError && error.code === "not-found") return undefined;
        throw error;
      }
    },
    services: async ({ tag, signal }) => {
      const listed = (await client.services.list({ signal })).value.flatMap(({ Namespace, Services }) =>
        Services.map(({ ServiceName, Tags }) => ({
          name: ServiceName,
          source: "nomad" as const,
          namespace: Namespace,
          tags: Tags.toSorted(),
        })),
      );
      return listed.filter(({ tags }) => tag === undefined || tags.includes(tag));
    },
    instances: async (name, { tag, signal }) => {
      const registered = await registrationsOf(name, signal);
      const found = registered.filter(({ Tags }) => tag === undefined || Tags.includes(tag));
      if (found.length === 0) return [];
      const names = await nodeNames(client, signal);
      return Promise.all(
        found.map(async (instance): Promise<ListedInstance> => {
          const checks = await checksOf(instance, signal);
          return {
            source: "nomad",
            id: instance.ID,
            allocation: instance.AllocID,
            address: serviceAddress(instance),
            node: names.get(instance.NodeID) ?? instance.NodeID.slice(0, 8),
            status: checks === undefined ? "unknown" : worstOf(checks),
            tags: instance.Tags,
            checks: checks ?? [],
          };
        }),
      );
    },
    watched: (name) =>
      name === undefined || meansAllNamespaces(cluster)
        ? [{ read: (blocking) => client.services.list(blocking), waitMs: WAIT_MS }]
        : [{ read: (blocking) => client.services.read(name, blocking), waitMs: CHECKS_MS }],
  };
}

/** By ID; none where the token may not read nodes. */
async function nodeNames(
  client: Cluster["client"],
  signal: AbortSignal | undefined,
): Promise<ReadonlyMap<string, string>> {
  try {
    return new Map((await client.nodes.list({ signal })).value.map(({ ID, Name }) => [ID, Name]));
  } catch (error) {
    if (error instanceof NomadxError && error.code === "permission") return new Map();
    throw error;
  }
}

const statuses: Readonly<Record<string, InstanceStatus>> = {
  success: "passing",
  failure: "critical",
  pending: "pending",
};

function listedCheck({ Check, Status, Output }: AllocationCheck): ListedCheck {
  return { name: Check, status: statuses[Status] ?? "unknown", output: Output, ofNode: false };
}

function worstOf(checks: readonly ListedCheck[]): InstanceStatus {
  const order: readonly InstanceStatus[] = ["critical", "unknown", "pending"];
  return order.find((status) => checks.some((check) => check.status === status)) ?? "passing";
}
