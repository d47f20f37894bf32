import { allocationOf } from "../../packages/core/src/consul/instances.ts";
import { CONSUL_ADDRESS } from "../../scripts/e2e/addresses.js";

/** An instance in the catalog of the cluster's Consul. */
export interface CatalogInstance {
  readonly id: string;
  /** Of the allocation that Nomad has registered. */
  readonly allocation: string;
  readonly port: number;
  /** `127.0.0.1:21533` */
  readonly address: string;
}

/** The instances of a service, as Consul lists them. */
export async function catalogInstances(service: string): Promise<readonly CatalogInstance[]> {
  const response = await fetch(`http://${CONSUL_ADDRESS}/v1/catalog/service/${service}`);
  const instances = (await response.json()) as readonly {
    readonly ServiceID: string;
    readonly ServiceAddress: string;
    readonly ServicePort: number;
  }[];
  return instances.map(({ ServiceID: id, ServiceAddress: host, ServicePort: port }) => ({
    id,
    allocation: allocationOf(id) ?? "",
    port,
    address: `${host}:${port}`,
  }));
}

/** The one that is listed first. */
export async function oneInstance(service: string): Promise<CatalogInstance> {
  const [first] = await catalogInstances(service);
  if (first === undefined) throw new Error(`Consul lists no ${service}`);
  return first;
}

/** Writes an instance into the catalog itself, as one of a node without an agent. */
export async function putCatalog(path: "register" | "deregister", body: unknown): Promise<void> {
  const response = await fetch(`http://${CONSUL_ADDRESS}/v1/catalog/${path}`, {
    method: "PUT",
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
}
