import { job } from "../schema/job.ts";
import { blockRules } from "./rule.ts";

/** `job_max_source_size` of a server that is not told otherwise. */
const usualSourceBytes = 1_000_000;

/** A request beside its job. @see hashicorp/nomad command/agent/job_endpoint.go jobUpdate, nomad/job_endpoint.go doRegister, nomad/structs/structs.go Job.EnforceIndex (2.0.5) */
export const requestRules = blockRules(job, undefined, [
  {
    code: "NX2960",
    find: (_, { request: { checkIndex }, given, priorIndex }) => {
      if (checkIndex === undefined || priorIndex === undefined) return undefined;
      const reason = indexRefusal(BigInt(checkIndex), priorIndex);
      return (
        reason !== undefined && {
          summary: "The job is not as it was when the check-index was taken",
          detail: `The check-index is ${checkIndex}, and ${priorIndex === null ? `no job ${JSON.stringify(given.ID ?? "")} is registered` : `the registered job has the index ${priorIndex}`}.`,
          help: "Plan again, and take the index of that plan.",
          nomad: `Enforcing job modify index ${checkIndex}: ${reason}`,
        }
      );
    },
  },
  {
    code: "NX2961",
    find: (_, { request: { evalPriority = 0 } }) =>
      Number(evalPriority) !== 0 &&
      (evalPriority < 1 || evalPriority > 100) && {
        summary: "The priority of the evaluation is out of range",
        detail: `Received ${evalPriority}.`,
        allowed: "1 to 100",
        nomad: "Eval priority must be between 1 and 100 inclusively",
      },
  },
  {
    code: "NX2962",
    find: (_, { request: { sourceBytes = 0 } }) =>
      sourceBytes > usualSourceBytes && {
        severity: "warning",
        summary: "The job file is too large to be kept with the job",
        detail: `It has ${sourceBytes} bytes, and a server keeps ${usualSourceBytes}, unless it has another job_max_source_size: the job is registered without it.`,
        nomad: `job source size of ${megabytes(sourceBytes)} exceeds maximum of ${megabytes(usualSourceBytes)} and will be discarded`,
      },
  },
]);

function indexRefusal(wanted: bigint, registered: bigint | null): string | undefined {
  if (registered === null) return wanted === 0n ? undefined : "job does not exist";
  if (wanted === 0n) return "job already exists";
  return wanted === registered ? undefined : `job exists with conflicting job modify index: ${registered}`;
}

/** As dustin/go-humanize writes bytes from a megabyte to ten. */
function megabytes(bytes: number): string {
  const count = bytes / 1_000_000;
  return `${count < 10 ? (Math.floor(count * 10 + 0.5) / 10).toFixed(1) : Math.floor(count + 0.5)} MB`;
}
