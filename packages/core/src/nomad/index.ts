export { memberAddress, type AgentHealth, type AgentSelf, type ServerMember } from "./agent.ts";
export {
  allocation,
  allocationStub,
  type Allocation,
  type AllocationCheck,
  type AllocationStub,
  type LogOptions,
  type TaskEvent,
  type TaskState,
} from "./allocations.ts";
export type { AddressSource } from "../http/address.ts";
export type { Answer } from "../http/answer.ts";
export type { CallOptions, ListOptions, ReadOptions } from "./call.ts";
export { clientOver, createNomadClient, type NomadClient } from "./client.ts";
export type { Clock } from "../http/clock.ts";
export type { HttpAuth } from "../http/http-auth.ts";
export type { TlsConfig } from "../http/tls-files.ts";
export { DEFAULT_ADDRESS, nomadConfigFromEnv, type ConnectionSettings, type NomadConfig } from "./config.ts";
export { deployment, type Deployment, type DeploymentState, type DeploymentUpdate } from "./deployments.ts";
export { evaluation, type Evaluation } from "./evaluations.ts";
export {
  storedJob,
  type JobRegistration,
  type JobSource,
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
export type { RaftConfiguration } from "./operator.ts";
export { planResponse } from "../answers/plan-response.ts";
export { serviceAddress, type ServiceList, type ServiceRegistration } from "./services.ts";
export type { RetryPolicy } from "../http/retry.ts";
export { createTransport, type Query, type RequestOptions, type Transport } from "./transport.ts";
export type { Method } from "../http/http-request.ts";
export type { TransportPorts } from "../http/transport.ts";
export { watch, type BlockingOptions, type WatchOptions } from "../http/watch.ts";
export type { AllocationName, FollowEvent, GroupProgress } from "./follow/events.ts";
export {
  allocationEvidence,
  describeEvidence,
  logTails,
  type AllocationEvidence,
  type LogTail,
  type TaskEvidence,
} from "./follow/evidence.ts";
export type { FollowClient } from "./follow/follow-client.ts";
export { followJob, type FollowJobOptions, type JobEvent } from "./follow/follow-job.ts";
export { createFollower, type Follower } from "./follow/follower.ts";
export { gatherEvidence, type Evidence } from "./follow/gather-evidence.ts";
export type { Outcome, OutcomeKind } from "./follow/outcome.ts";
export { describeBlocked, type BlockedGroup } from "./follow/placement.ts";
export type { FollowAnswer, FollowQuery } from "./follow/query.ts";
export type { Phase } from "./follow/verdict.ts";
export type { FollowStart, Until } from "./follow/view.ts";
