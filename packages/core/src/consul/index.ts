export {
  memberAddress,
  memberStatus,
  type ConsulAgentSelf,
  type Member,
  type MemberStatus,
} from "./agent.ts";
export { blindToken } from "./blind-token.ts";
export { maintenanceReason, withAgentOutputs } from "./check-output.ts";
export { createConsulClient, type ConsulClient } from "./client.ts";
export {
  consulConfigFromEnv,
  DEFAULT_CONSUL_ADDRESS,
  type ConsulConfig,
  type ConsulSettings,
} from "./config.ts";
export type { HealthServiceOptions } from "./health.ts";
export {
  allocationOf,
  instanceAddress,
  worstStatus,
  type CatalogInstance,
  type CatalogNode,
  type Check,
  type CheckStatus,
  type HealthEntry,
  type ServiceInstance,
} from "./instances.ts";
export type { KeyValue } from "./kv.ts";
export type { PreparedQuery, QueryResult } from "./queries.ts";
export type { ConsulReadOptions } from "./transport.ts";
export { summarizeServices, type ServiceSummary, type ServiceSummaryOptions } from "./service-summary.ts";
export type { Answer } from "../http/answer.ts";
export type { Clock } from "../http/clock.ts";
export type { TransportPorts } from "../http/transport.ts";
export { isTransient, watch, type BlockingOptions, type WatchOptions } from "../http/watch.ts";
