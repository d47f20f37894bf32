import type { JobRoutes } from "../jobs/job-routes.ts";
import type { JobRouteOrigin } from "../jobs/register-jobs.ts";
import type { RouteTable, Target } from "../table/route-table.ts";
import { fits } from "../../services/fits.ts";
import { counted } from "../../text/counted.ts";
import { matchRoutes, type MatchedRoute } from "./match-routes.ts";
import { mismatch, type Mismatch, type MismatchKind } from "./mismatch.ts";
import { optionsText, serviceRoutes, targetKind, type ServiceRoute } from "./service-route.ts";

/** How much the job files are known to say. */
export interface CompareOptions {
  /** Whether the files hold all jobs, so that every other route is one too many. @default false */
  readonly isComplete?: boolean;
}

/**
 * How a live table differs from the one that job files lead to; none: it is as it should be. Routes of services that no
 * file names are left alone, unless they share a route with one of the files.
 */
export function compareWithJobs(
  jobs: Pick<JobRoutes, "table" | "canaryTable" | "originOf" | "services">,
  actual: RouteTable,
  { isComplete = false }: CompareOptions = {},
): readonly Mismatch[] {
  if (actual.hosts.size === 0 && (jobs.table?.hosts.size ?? 0) > 0) {
    const summary =
      "Fabio has no route at all: no check passes, it has just started, or it cannot read Consul";
    return [mismatch("empty-table", { summary })];
  }
  const expected = jobs.table === undefined ? [] : serviceRoutes(jobs.table);
  // While canaries run, a route may also be as they make it.
  const withCanaries = jobs.canaryTable === undefined ? [] : serviceRoutes(jobs.canaryTable);
  const perNode = new Set(jobs.services.flatMap(({ name, isPerNode }) => (isPerNode ? [name] : [])));
  const isPerNode = (service: string): boolean => perNode.has(service);
  const canaries = matchRoutes(withCanaries, serviceRoutes(actual), isPerNode).matched;
  const asCanariesMakeIt = new Set(
    canaries
      .filter(({ wanted, found }) => found.length > 0 && isAsWanted(wanted, found, jobs))
      .flatMap(({ found }) => found.map(nameOf)),
  );
  const isOfCanaries = (found: ServiceRoute): boolean => asCanariesMakeIt.has(nameOf(found));
  const { matched, left } = matchRoutes(expected, serviceRoutes(actual), isPerNode);
  const mismatches: Mismatch[] = [];
  const shared: MatchedRoute[] = [];
  for (const { wanted, found } of matched) {
    const context = {
      route: `${wanted.host}${wanted.path}`,
      service: wanted.service,
      ...originOf(wanted, jobs),
    };
    if (found.length === 0) {
      mismatches.push(mismatch("missing", { ...context, summary: missingMessage(wanted, actual) }));
      continue;
    }
    if (found.every(isOfCanaries)) continue;
    shared.push({ wanted, found });
    mismatches.push(
      ...differences(wanted, found, jobs).map(({ kind, ...each }) => mismatch(kind, { ...context, ...each })),
    );
  }
  const ours = new Set(expected.map(({ service }) => service));
  const named = new Set([...ours, ...jobs.services.map(({ name }) => name)]);
  const isOf = (names: ReadonlySet<string>, service: string): boolean =>
    names.has(service) || [...names].some((name) => fits(name, service));
  const partners = new Map(
    shared.flatMap(({ wanted, found }) => found.map(({ host, path }) => [`${host}${path}`, wanted] as const)),
  );
  for (const each of left) {
    if (isOfCanaries(each)) continue;
    const { host, path, service, targets, share } = each;
    const route = `${host}${path}`;
    const actualText = counted(targets.length, "target");
    const partner = partners.get(route);
    if (partner !== undefined && !isOf(ours, service)) {
      const summary = `${service}, which is not in the files, gets ${percent(share)} of the requests of ${route}`;
      const facts = { route, service, actual: actualText, summary };
      mismatches.push(mismatch("other-service", { ...facts, ...originOf(partner, jobs) }));
    } else if (isComplete || isOf(named, service)) {
      const summary = `${service} has the route ${route}, which the files do not give it`;
      mismatches.push(mismatch("extra", { route, service, actual: actualText, summary }));
    }
  }
  const isCounted = mismatches.some(({ code }) => code === "target-count" || code === "other-service");
  if (isCounted) return mismatches;
  return [...mismatches, ...shared.flatMap(({ wanted, found }) => shareDifference(wanted, found, jobs))];
}

