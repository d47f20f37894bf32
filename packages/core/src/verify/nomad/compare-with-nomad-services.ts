import { serviceAddress } from "../../nomad/services.ts";
import { allocationsOf } from "./compare-with-nomad.ts";
import { expectedTags, sameTags, tagsText } from "../expected-tags.ts";
import { servicesWithId } from "../services-with-id.ts";
import type { NomadService } from "./read-nomad-services.ts";
import { jobKey, type NomadState } from "./read-nomad.ts";
import { serviceFinding, type ServiceProblem } from "../service-problem.ts";
import type { ExpectedService } from "../expected-service.ts";
import type { VerifyFinding } from "../verify-finding.ts";

/** Where the services that Nomad keeps itself are not what the jobs say. */
export function compareWithNomadServices(
  services: readonly NomadService[],
  state: NomadState,
): readonly VerifyFinding[] {
  return services.flatMap((service) => {
    const same = services
      .map(({ expectedService }) => expectedService)
      .filter((each) => isSame(each, service.expectedService));
    return problemsOf(service, same, state).map((problem) =>
      serviceFinding("nomad", service.expectedService, problem),
    );
  });
}

/** Of a group there may be several services of one name, each with a port of its own. */
function isSame(one: ExpectedService, other: ExpectedService): boolean {
  return one.name === other.name && jobKey(one.service) === jobKey(other.service);
}

function problemsOf(
  { expectedService, registrations, failing }: NomadService,
  same: readonly ExpectedService[],
  state: NomadState,
): readonly ServiceProblem[] {
  const allocations = allocationsOf(expectedService, state);
  const own = registrations.filter(
    ({ ID, JobID, ServiceName }) =>
      JobID === expectedService.service.jobId &&
      servicesWithId({ id: ID, service: ServiceName }, same).includes(expectedService),
  );
  const missing = allocations
    .filter(({ id, isRunning }) => isRunning && !own.some(({ AllocID }) => AllocID === id))
    .map(({ id, name }): ServiceProblem => ({
      kind: "not-registered",
      summary: `allocation ${id.slice(0, 8)} (${name}) runs and is not registered in Nomad`,
    }));
  const wrong = own.flatMap((registration): readonly ServiceProblem[] => {
    const { AllocID, Tags } = registration;
    const about = `allocation ${AllocID.slice(0, 8)} at ${serviceAddress(registration)}`;
    const allocation = allocations.find(({ id }) => id === AllocID);
    if (allocation === undefined) {
      return [{ kind: "orphaned", summary: `${about} is registered, and no such allocation runs` }];
    }
    const sets = expectedTags([expectedService], allocation.isCanary);
    if (sets.some((tags) => sameTags(tags, Tags))) return [];
    const summary = `${about} has the tags ${tagsText(Tags)}, and should have ${tagsText(sets[0] ?? [])}`;
    return [{ kind: "tags", summary }];
  });
  const failed = [...failing].flatMap(([id, checks]) =>
    checks.map(({ Check, Output }): ServiceProblem => ({
      kind: "check-critical",
      summary: `allocation ${id.slice(0, 8)}: check "${Check}" fails: ${Output.trim().split("\n")[0] ?? ""}`,
    })),
  );
  return [...missing, ...wrong, ...failed];
}
