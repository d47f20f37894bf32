export type { AgentHealth, AgentSelf } from "./agent.ts";
export {
  allocation,
  allocationStub,
  type Allocation,
  type AllocationStub,
  type LogOptions,
  type TaskEvent,
  type TaskState,
} from "./allocations.ts";
export type { Answer } from "./answer.ts";
export type { CallOptions, ListOptions, ReadOptions } from "./call.ts";
export { clientOver, createNomadClient, type NomadClient } from "./client.ts";
export type { Clock } from "./clock.ts";
export {
  DEFAULT_ADDRESS,
  nomadConfigFromEnv,
  type AddressSource,
  type ConnectionSettings,
  type HttpAuth,
  type NomadConfig,
  type TlsConfig,
} from "./config.ts";
export { deployment, type Deployment, type DeploymentState, type DeploymentUpdate } from "./deployments.ts";
export { evaluation, type Evaluation } from "./evaluations.ts";
export {
  storedJob,
  type JobRegistration,
  type JobStub,
  type JobSummary,
  type JobValidation,
  type PlanOptions,
  type RegisterOptions,
  type StopOptions,
  type StoredJob,
  type TaskGroupSummary,
} from "./jobs.ts";
export type { Namespace } from "./namespaces.ts";
export { node, type Node, type NodeStub } from "./nodes.ts";
export { planResponse } from "./plan-response.ts";
export type { RetryPolicy } from "./retry.ts";
export {
  createTransport,
  type Method,
  type Query,
  type RequestOptions,
  type Transport,
  type TransportPorts,
} from "./transport.ts";
export { watch, type BlockingOptions, type WatchOptions } from "./watch.ts";
export { createFollower, type Follower } from "./follow/follower.ts";
