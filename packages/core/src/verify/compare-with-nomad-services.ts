import { serviceAddress } from "../nomad/services.ts";
import { allocationsOf } from "./compare-with-nomad.ts";
import { expectedTags, listed, sameTags } from "./expected-tags.ts";
import type { NomadService } from "./read-nomad-services.ts";
import type { NomadState } from "./read-nomad.ts";
import { serviceFinding, type ServiceProblem } from "./service-problem.ts";
import type { VerifyFinding } from "./verify-finding.ts";

/** Where the services that Nomad keeps itself are not what the jobs say. */
export function compareWithNomadServices(
  services: readonly NomadService[],
  state: NomadState,
): readonly VerifyFinding[] {
  return services.flatMap((service) =>
    problemsOf(service, state).map((problem) => serviceFinding("nomad", service.promise, problem)),
  );
}

function problemsOf(
  { promise, registrations, failing }: NomadService,
  state: NomadState,
): readonly ServiceProblem[] {
  const allocations = allocationsOf(promise, state);
  const own = registrations.filter(({ JobID }) => JobID === promise.jobId);
  const missing = allocations
    .filter(({ id, isRunning }) => isRunning && !own.some(({ AllocID }) => AllocID === id))
    .map(({ id, name }): ServiceProblem => ({
      kind: "not-registered",
      message: `allocation ${id.slice(0, 8)} (${name}) runs and is not registered in Nomad`,
    }));
  const wrong = own.flatMap((registration): readonly ServiceProblem[] => {
    const { AllocID, Tags } = registration;
    const about = `allocation ${AllocID.slice(0, 8)} at ${serviceAddress(registration)}`;
    if (!allocations.some(({ id }) => id === AllocID)) {
      return [{ kind: "orphaned", message: `${about} is registered, and no such allocation runs` }];
    }
    const sets = expectedTags([promise]);
    if (sets.some((tags) => sameTags(tags, Tags))) return [];
    const message = `${about} has the tags ${listed(Tags)}, and should have ${listed(sets[0] ?? [])}`;
    return [{ kind: "tags", message }];
  });
  const failed = [...failing].flatMap(([id, checks]) =>
    checks.map(({ Check, Output }): ServiceProblem => ({
      kind: "check-critical",
      message: `allocation ${id.slice(0, 8)}: check "${Check}" fails: ${Output.trim().split("\n")[0] ?? ""}`,
    })),
  );
  return [...missing, ...wrong, ...failed];
}
