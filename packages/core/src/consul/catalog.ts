import * as z from "zod/mini";

import { list, map } from "../http/go-value.ts";
import { catalogInstance, catalogNode, serviceInstance } from "./instances.ts";
import type { ConsulReadOptions, ConsulTransport } from "./transport.ts";

/** By their IDs; `null` for a node that is not known. @see hashicorp/consul api/catalog.go CatalogNode (1.34.4) */
const servicesOfNode = z.pipe(
  z.nullable(z.looseObject({ Services: map(serviceInstance) })),
  z.transform((node) => Object.values(node?.Services ?? {})),
);

/**
 * Registered services and nodes, whatever their health. A token without rights gets lists without what it may not see.
 */
export function createCatalog(transport: ConsulTransport) {
  return {
    /** All tags of every service, by its name. */
    services: (options: ConsulReadOptions = {}) =>
      transport.read(
        {
          schema: map(list(z.string())),
          send: (client, common) => client.catalog.service.list(common),
        },
        options,
      ),

    /** The instances of a service; none for a name that is not known. */
    service: (name: string, options: ConsulReadOptions & { readonly tag?: string | undefined } = {}) =>
      transport.read(
        {
          schema: list(catalogInstance),
          send: (client, common) =>
            client.catalog.service.nodes({
              ...common,
              service: name,
              ...(options.tag !== undefined && { tag: options.tag }),
            }),
        },
        options,
      ),

    /** All instances on a node; none for a node that is not known. */
    node: (name: string, options: ConsulReadOptions = {}) =>
      transport.read(
        {
          schema: servicesOfNode,
          send: (client, common) => client.catalog.node.services({ ...common, node: name }),
        },
        options,
      ),

    /** All nodes of the datacenter. */
    nodes: (options: ConsulReadOptions = {}) =>
      transport.read(
        {
          schema: list(catalogNode),
          send: (client, common) => client.catalog.nodes(common),
        },
        options,
      ),

    /** Names of all datacenters, the nearest first. */
    datacenters: (options: ConsulReadOptions = {}) =>
      transport.read(
        {
          schema: list(z.string()),
          send: (client, common) => client.catalog.datacenters(common),
        },
        options,
      ),
  };
}
