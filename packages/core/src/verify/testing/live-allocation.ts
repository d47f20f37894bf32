import { storedJob } from "../../nomad/jobs.ts";
import type { LiveAllocation } from "../nomad/live-allocation.ts";
import { jobKey, type NomadJob, type NomadState } from "../nomad/read-nomad.ts";
import { allocationId } from "../../dev/nomad/allocation-id.ts";

/** An allocation of the job and group `web` that runs at 10.0.0.N:80, with its number for N. */
export function liveAllocation(number: number, more: Partial<LiveAllocation> = {}): LiveAllocation {
  return {
    ...{
      id: allocationId(number),
      name: `web.web[${number}]`,
      jobId: "web",
      namespace: "default",
      group: "web",
    },
    ...{ isRunning: true, isFailed: false, isComplete: false, isCanary: false, reason: "" },
    ports: new Map([["http", [{ host: `10.0.0.${number}`, port: 80 }]]]),
    ...more,
  };
}

/** The state of the job `web` in Nomad. */
export interface NomadParts {
  /** @default "running" */
  readonly job?: "running" | "stopped" | "missing";
  /** @default "service" */
  readonly type?: string;
  /** Why instances find no node, by group. */
  readonly blocked?: Readonly<Record<string, string>>;
}

/** The state of a Nomad that knows these allocations of the job `web`. */
export function nomadState(
  allocations: readonly LiveAllocation[],
  { job = "running", type = "service", blocked = {} }: NomadParts = {},
): NomadState {
  const Stop = job === "stopped";
  const stored = storedJob.parse({ ID: "web", Name: "web", Type: type, Status: "running", Stop });
  const known = { id: "web", allocations, blocked: new Map(Object.entries(blocked)) };
  const state: NomadJob = { ...known, ...(job !== "missing" && { job: stored }) };
  return new Map([[jobKey({ jobId: "web" }), state]]);
}
