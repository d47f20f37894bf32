import type { ApiJob } from "../../jobspec/api-job.ts";

/** As much of a node as placing allocations needs; what `GET /v1/node/<ID>` answers has it. */
export interface PreviewNode {
  readonly ID: string;
  readonly Name: string;
  readonly Datacenter: string;
  readonly NodePool?: string | undefined;
  readonly NodeClass?: string | undefined;
  /** `ready`, `down`, `disconnected` or `initializing`. */
  readonly Status: string;
  /** `eligible` or `ineligible`. */
  readonly SchedulingEligibility?: string | undefined;
  readonly Drain?: boolean | undefined;
  readonly Attributes?: Readonly<Record<string, string>> | null | undefined;
  readonly Meta?: Readonly<Record<string, string>> | null | undefined;
  readonly Drivers?:
    | Readonly<
        Record<string, { readonly Detected?: boolean | undefined; readonly Healthy?: boolean | undefined }>
      >
    | null
    | undefined;
  readonly HostVolumes?:
    Readonly<Record<string, { readonly ReadOnly?: boolean | undefined }>> | null | undefined;
  /** Room for tasks: without what is reserved for the machine. Unknown amounts are never exhausted. */
  readonly Available?:
    { readonly CPU?: number; readonly MemoryMB?: number; readonly DiskMB?: number } | undefined;
  /** On how many addresses of a host network a static port can be had. @default 1 of each network */
  readonly Addresses?: Readonly<Record<string, number>> | undefined;
}

/** As much of an allocation as the plan of a job needs. */
export interface PreviewAllocation {
  readonly ID: string;
  readonly JobID: string;
  readonly Namespace?: string | undefined;
  readonly TaskGroup: string;
  readonly NodeID: string;
  /** `web.server[0]`. */
  readonly Name: string;
  readonly ClientStatus: string;
  readonly DesiredStatus: string;
  readonly JobVersion: number;
  readonly Canary?: boolean | undefined;
  /** Of its deployment; nothing where that is not decided. */
  readonly Healthy?: boolean | undefined;
  /** Whether the drain of its node has asked it to move. */
  readonly Migrate?: boolean | undefined;
  /** Of a failed one: whether the delay before it is started elsewhere is over. */
  readonly RescheduleNow?: boolean | undefined;
  /** Of allocations of other jobs: what they use. */
  readonly Used?:
    | {
        readonly CPU: number;
        readonly MemoryMB: number;
        readonly DiskMB?: number;
        readonly Ports?: readonly number[];
      }
    | undefined;
}

/** The latest deployment of a job. */
export interface PreviewDeployment {
  readonly Status: string;
  readonly JobVersion: number;
  readonly TaskGroups: Readonly<
    Record<string, { readonly DesiredCanaries: number; readonly Promoted: boolean }>
  >;
}

/** The state that a preview schedules a job on: what a snapshot of a cluster holds. */
export interface PreviewCluster {
  readonly nodes: readonly PreviewNode[];
  /** Of this job and of all others. */
  readonly allocations: readonly PreviewAllocation[];
  readonly deployment?: PreviewDeployment | undefined;
  /** Older versions of the job that allocations still run, by their numbers. */
  readonly versions?: Readonly<Record<number, ApiJob>> | undefined;
}
