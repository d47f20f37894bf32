import { serviceAddress } from "../nomad/services.ts";
import { allocationsOf } from "./compare-with-nomad.ts";
import { expectedTags, listed, sameTags } from "./expected-tags.ts";
import { keptPromises } from "./kept-promises.ts";
import type { NomadService } from "./read-nomad-services.ts";
import { jobKey, type NomadState } from "./read-nomad.ts";
import type { ServicePromise } from "./service-promise.ts";
import type { VerifyFinding } from "./verify-finding.ts";

type Found = Pick<VerifyFinding, "kind" | "message" | "help">;

/** Where the services that Nomad keeps itself are not what the jobs say. */
export function compareWithNomadServices(
  services: readonly NomadService[],
  state: NomadState,
): readonly VerifyFinding[] {
  return services.flatMap((kept) => {
    const { name, service } = kept.promise;
    const same = services.map(({ promise }) => promise).filter((each) => isSame(each, kept.promise));
    return findingsOf(kept, same, state).map((found): VerifyFinding => ({
      layer: "nomad",
      service: name,
      job: service.job,
      keys: service.keys,
      ...found,
    }));
  });
}

/** Of a group there may be several services of one name, each with a port of its own. */
function isSame(one: ServicePromise, other: ServicePromise): boolean {
  return one.name === other.name && jobKey(one) === jobKey(other);
}

function findingsOf(
  { promise, registrations, failing }: NomadService,
  same: readonly ServicePromise[],
  state: NomadState,
): readonly Found[] {
  const allocations = allocationsOf(promise, state);
  const own = registrations.filter(
    ({ ID, JobID, ServiceName }) =>
      JobID === promise.jobId && keptPromises({ id: ID, service: ServiceName }, same).includes(promise),
  );
  const missing = allocations
    .filter(({ id, isRunning }) => isRunning && !own.some(({ AllocID }) => AllocID === id))
    .map(({ id, name }): Found => ({
      kind: "not-registered",
      message: `allocation ${id.slice(0, 8)} (${name}) runs and is not registered in Nomad`,
    }));
  const wrong = own.flatMap((registration): readonly Found[] => {
    const { AllocID, Tags } = registration;
    const about = `allocation ${AllocID.slice(0, 8)} at ${serviceAddress(registration)}`;
    const allocation = allocations.find(({ id }) => id === AllocID);
    if (allocation === undefined) {
      return [{ kind: "orphaned", message: `${about} is registered, and no such allocation runs` }];
    }
    const sets = expectedTags([promise], allocation.isCanary);
    if (sets.some((tags) => sameTags(tags, Tags))) return [];
    const message = `${about} has the tags ${listed(Tags)}, and should have ${listed(sets[0] ?? [])}`;
    return [{ kind: "tags", message }];
  });
  const failed = [...failing].flatMap(([id, checks]) =>
    checks.map(({ Check, Output }): Found => ({
      kind: "check-critical",
      message: `allocation ${id.slice(0, 8)}: check "${Check}" fails: ${Output.trim().split("\n")[0] ?? ""}`,
    })),
  );
  return [...missing, ...wrong, ...failed];
}
