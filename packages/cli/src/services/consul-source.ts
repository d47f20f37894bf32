import type { HealthEntry } from "@nomadx/core/consul";

import type { ConsulConnection } from "../connect/consul.ts";
import type { ListedInstance, ServiceSource } from "./service-source.ts";

const WAIT_MS = 60_000;

/** The services of Consul's catalog. */
export async function consulSource({ client }: ConsulConnection): Promise<ServiceSource> {
  const consul = await import("@nomadx/core/consul");
  const { allocationOf, blindToken, instanceAddress, maintenanceReason } = consul;
  const { summarizeServices, withAgentOutputs, worstStatus } = consul;
  const listed = (entry: HealthEntry): ListedInstance => {
    const { Node, Service, Checks } = entry;
    const allocation = allocationOf(Service.ID);
    return {
      source: "consul",
      id: Service.ID,
      ...(allocation !== undefined && { allocation }),
      address: instanceAddress(entry),
      node: Node.Node,
      status: worstStatus(Checks),
      tags: Service.Tags,
      checks: Checks.map((check) => {
        const { Name, Status, Output, ServiceID } = check;
        const reason = maintenanceReason(check);
        return {
          name: Name,
          status: Status,
          output: reason ?? Output,
          ...(reason !== undefined && { isMaintenance: true as const }),
          ofNode: ServiceID === "",
        };
      }),
    };
  };
  const expectNodes = async (signal?: AbortSignal): Promise<void> => {
    if ((await client.catalog.nodes({ signal })).value.length === 0) throw blindToken();
  };
  return {
    kind: "consul",
    product: "Consul",
    names: async () => {
      const names = Object.keys((await client.catalog.services()).value);
      // Who sees the servers of Consul sees their nodes, or is told by what is read next.
      if (!names.includes("consul")) await expectNodes();
      if (names.length === 0) throw blindToken();
      return names;
    },
    services: async (options) =>
      (await summarizeServices(client, options)).map(({ name, tags, ...instances }) => ({
        name,
        source: "consul",
        tags,
        instances,
      })),
    instances: async (name, options) => {
      const { value } = await client.health.service(name, options);
      if (value.length === 0) await expectNodes(options.signal);
      return (await withAgentOutputs(client, value, options.signal)).map(listed);
    },
    watched: (name) =>
      name === undefined
        ? [
            { read: (blocking) => client.catalog.services(blocking), waitMs: WAIT_MS },
            { read: (blocking) => client.health.state("any", blocking), waitMs: WAIT_MS },
          ]
        : [{ read: (blocking) => client.health.service(name, blocking), waitMs: WAIT_MS }],
  };
}