/** A route of one service, by host and path. */
function nameOf({ host, path, service }: ServiceRoute): string {
  return JSON.stringify([host, path, service]);
}

function isAsWanted(
  wanted: ServiceRoute,
  found: readonly ServiceRoute[],
  jobs: Pick<JobRoutes, "originOf" | "services">,
): boolean {
  return differences(wanted, found, jobs).length === 0 && shareDifference(wanted, found, jobs).length === 0;
}

function missingMessage({ host, path, service }: ServiceRoute, actual: RouteTable): string {
  const others = serviceRoutes(actual).filter((each) => fits(service, each.service));
  const route = `${host}${path}`;
  if (others.length === 0) {
    return `${service} has no route: it does not run, none of its checks passes, or Fabio has not heard of it`;
  }
  const names = others.map((each) => `${each.host}${each.path}`).join(", ");
  return `${service} has no route ${route}, but ${names}`;
}

interface Difference {
  readonly kind: MismatchKind;
  readonly expected: string;
  readonly actual: string;
  readonly summary: string;
}

function differences(
  wanted: ServiceRoute,
  found: readonly ServiceRoute[],
  { services }: Pick<JobRoutes, "services">,
): readonly Difference[] {
  const { service } = wanted;
  const route = `${wanted.host}${wanted.path}`;
  const isPerNode = services.some(({ name, isPerNode: each }) => name === service && each);
  const targets = found.flatMap((each) => each.targets);
  const counts = [wanted.targets.length, targets.length] as const;
  const countDifference =
    isPerNode || counts[0] === counts[1]
      ? []
      : [
          {
            kind: "target-count" as const,
            expected: String(counts[0]),
            actual: String(counts[1]),
            summary: `${service} has ${counted(counts[1], "target")} at ${route}, and should have ${counts[0]}`,
          },
        ];
  const compare = (kind: MismatchKind, noun: string, text: (target: Target) => string): Difference[] => {
    const [expected, actual] = [textsOf(wanted.targets, text), textsOf(targets, text)];
    const isEqual =
      expected.every((each) => actual.some((other) => fits(each, other))) &&
      actual.every((other) => expected.some((each) => fits(each, other)));
    if (isEqual) return [];
    const [should, is] = [expected, actual].map((texts) => texts.map((each) => each || "none").join(" / "));
    const summary = `${service} has other ${noun} at ${route}: ${is ?? ""}, and should have ${should ?? ""}`;
    return [{ kind, expected: should ?? "", actual: is ?? "", summary }];
  };
  return [
    ...countDifference,
    ...compare("target", "targets", targetKind),
    ...compare("options", "options", ({ opts }) => optionsText(opts)),
    ...compare("tags", "tags", ({ tags }) => tags.toSorted().join(",")),
  ];
}

function textsOf(targets: readonly Target[], text: (target: Target) => string): readonly string[] {
  return [...new Set(targets.map(text))].toSorted();
}

/** Shares are compared last: they follow from everything else. */
function shareDifference(
  wanted: ServiceRoute,
  [found, ...others]: readonly ServiceRoute[],
  jobs: Pick<JobRoutes, "originOf" | "services">,
): readonly Mismatch[] {
  // Several routes have their requests each for itself.
  if (found === undefined || others.length > 0) return [];
  const isPerNode = jobs.services.some(({ name, isPerNode: each }) => name === wanted.service && each);
  if (isPerNode || Math.abs(wanted.share - found.share) < 0.01) return [];
  const route = `${wanted.host}${wanted.path}`;
  const [expected, actual] = [percent(wanted.share), percent(found.share)];
  const summary = `${wanted.service} gets ${actual} of the requests of ${route}, and should get ${expected}`;
  const facts = { route, service: wanted.service, expected, actual, summary };
  return [mismatch("share", { ...facts, ...originOf(wanted, jobs) })];
}

function originOf(
  route: ServiceRoute,
  jobs: Pick<JobRoutes, "originOf">,
): { readonly origin?: JobRouteOrigin } {
  const [target] = route.targets;
  const origin = target && jobs.originOf(route, target);
  return origin === undefined ? {} : { origin };
}

function percent(share: number): string {
  return `${Math.round(share * 100) / 100}%`;
}
