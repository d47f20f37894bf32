import type { ApiJob } from "../api-job.ts";
import { job as jobBlock } from "../schema/job.ts";
import { canonicalize } from "./canonicalize.ts";
import { addConnectTasks, storeServices } from "./hooks/connect.ts";
import { addPartitionConstraints } from "./hooks/consul-partition.ts";
import { exposeChecks } from "./hooks/expose-checks.ts";
import { nameIdentities } from "./hooks/identities.ts";
import { addImpliedConstraints } from "./hooks/implied-constraints.ts";
import { spellOut } from "./spell-out.ts";
import { storeBlock } from "./steps.ts";

/**
 * The job as a server keeps it once it was registered, and compares it with the next one: what `GET /v1/job/<ID>` answers.
 * Beside what `canonicalize` fills in there are the server's defaults, the tasks, ports and paths of Consul's mesh, the
 * constraints that the job's parts imply, and every field of the server's structs, those without a value as `null` or
 * zero. The job itself is left alone.
 *
 * Everything that depends on the server is as in one that was just set up: region `global`, no default identities for
 * Consul and Vault, no policies of Nomad Enterprise. Indexes, times, the state of the job and the identities of scaling
 * policies, which each server has of its own, are zero or empty. A job that a server refuses has no such form; of one,
 * this is the best that can be said.
 *
 * @see hashicorp/nomad command/agent/job_endpoint.go ApiJobToStructJob, nomad/job_endpoint.go NewJobEndpoints,
 *   nomad/fsm.go applyUpsertJob (2.0.5)
 */
export function asStored(job: ApiJob): ApiJob {
  return spellOut(jobBlock, registeredJob(job));
}

/** The same before it is spelled out: absent fields stay absent, and all names are those of the API package. */
export function registeredJob(job: ApiJob): ApiJob {
  const admitted = admit(job);
  storeServices(admitted);
  return admitted;
}

/**
 * The job as a server compares it with the one that it has when it plans: as it would keep it, before it goes through the
 * servers' log.
 * @see hashicorp/nomad nomad/job_endpoint.go Plan (2.0.5)
 */
export function asPlanned(job: ApiJob): ApiJob {
  return spellOut(jobBlock, admit(job));
}

function admit(job: ApiJob): ApiJob {
  const admitted = canonicalize(job);
  storeBlock(jobBlock, admitted, { job: admitted });
  addPartitionConstraints(admitted);
  addConnectTasks(admitted);
  exposeChecks(admitted);
  addImpliedConstraints(admitted);
  nameIdentities(admitted);
  return admitted;
}
