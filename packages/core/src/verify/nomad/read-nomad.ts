import { NomadxError } from "../../diagnostics/errors.ts";
import type { NomadClient } from "../../nomad/client.ts";
import { placementFailureReasons } from "../../plan/placement-reasons.ts";
import type { StoredJob } from "../../nomad/jobs.ts";
import { liveAllocations, type LiveAllocation } from "./live-allocation.ts";
import type { JobService } from "../../services/job-service.ts";
import type { ExpectedService } from "../expected-service.ts";

/** The state of one job in Nomad. */
export interface NomadJob {
  readonly id: string;
  /** Absent where Nomad has no such job. */
  readonly job?: StoredJob;
  readonly allocations: readonly LiveAllocation[];
  /** Why instances of a group find no node, by group. */
  readonly blocked: ReadonlyMap<string, string>;
}

/** The state of jobs in Nomad, by `jobKey`. */
export type NomadState = ReadonlyMap<string, NomadJob>;

/** A job among those of all namespaces. */
export function jobKey({ jobId, namespace }: Pick<JobService, "jobId" | "namespace">): string {
  return JSON.stringify([namespace ?? "", jobId]);
}

/**
 * Reads what Nomad says of the jobs of some services: at most three requests a job.
 * @throws {NomadxError} as every read of Nomad's API does
 */
export async function readNomad(
  nomad: Pick<NomadClient, "jobs" | "allocations">,
  expectedServices: readonly ExpectedService[],
  signal?: AbortSignal,
): Promise<NomadState> {
  const wanted = new Map(expectedServices.map(({ service }) => [jobKey(service), service]));
  const jobs = await Promise.all(
    Array.from(wanted, async ([key, service]) => [key, await readJob(nomad, service, signal)] as const),
  );
  return new Map(jobs);
}

async function readJob(
  nomad: Pick<NomadClient, "jobs" | "allocations">,
  { jobId: id, namespace }: JobService,
  signal: AbortSignal | undefined,
): Promise<NomadJob> {
  const options = { namespace, signal };
  const job = await nomad.jobs.read(id, options).then(
    ({ value }) => value,
    (error: unknown) => {
      if (error instanceof NomadxError && error.code === "not-found") return undefined;
      throw error;
    },
  );
  if (job === undefined) return { id, allocations: [], blocked: new Map() };
  const [allocations, evaluations] = await Promise.all([
    nomad.allocations.list({ ...options, filter: `JobID == ${JSON.stringify(id)}`, resources: true }),
    nomad.jobs.evaluations(id, options),
  ]);
  const blocked = new Map<string, string>();
  for (const { Status, FailedTGAllocs } of evaluations.value) {
    if (Status !== "blocked") continue;
    for (const [group, metrics] of Object.entries(FailedTGAllocs)) {
      blocked.set(group, placementFailureReasons(metrics).join("; "));
    }
  }
  return { id, job, allocations: liveAllocations(allocations.value), blocked };
}
