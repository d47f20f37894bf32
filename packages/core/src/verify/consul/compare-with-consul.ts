import { blindToken } from "../../consul/blind-token.ts";
import { fits, fitsMany } from "../../services/fits.ts";
import { counted } from "../../text/counted.ts";
import { hostPort } from "../../units/host-port.ts";
import { groupBy } from "../../units/group-by.ts";
import { allocationsOf } from "../nomad/compare-with-nomad.ts";
import { expectedTags, sameTags, tagsText } from "../expected-tags.ts";
import { servicesWithId } from "../services-with-id.ts";
import type { LiveAllocation } from "../nomad/live-allocation.ts";
import type { ConsulServices } from "./read-consul.ts";
import type { NomadState } from "../nomad/read-nomad.ts";
import { readRegistration, registrationName, type Registration } from "./registration.ts";
import { serviceFinding, type ServiceProblem } from "../service-problem.ts";
import type { ExpectedService } from "../expected-service.ts";
import { verifyFinding, type VerifyFinding } from "../verify-finding.ts";
import { jobOf } from "../../services/job-of.ts";

/** Nomad's side, for the comparison with Consul's catalog. */
export interface NomadSide {
  /** Of the jobs themselves. */
  readonly state: NomadState;
  /** IDs of other jobs, by those of their allocations that run. */
  readonly others: ReadonlyMap<string, string>;
}

/**
 * Where Consul's catalog is not what the jobs say. With what Nomad says, registrations are held against allocations;
 * without, only their number can be.
 * @param expectedServices of services with the provider `consul`
 */
export function compareWithConsul(
  expectedServices: readonly ExpectedService[],
  { entries, isBlind }: ConsulServices,
  nomad?: NomadSide,
): readonly VerifyFinding[] {
  if (isBlind && expectedServices.length > 0) {
    const { message, help = "" } = blindToken();
    return [verifyFinding("consul", "no-permission", { summary: message, help })];
  }
  return [...groupBy(expectedServices, ({ name }) => name)].flatMap(([name, same]) => {
    const registrations = registrationsOf(name, same, entries, nomad);
    const [expectedService] = same;
    if (expectedService === undefined) return [];
    const alive = registrations.filter((registration) => isAlive(registration, same, nomad));
    const problems = [
      ...(nomad === undefined
        ? countProblems(same, registrations)
        : allocationProblems(same, registrations, nomad)),
      ...duplicates(registrations),
      ...alive.flatMap(checkProblem),
      ...tagProblems(same, alive, nomad?.state),
    ];
    return problems.map((problem) => serviceFinding("consul", expectedService, problem));
  });
}

/** The instances under the name; of a name that a client fills in, only those that are certainly of these services. */
function registrationsOf(
  name: string,
  expectedServices: readonly ExpectedService[],
  entries: ConsulServices["entries"],
  nomad: NomadSide | undefined,
): readonly Registration[] {
  if (!fitsMany(name)) return (entries.get(name) ?? []).map(readRegistration);
  return [...entries]
    .filter(([registered]) => fits(name, registered))
    .flatMap(([, same]) => same.map(readRegistration))
    .filter(
      (each) => servicesWithId(each, expectedServices).length > 0 && isAlive(each, expectedServices, nomad),
    );
}

/** Of another allocation than those that Nomad runs for the services, checks and tags say nothing here. */
function isAlive(
  { allocation }: Registration,
  expectedServices: readonly ExpectedService[],
  nomad: NomadSide | undefined,
): boolean {
  if (nomad === undefined || allocation === undefined) return true;
  return expectedServices.some((expectedService) =>
    allocationsOf(expectedService, nomad.state).some(({ id }) => id === allocation),
  );
}

/** Consul leaves out what a token may not read, and before 1.11 does not say so. */
const mayBeHidden = "Or the Consul token may not read the service: it needs service:read.";

function countProblems(
  expectedServices: readonly ExpectedService[],
  registrations: readonly Registration[],
): readonly ServiceProblem[] {
  const wanted = expectedServices.reduce((sum, { count }) => sum + (count ?? 1), 0);
  const mayBeMore = expectedServices.some(({ name, count }) => count === undefined || fitsMany(name));
  const registered = registrations.length;
  if (registered < wanted) {
    if (registered === 0)
      return [{ kind: "not-registered", summary: "it is not registered", help: mayBeHidden }];
    return [{ kind: "too-few", summary: `${registered} of ${wanted} instances are registered` }];
  }
  if (registered === wanted || mayBeMore) return [];
  return [
    {
      kind: "too-many",
      summary: `${counted(registered, "instance is", "instances are")} registered, and the files say ${wanted}`,
    },
  ];
}

