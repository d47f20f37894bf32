import { allocationOf } from "../../consul/instances.ts";
import { NomadxError } from "../../diagnostics/errors.ts";
import type { NomadClient } from "../../nomad/client.ts";
import type { ConsulServices } from "../consul/read-consul.ts";
import type { NomadState } from "./read-nomad.ts";

/**
 * Which jobs have registered the instances that are of none of the known ones, by the allocations of them that run: one
 * request for each that is not known.
 * @throws {NomadxError} as every read of Nomad's API does
 */
export async function readOtherJobs(
  nomad: Pick<NomadClient, "allocations">,
  { entries }: ConsulServices,
  state: NomadState,
  signal?: AbortSignal,
): Promise<ReadonlyMap<string, string>> {
  const known = new Set([...state.values()].flatMap(({ allocations }) => allocations.map(({ id }) => id)));
  const unknown = new Set(
    [...entries.values()]
      .flat()
      .flatMap(({ Service }) => allocationOf(Service.ID) ?? [])
      .filter((id) => !known.has(id)),
  );
  const jobs = await Promise.all(
    Array.from(unknown, async (id) => {
      const job = await readJob(nomad, id, signal);
      return job === undefined ? [] : [[id, job] as const];
    }),
  );
  return new Map(jobs.flat());
}

async function readJob(
  nomad: Pick<NomadClient, "allocations">,
  id: string,
  signal: AbortSignal | undefined,
): Promise<string | undefined> {
  try {
    const { value } = await nomad.allocations.read(id, { signal });
    const { DesiredStatus, ClientStatus, JobID } = value;
    return DesiredStatus === "run" && ClientStatus === "running" ? JobID : undefined;
  } catch (error) {
    if (error instanceof NomadxError && error.code === "not-found") return undefined;
    throw error;
  }
}
