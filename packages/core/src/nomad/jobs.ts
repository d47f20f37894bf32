import * as z from "zod/mini";

import { NomadxError } from "../diagnostics/errors.ts";
import type { ApiJob } from "../jobspec/api-job.ts";
import type { Uint } from "../units/uint.ts";
import { allocationStub } from "./allocations.ts";
import { apiPath } from "./api-path.ts";
import { dryRun, read, write, type CallOptions, type ListOptions, type ReadOptions } from "./call.ts";
import { deployment } from "./deployments.ts";
import { evaluation } from "./evaluations.ts";
import { count, flag, int64, list, map, optional, text } from "../http/go-value.ts";
import { jobDiff, planResponse } from "../answers/plan-response.ts";
import type { Transport } from "./transport.ts";

const storedFields = z.looseObject({
  ID: z.string(),
  Name: text,
  Namespace: text,
  Region: text,
  ParentID: text,
  /** `service`, `batch`, `system` or `sysbatch`. */
  Type: z.string(),
  /** `pending`, `running` or `dead`. */
  Status: z.string(),
  StatusDescription: text,
  /** Stopped by a user. */
  Stop: flag,
  /** Deployed successfully, so that a later version may be reverted to it. */
  Stable: flag,
  Version: int64,
  /** Nanoseconds since 1970. */
  SubmitTime: int64,
  CreateIndex: int64,
  ModifyIndex: int64,
  /** The index that a check-index is compared with. */
  JobModifyIndex: int64,
});

/**
 * A job as the server keeps it: the job, and what the server adds to it.
 * @see hashicorp/nomad api/jobs.go Job (2.0.5)
 */
export type StoredJob = ApiJob & z.infer<typeof storedFields>;

/** Checks the fields that decide something; the job itself is the server's, and passed on as it is. */
export const storedJob = z.pipe(
  storedFields,
  // Every field of ApiJob is optional and was written by the server that defines them.
  z.transform((job) => job as StoredJob),
);

const parsedJob = z.pipe(
  z.looseObject({ ID: z.string() }),
  // As above: a job that this server has just read from HCL.
  z.transform((job) => job as ApiJob & { readonly ID: string }),
);

/**
 * How many allocations of one group are in which state.
 * @see hashicorp/nomad api/jobs.go TaskGroupSummary (2.0.5)
 */
export type TaskGroupSummary = z.infer<typeof taskGroupSummary>;

const taskGroupSummary = z.looseObject({
  Queued: count,
  Complete: count,
  Failed: count,
  Running: count,
  Starting: count,
  Lost: count,
  Unknown: count,
});

/**
 * How many allocations of a job are in which state, by group.
 * @see hashicorp/nomad api/jobs.go JobSummary (2.0.5)
 */
export type JobSummary = z.infer<typeof jobSummary>;

const jobSummary = z.looseObject({
  JobID: z.string(),
  Namespace: text,
  /** By group name. */
  Summary: map(taskGroupSummary),
  /** Of periodic and parameterized jobs: their children. */
  Children: optional(z.looseObject({ Pending: count, Running: count, Dead: count })),
  CreateIndex: int64,
  ModifyIndex: int64,
});

/**
 * A job as lists have it.
 * @see hashicorp/nomad api/jobs.go JobListStub (2.0.5)
 */
export type JobStub = z.infer<typeof jobStub>;

const jobStub = z.looseObject({
  ID: z.string(),
  ParentID: text,
  Name: text,
  Namespace: text,
  Datacenters: list(z.string()),
  Type: text,
  Priority: count,
  Periodic: flag,
  ParameterizedJob: flag,
  Stop: flag,
  Status: text,
  StatusDescription: text,
  JobSummary: optional(jobSummary),
  /** Nanoseconds since 1970. */
  SubmitTime: int64,
  CreateIndex: int64,
  ModifyIndex: int64,
  JobModifyIndex: int64,
});

/** The result of registering or stopping a job. */
export type JobRegistration = z.infer<typeof jobRegistration>;

