import * as z from "zod/mini";

import { count, list, map, text } from "../http/go-value.ts";
import { hostPort } from "../units/host-port.ts";

/**
 * `passing`, `warning` or `critical`. Maintenance is a critical check of its own.
 * @see hashicorp/consul api/health.go (1.34.4)
 */
export type CheckStatus = "passing" | "warning" | "critical";

/** A health check of a node or of a service instance. */
export type Check = z.infer<typeof check>;

/** @see hashicorp/consul api/health.go HealthCheck (1.34.4) */
export const check = z.looseObject({
  Node: z.string(),
  CheckID: z.string(),
  Name: text,
  Status: z.enum(["passing", "warning", "critical"]),
  /** The output of the check's last run. */
  Output: text,
  Notes: text,
  /** "" for checks of the node. */
  ServiceID: text,
  ServiceName: text,
  ServiceTags: list(z.string()),
  /** `http`, `tcp`, `ttl` and others; "" for the node's own and before 1.7. */
  Type: text,
});

/** A service instance as the catalog lists it. */
export type CatalogInstance = z.infer<typeof catalogInstance>;

/** @see hashicorp/consul api/catalog.go CatalogService (1.34.4) */
export const catalogInstance = z.looseObject({
  Node: z.string(),
  /** Of the node; used where the service has none. */
  Address: text,
  Datacenter: text,
  ServiceID: z.string(),
  ServiceName: z.string(),
  ServiceAddress: text,
  ServicePort: count,
  ServiceTags: list(z.string()),
  ServiceMeta: map(z.string()),
});

/** A node of the catalog. */
export type CatalogNode = z.infer<typeof catalogNode>;

/** @see hashicorp/consul api/catalog.go Node (1.34.4) */
export const catalogNode = z.looseObject({
  ID: text,
  Node: z.string(),
  Address: text,
  Datacenter: text,
  Meta: map(z.string()),
});

/** A service instance by itself, as it is registered on a node. */
export type ServiceInstance = z.infer<typeof serviceInstance>;

/** @see hashicorp/consul api/agent.go AgentService (1.34.4) */
export const serviceInstance = z.looseObject({
  /** Unique on its node. */
  ID: z.string(),
  Service: z.string(),
  Tags: list(z.string()),
  /** "" where it is the node's. */
  Address: text,
  Port: count,
  Meta: map(z.string()),
});

/** A service instance with its node and all checks that count for it. */
export type HealthEntry = z.infer<typeof healthEntry>;

/** @see hashicorp/consul api/health.go ServiceEntry (1.34.4) */
export const healthEntry = z.looseObject({
  Node: catalogNode,
  Service: serviceInstance,
  /** Those of the node stand among them. */
  Checks: list(check),
});

/** Where an instance is reached: `10.0.0.1:21533`, an IPv6 address in brackets. */
export function instanceAddress({ Node, Service }: Pick<HealthEntry, "Node" | "Service">): string {
  return hostPort(Service.Address || Node.Address, Service.Port);
}

/**
 * The allocation of an instance that Nomad has registered; `undefined` for others.
 * @see hashicorp/nomad client/serviceregistration/id.go MakeAllocServiceID (2.0.5)
 */
export function allocationOf(serviceId: string): string | undefined {
  return /^_nomad-task-([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})-/.exec(serviceId)?.[1];
}

/**
 * The health of an instance: its worst check.
 * @see hashicorp/consul api/health.go HealthChecks.AggregatedStatus (1.34.4)
 */
export function worstStatus(checks: readonly Pick<Check, "Status">[]): CheckStatus {
  const statuses = new Set(checks.map(({ Status }) => Status));
  if (statuses.has("critical")) return "critical";
  return statuses.has("warning") ? "warning" : "passing";
}
