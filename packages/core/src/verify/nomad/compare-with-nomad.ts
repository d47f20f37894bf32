import type { LiveAllocation } from "./live-allocation.ts";
import { jobKey, type NomadJob, type NomadState } from "./read-nomad.ts";
import type { ExpectedService } from "../expected-service.ts";
import { verifyFinding, type VerifyFinding } from "../verify-finding.ts";
import { jobOf } from "../../services/job-of.ts";

/** The allocations that should run a service, running or not; none where Nomad does not know its job. */
export function allocationsOf(
  expectedService: ExpectedService,
  state: NomadState,
): readonly LiveAllocation[] {
  return allocationsOfGroup(expectedService, state).filter(({ name }) => hasIndex(expectedService, name));
}

/** The same, and those that run it under another name: `web-${NOMAD_ALLOC_INDEX}` has one for each. */
function allocationsOfGroup(expectedService: ExpectedService, state: NomadState): readonly LiveAllocation[] {
  const job = state.get(jobKey(expectedService.service));
  return (job?.allocations ?? []).filter(({ group }) => group === expectedService.service.group);
}

/** `web.web[2]` has the index 2. */
function hasIndex({ indexes }: ExpectedService, allocation: string): boolean {
  return indexes === undefined || indexes.has(Number(/\[(\d+)\]$/.exec(allocation)?.[1]));
}

/** Where Nomad does not run what the jobs say. A rollout that is under way counts by what runs now. */
export function compareWithNomad(
  expectedServices: readonly ExpectedService[],
  state: NomadState,
): readonly VerifyFinding[] {
  return expectedServices.flatMap((expectedService) => {
    const job = state.get(jobKey(expectedService.service));
    return job === undefined
      ? []
      : findingsOf(expectedService, job, allocationsOfGroup(expectedService, state));
  });
}

function findingsOf(
  expectedService: ExpectedService,
  { job, blocked }: NomadJob,
  allocations: readonly LiveAllocation[],
): readonly VerifyFinding[] {
  const { name, service } = expectedService;
  const { jobId } = service;
  const about = { service: name, ...jobOf(service), keys: service.keys };
  const group = `group "${service.group}" of job "${jobId}"`;
  if (job === undefined || (job.Stop && service.count > 0)) {
    if (service.count === 0) return [];
    const summary = `job "${jobId}" ${job === undefined ? "is not in Nomad" : "is stopped"}`;
    return [verifyFinding("nomad", "job-missing", { ...about, summary, help: "Run it: nomadx run" })];
  }
  const stable = allocations.filter(({ isCanary }) => !isCanary);
  const running = stable.filter(({ isRunning }) => isRunning);
  const all = service.isPerNode ? Math.max(stable.length, Math.min(service.count, 1)) : service.count;
  // The work of such a job is done.
  const isBatch = job.Type === "batch" || job.Type === "sysbatch";
  const wanted = isBatch ? Math.max(0, all - stable.filter(({ isComplete }) => isComplete).length) : all;
  const others = stable.filter(({ isRunning }) => !isRunning);
  if (running.length > wanted) {
    const summary = `${running.length} allocations of ${group} run, and the file says ${wanted}`;
    const help = "It was scaled, or another version runs.";
    return [verifyFinding("nomad", "allocation-extra", { ...about, summary, help })];
  }
  if (running.length === wanted) return [];
  const numbers = `${running.length} of ${wanted} allocations of ${group} run`;
  const failed = others.filter(({ isFailed }) => isFailed);
  const [first] = failed.length > 0 ? failed : others;
  const reason = first === undefined ? blocked.get(service.group) : described(first);
  return [
    verifyFinding("nomad", failed.length > 0 ? "allocation-failed" : "allocation-missing", {
      ...about,
      summary: reason === undefined ? numbers : `${numbers}: ${reason}`,
      help: `nomadx status ${jobId} shows its allocations and their events.`,
    }),
  ];
}

function described({ id, reason }: LiveAllocation): string {
  return `allocation ${id.slice(0, 8)}: ${reason}`;
}