const jobRegistration = z.looseObject({
  /** "" for periodic and parameterized jobs, which run later. An answer without it is none of Nomad's. */
  EvalID: z.string(),
  EvalCreateIndex: int64,
  /** Of an unchanged job this is its ModifyIndex, which no check-index wants: read the job for that. */
  JobModifyIndex: int64,
  Warnings: text,
});

/** Nomad's own verdict on a job. */
export type JobValidation = z.infer<typeof jobValidation>;

const jobValidation = z.looseObject({
  /** False when the drivers' configs were not looked at. An answer without it is none of Nomad's. */
  DriverConfigValidated: z.boolean(),
  ValidationErrors: list(z.string()),
  /** All of them in one text; "" for a valid job. */
  Error: text,
  Warnings: text,
});

const jobVersions = z.looseObject({
  /** Newest first. */
  Versions: list(storedJob),
  /** Between each version and the one before it; only when asked for. */
  Diffs: list(jobDiff),
});

/** How to register a job. */
export interface RegisterOptions extends CallOptions {
  /**
   * Register only if the job's JobModifyIndex is still this one; 0: only if there is no such job.
   * Otherwise the call throws `conflict`.
   */
  readonly checkIndex?: Uint | undefined;
  readonly evalPriority?: number | undefined;
  readonly policyOverride?: boolean | undefined;
  /** Keep the counts that groups have on the server. */
  readonly preserveCounts?: boolean | undefined;
  readonly submission?: JobSource | undefined;
}

/**
 * The text that a job was made from, which Nomad's web page and `nomad job inspect -hcl` show. Nothing of it is read by the
 * server; one above its `job_max_source_size` (1 MB, names and values included) it drops with a warning.
 * @see hashicorp/nomad api/jobs.go JobSubmission, nomad/job_endpoint_hooks.go submissionController (2.0.5)
 */
export interface JobSource {
  readonly source: string;
  /** `json` for HCL's JSON syntax, too. */
  readonly format: "hcl2" | "json";
  /** Values as a file of variables has them. */
  readonly variables?: string | undefined;
  /** Values as `-var` has them, by name: texts, numbers and bools. */
  readonly variableFlags?: Readonly<Record<string, string>> | undefined;
}

/** How to plan a job. */
export interface PlanOptions extends CallOptions {
  /** Ask for the difference too. @default true */
  readonly diff?: boolean | undefined;
  readonly policyOverride?: boolean | undefined;
}

/** How to stop a job. */
export interface StopOptions extends CallOptions {
  /** Forget the job, instead of keeping it as stopped. */
  readonly purge?: boolean | undefined;
  /** In all regions of a multi-region job. */
  readonly global?: boolean | undefined;
  readonly evalPriority?: number | undefined;
  readonly noShutdownDelay?: boolean | undefined;
}

