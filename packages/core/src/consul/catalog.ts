import * as z from "zod/mini";

import { list, map, optional } from "../http/go-value.ts";
import { catalogInstance, catalogNode, nodeServices } from "./instances.ts";
import type { ConsulReadOptions, ConsulTransport } from "./transport.ts";

/** What is registered, whatever its health. A token without rights gets lists without what it may not see. */
export function createCatalog(transport: ConsulTransport) {
  return {
    /** All tags of every service, by its name. */
    services: (options: ConsulReadOptions = {}) =>
      transport.read(
        {
          path: "/v1/catalog/services",
          schema: map(list(z.string())),
          send: (client, more) => client.catalog.service.list(more),
        },
        options,
      ),

    /** The instances of a service; none for a name that is not known. */
    service: (name: string, options: ConsulReadOptions & { readonly tag?: string | undefined } = {}) =>
      transport.read(
        {
          path: `/v1/catalog/service/${encodeURIComponent(name)}`,
          schema: list(catalogInstance),
          send: (client, more) =>
            client.catalog.service.nodes({
              ...more,
              service: name,
              ...(options.tag !== undefined && { tag: options.tag }),
            }),
        },
        options,
      ),

    /** All nodes of the datacenter. */
    nodes: (options: ConsulReadOptions = {}) =>
      transport.read(
        {
          path: "/v1/catalog/nodes",
          schema: list(catalogNode),
          send: (client, more) => client.catalog.nodes(more),
        },
        options,
      ),

    /** A node with all service instances on it; `undefined` where there is no such node. */
    node: (name: string, options: ConsulReadOptions = {}) =>
      transport.read(
        {
          path: `/v1/catalog/node/${encodeURIComponent(name)}`,
          schema: optional(nodeServices),
          send: (client, more) => client.catalog.node.services({ ...more, node: name }),
        },
        options,
      ),

    /** Names of all datacenters, the nearest first. */
    datacenters: (options: ConsulReadOptions = {}) =>
      transport.read(
        {
          path: "/v1/catalog/datacenters",
          schema: list(z.string()),
          send: (client, more) => client.catalog.datacenters(more),
        },
        options,
      ),
  };
}
