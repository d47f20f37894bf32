import * as z from "zod/mini";

import { allocationStub } from "./allocations.ts";
import { apiPath } from "./api-path.ts";
import { read, write, type CallOptions, type ListOptions, type ReadOptions } from "./call.ts";
import { count, flag, int64, list, map, optional, text, time } from "../http/go-value.ts";
import type { Transport } from "./transport.ts";

/**
 * How far a deployment is with one group.
 * @see hashicorp/nomad api/deployments.go DeploymentState (2.0.5)
 */
export type DeploymentState = z.infer<typeof deploymentState>;

const deploymentState = z.looseObject({
  AutoRevert: flag,
  AutoPromote: flag,
  Promoted: flag,
  DesiredTotal: count,
  DesiredCanaries: count,
  /** IDs of allocations. */
  PlacedCanaries: list(z.string()),
  PlacedAllocs: count,
  HealthyAllocs: count,
  UnhealthyAllocs: count,
  /** Nanoseconds. */
  ProgressDeadline: int64,
  /** `undefined` as long as nothing is placed: the deadline does not run then. */
  RequireProgressBy: time,
});

/**
 * The roll-out of one version of a job.
 * @see hashicorp/nomad api/deployments.go Deployment (2.0.5)
 */
export type Deployment = z.infer<typeof deployment>;

/** Reads a `Deployment`; a field that the server leaves out or sends as null has its zero value. */
export const deployment = z.looseObject({
  ID: z.string(),
  Namespace: text,
  JobID: text,
  JobVersion: int64,
  JobModifyIndex: int64,
  JobSpecModifyIndex: int64,
  IsMultiregion: flag,
  /** `running`, `paused`, `successful`, `failed`, `cancelled`; in several regions also `pending`, `blocked`, `unblocking`. */
  Status: z.string(),
  StatusDescription: text,
  TaskGroups: map(deploymentState),
  CreateIndex: int64,
  ModifyIndex: int64,
  /** Nanoseconds since 1970; 0 on servers before 1.9. */
  CreateTime: int64,
  ModifyTime: int64,
});

/** The result of changing a deployment. */
export type DeploymentUpdate = z.infer<typeof deploymentUpdate>;

const deploymentUpdate = z.looseObject({
  /** An answer without it is none of Nomad's. */
  EvalID: z.string(),
  EvalCreateIndex: int64,
  DeploymentModifyIndex: int64,
  /** The version that a failed deployment went back to. */
  RevertedJobVersion: optional(z.union([z.int(), z.bigint()])),
});

/** Deployments over a transport. */
export function createDeployments(transport: Transport) {
  return {
    list: (options: ListOptions = {}) => read(transport, "/v1/deployments", list(deployment), options),

    /** @throws {NomadxError} `not-found` */
    read: (id: string, options: ReadOptions = {}) =>
      read(transport, apiPath`/v1/deployment/${id}`, deployment, options),

    /** None for an unknown ID. */
    allocations: (id: string, options: ReadOptions = {}) =>
      read(transport, apiPath`/v1/deployment/allocations/${id}`, list(allocationStub), options),

    /**
     * Promotes the canaries of `groups`, of all groups when absent.
     * @throws {NomadxError} `refused` while canaries are unhealthy, and after the deployment's end
     */
    promote: (
      id: string,
      options: CallOptions & { readonly groups?: readonly string[] | undefined } = {},
    ) => {
      const { groups } = options;
      const body = {
        DeploymentID: id,
        All: groups === undefined,
        ...(groups !== undefined && { Groups: groups }),
      };
      return write(transport, "PUT", apiPath`/v1/deployment/promote/${id}`, deploymentUpdate, options, {
        body,
      });
    },

    /** Ends a deployment as failed; its canaries stop, and a group with `auto_revert` goes back. */
    fail: (id: string, options: CallOptions = {}) =>
      write(transport, "PUT", apiPath`/v1/deployment/fail/${id}`, deploymentUpdate, options),
  };
}