/** Jobs over a transport. */
export function createJobs(transport: Transport) {
  return {
    /** All jobs of the namespace, by ID. */
    list: (options: ListOptions = {}) => read(transport, "/v1/jobs", list(jobStub), options),

    /** @throws {NomadxError} `not-found` */
    read: (id: string, options: ReadOptions = {}) =>
      read(transport, apiPath`/v1/job/${id}`, storedJob, options),

    /** Returns what registering `job` would change. Changes nothing. */
    plan: (job: ApiJob, options: PlanOptions = {}) =>
      dryRun(transport, apiPath`/v1/job/${idOf(job)}/plan`, planResponse, placeOf(job, options), {
        Job: job,
        Diff: options.diff ?? true,
        PolicyOverride: options.policyOverride ?? false,
      }),

    /**
     * Creates or changes a job.
     * @throws {NomadxError} `conflict` when `checkIndex` no longer holds, `refused` for a job that Nomad finds invalid
     */
    register: (job: ApiJob, options: RegisterOptions = {}) =>
      write(transport, "PUT", "/v1/jobs", jobRegistration, placeOf(job, options), {
        body: registerRequest(job, options),
      }),

    /** Nomad's verdict on `job`: an invalid one is a value, not an error. */
    validate: (job: ApiJob, options: CallOptions = {}) =>
      dryRun(transport, "/v1/validate/job", jobValidation, placeOf(job, options), { Job: job }),

    /**
     * Has the server read HCL. Functions that read files are refused.
     * @throws {NomadxError} `refused` with positions in `input.hcl`
     */
    parse: (
      hcl: string,
      options: CallOptions & {
        /** The text of a variables file. */
        readonly variables?: string | undefined;
        /** Fill in the defaults. @default false */
        readonly canonicalize?: boolean | undefined;
      } = {},
    ) =>
      dryRun(transport, "/v1/jobs/parse", parsedJob, options, {
        JobHCL: hcl,
        Variables: options.variables ?? "",
        Canonicalize: options.canonicalize ?? false,
      }),

    /** Stops a job; of an unknown one the answer has an empty EvalID. */
    stop: (id: string, options: StopOptions = {}) =>
      write(transport, "DELETE", apiPath`/v1/job/${id}`, jobRegistration, options, {
        query: {
          purge: options.purge,
          global: options.global,
          eval_priority: options.evalPriority,
          no_shutdown_delay: options.noShutdownDelay,
        },
      }),

    /** @throws {NomadxError} `not-found` */
    versions: (id: string, options: ReadOptions & { readonly diffs?: boolean | undefined } = {}) =>
      read(transport, apiPath`/v1/job/${id}/versions`, jobVersions, options, { diffs: options.diffs }),

    /** @throws {NomadxError} `not-found` */
    summary: (id: string, options: ReadOptions = {}) =>
      read(transport, apiPath`/v1/job/${id}/summary`, jobSummary, options),

    /** None for an unknown job; `all`: also those of an earlier job with this ID. */
    allocations: (id: string, options: ReadOptions & { readonly all?: boolean | undefined } = {}) =>
      read(transport, apiPath`/v1/job/${id}/allocations`, list(allocationStub), options, {
        all: options.all,
      }),

    /** None for an unknown job. */
    evaluations: (id: string, options: ReadOptions = {}) =>
      read(transport, apiPath`/v1/job/${id}/evaluations`, list(evaluation), options),

    /** None for an unknown job; `all`: also those of an earlier job with this ID. */
    deployments: (id: string, options: ReadOptions & { readonly all?: boolean | undefined } = {}) =>
      read(transport, apiPath`/v1/job/${id}/deployments`, list(deployment), options, { all: options.all }),

    /** The newest deployment; `undefined` without any, and for an unknown job. */
    latestDeployment: (id: string, options: ReadOptions = {}) =>
      read(transport, apiPath`/v1/job/${id}/deployment`, optional(deployment), options),
  };
}

function idOf(job: ApiJob): string {
  if (job.ID) return job.ID;
  throw new NomadxError("usage", "The job has no ID");
}

/** A job's own region and namespace win over the configured ones, as in Nomad's CLI; the caller's word over both. */
function placeOf(job: ApiJob, options: CallOptions): CallOptions {
  return {
    ...options,
    region: options.region ?? (job.Region || undefined),
    namespace: options.namespace ?? (job.Namespace || undefined),
  };
}

function registerRequest(job: ApiJob, options: RegisterOptions): Record<string, unknown> {
  const { checkIndex, submission } = options;
  return {
    Job: job,
    ...(checkIndex !== undefined && { EnforceIndex: true, JobModifyIndex: checkIndex }),
    ...(options.evalPriority !== undefined && { EvalPriority: options.evalPriority }),
    ...(options.policyOverride !== undefined && { PolicyOverride: options.policyOverride }),
    ...(options.preserveCounts !== undefined && { PreserveCounts: options.preserveCounts }),
    ...(submission !== undefined && {
      Submission: {
        Source: submission.source,
        Format: submission.format,
        Variables: submission.variables ?? "",
        ...(submission.variableFlags !== undefined && { VariableFlags: submission.variableFlags }),
      },
    }),
  };
}