function allocationProblems(
  expectedServices: readonly ExpectedService[],
  registrations: readonly Registration[],
  { state, others }: NomadSide,
): readonly ServiceProblem[] {
  const all = expectedServices.flatMap((expectedService) =>
    allocationsOf(expectedService, state).map((each) => [each, expectedService] as const),
  );
  const known = new Map(all.map(([allocation]) => [allocation.id, allocation]));
  const missing = all
    .filter(
      ([{ id, isRunning }, expectedService]) =>
        isRunning &&
        !registrations.some(
          (each) =>
            each.allocation === id && servicesWithId(each, expectedServices).includes(expectedService),
        ),
    )
    .map(([{ id, name }, { service }]): ServiceProblem => ({
      kind: "not-registered",
      summary: `allocation ${id.slice(0, 8)} (${name}) runs and is not registered${expectedServices.length > 1 && service.portLabel !== "" ? ` with its port ${JSON.stringify(service.portLabel)}` : ""}`,
      keys: service.keys,
      ...jobOf(service),
      help:
        "Somebody deregistered it, or its client cannot reach Consul. Restart the allocation to register it again." +
        (registrations.length === 0 ? ` ${mayBeHidden}` : ""),
    }));
  const unwanted = registrations.flatMap((registration): readonly ServiceProblem[] => {
    const { allocation, status } = registration;
    const consequence = status === "critical" ? "" : ", and gets traffic, too";
    if (allocation === undefined) {
      // Where it stands for an instance that Nomad has registered, that is told.
      if (
        registrations.some((each) => each.allocation !== undefined && each.address === registration.address)
      )
        return [];
      return [
        {
          kind: "foreign",
          summary: `${registrationName(registration)} was not registered by Nomad${consequence}`,
          help: "Deregister it, or give it another name.",
        },
      ];
    }
    if (known.has(allocation)) return wrongAddress(registration, known.get(allocation), expectedServices);
    const owner = others.get(allocation);
    if (owner !== undefined) {
      return [
        {
          kind: "foreign",
          summary: `${registrationName(registration)} belongs to the job ${JSON.stringify(owner)}, which is not in the files${consequence}`,
          help: "Verify both jobs together, or give one of the services another name.",
        },
      ];
    }
    return [
      {
        kind: "orphaned",
        summary: `${registrationName(registration)} is registered, and no such allocation runs`,
        help: `Deregister ${registration.id} at the agent of ${registration.node}, unless another Nomad runs it, or a namespace that the token may not read.`,
      },
    ];
  });
  return [...missing, ...unwanted];
}

/** Where the driver may have given the address, only another port of the host's is certainly wrong. */
function wrongAddress(
  registration: Registration,
  allocation: LiveAllocation | undefined,
  all: readonly ExpectedService[],
): readonly ServiceProblem[] {
  const expectedServices = servicesWithId(registration, all);
  if (expectedServices.some(({ addressOf }) => addressOf === "other")) return [];
  const expected = expectedServices.flatMap(({ service }) => allocation?.ports.get(service.portLabel) ?? []);
  const texts = expected.map(({ host, port }) => hostPort(host, port));
  const { address } = registration;
  const isOfHost =
    expectedServices.every(({ addressOf }) => addressOf === "host") ||
    expected.some(({ host }) => address.replace(/:\d+$/, "").replace(/^\[(.*)\]$/, "$1") === host);
  if (expected.length === 0 || texts.includes(address) || !isOfHost) return [];
  const summary = `${registrationName(registration)} runs at ${texts[0] ?? ""}, and is registered at another address`;
  return [{ kind: "wrong-address", summary }];
}

function duplicates(registrations: readonly Registration[]): readonly ServiceProblem[] {
  return [...groupBy(registrations, ({ address }) => address)]
    .filter(([, same]) => same.length > 1)
    .map(([address, same]) => {
      const isMixed = same.some(({ allocation }) => allocation !== undefined);
      const places = same.map(
        ({ id, node, allocation }) =>
          `${id} on ${node}${isMixed && allocation === undefined ? " (not by Nomad)" : ""}`,
      );
      return {
        kind: "registered-twice",
        summary: `${address} is registered ${same.length} times, and gets as many shares of the traffic: ${places.join(", ")}`,
        help: `Deregister ${isMixed ? "those that Nomad has not registered" : "all but one"}.`,
      };
    });
}

function checkProblem(registration: Registration): readonly ServiceProblem[] {
  const { status, complaint = `it is ${status}` } = registration;
  if (status === "passing") return [];
  return [{ kind: `check-${status}`, summary: `${registrationName(registration)}: ${complaint}` }];
}

function tagProblems(
  all: readonly ExpectedService[],
  registrations: readonly Registration[],
  state: NomadState | undefined,
): readonly ServiceProblem[] {
  const allocations = all.flatMap((expectedService) =>
    state === undefined ? [] : allocationsOf(expectedService, state),
  );
  return registrations.flatMap((registration): readonly ServiceProblem[] => {
    const expectedServices = servicesWithId(registration, all);
    // Instances that others have registered are reported anyway.
    if (
      registration.allocation === undefined ||
      expectedServices.some(({ service }) => service.allowsOtherTags)
    )
      return [];
    const isCanary = allocations.find(({ id }) => id === registration.allocation)?.isCanary;
    const sets = expectedTags(expectedServices, isCanary);
    const [should] = sets;
    if (should === undefined || sets.some((tags) => sameTags(tags, registration.tags))) return [];
    const summary = `${registrationName(registration)} has the tags ${tagsText(registration.tags)}, and should have ${tagsText(should)}`;
    return [{ kind: "tags", summary, help: "Another version of the job runs: plan and run it." }];
  });
}
