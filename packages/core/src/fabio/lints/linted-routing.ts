import { trimSpace } from "../../go/white-space.ts";
import { consulLines } from "../consul/consul-lines.ts";
import type { ConsulCheck, ConsulInstance, ConsulKey, ConsulState } from "../consul/consul-state.ts";
import { consulTable, type ConsulTable } from "../consul/consul-table.ts";
import { registrySettings } from "../consul/registry-settings.ts";
import type { FabioSettings } from "../config/fabio-settings.ts";
import type { WrittenSettings } from "../config/written-settings.ts";
import type { FabioTask } from "../jobs/fabio-task.ts";
import { unknownDatacenter, type JobRouting } from "../jobs/job-routing.ts";
import { passingCheck, type RegisteredJobs } from "../jobs/register-jobs.ts";
import type { LiveFabio } from "../live-fabio.ts";
import { loadTable } from "../table/load-table.ts";
import type { RouteProblem } from "../table/route-problem.ts";
import type { FabioVersion } from "../version.ts";
import { registeredLines, sourceOf, staticLines, type LintedLine, type LintedSource } from "./linted-line.ts";
import { liveRoutes, registeredRoutes, staticRoutes, type LintedRoute } from "./linted-route.ts";
import { consulServices, jobServices, type LintedService } from "./linted-service.ts";

/** A line that Fabio does not like. */
interface LintedProblem extends Pick<LintedSource, "from" | "place"> {
  readonly problem: RouteProblem;
  readonly text: string;
}

/** Everything that the checks look at; what is not known is absent. */
export interface LintedRouting {
  readonly version: FabioVersion;
  readonly prefix: string;
  readonly services?: readonly LintedService[];
  readonly routes?: readonly LintedRoute[];
  /** Route commands of tags and of the static registry. */
  readonly lines?: readonly LintedLine[];
  readonly problems: readonly LintedProblem[];
  /** The lines that Fabio reads now, whatever job files say; absent where only they are known. */
  readonly present?: Required<Pick<LintedRouting, "lines" | "problems">>;
  readonly keys?: readonly ConsulKey[];
  /** The text of a static registry. */
  readonly commands?: string;
  /** Addresses as they are or will be registered are known, at least of some service. */
  readonly hasAddresses: boolean;
  readonly hasWeights: boolean;
  readonly hasJobs: boolean;
  readonly checks?: readonly ConsulCheck[];
  readonly settings?: FabioSettings;
  readonly start?: WrittenSettings;
  readonly fabioTask?: FabioTask;
  readonly live?: Pick<LiveFabio, "table">;
}

/** The input that the linted routing is made from. */
export interface LintedRoutingInput {
  readonly jobs?: JobRouting;
  readonly consul?: ConsulState;
  readonly commands?: string;
  readonly keys?: readonly ConsulKey[];
  readonly live?: LintedRouting["live"];
  readonly datacenter?: string;
  readonly prefix: string;
  readonly version: FabioVersion;
  readonly settings?: LintedRouting["settings"];
  readonly start?: LintedRouting["start"];
}

/**
 * Brings jobs, Consul's state, route commands and a live table into one form. Of a service that is in a job file and in
 * Consul the job file counts: it is what will be. Job files are not all there is: beside them stand the routes that a live
 * table has of other services.
 */
export function lintedRouting(input: LintedRoutingInput): LintedRouting {
  const { prefix, version, datacenter = unknownDatacenter, settings, consul, live, commands } = input;
  const keys = input.keys ?? consul?.keys;
  const jobs = input.jobs?.registered(datacenter);
  const named = new Set(jobs?.services.map(({ name }) => name));
  const isOther = ({ ServiceName }: { readonly ServiceName: string }): boolean => !named.has(ServiceName);
  const others = (consul?.instances ?? []).filter(isOther);
  const instances = [...(jobs === undefined ? [] : instancesOf(jobs)), ...others];
  const checks = [...(jobs === undefined ? [] : checksOf(jobs)), ...(consul?.checks ?? []).filter(isOther)];
  const options = {
    datacenter,
    version,
    ...(settings !== undefined && registrySettings(settings)),
    prefix,
  };
  // All tags count, whether their service is up or not; whether an override finds its service depends on that.
  const everything = { instances, checks: instances.map(passingCheck), keys: keys ?? [] };
  const lines = registeredLines(consulLines(everything, options), jobs);
  const present = consulTable({ instances, checks, keys: keys ?? [] }, options);
  const problemsOf = ({ problems }: ConsulTable): readonly LintedProblem[] => [
    ...problems.map(({ origin, text, ...problem }): LintedProblem => ({
      problem,
      text,
      ...(origin === undefined ? { from: "tag", place: {} } : sourceOf(origin, jobs)),
    })),
    ...staticProblems(commands ?? "", version),
  ];
  const ofStatic = staticLines(commands ?? "");
  const presentLines = (): NonNullable<LintedRouting["present"]> => {
    const { instances: registered = [], checks: seen = [] } = consul ?? {};
    const now = consulTable({ instances: registered, checks: seen, keys: keys ?? [] }, options);
    return { lines: [...registeredLines(now.lines, jobs), ...ofStatic], problems: problemsOf(now) };
  };
  const hasServices = jobs !== undefined || consul !== undefined;
  const hasTable = hasServices || commands !== undefined || keys !== undefined;
  const ofLive = live === undefined ? [] : liveRoutes(live.table);
  const isAll = consul !== undefined || commands !== undefined;
  const besides = isAll ? [] : ofLive.filter(({ service }) => !named.has(service));
  const routes = hasTable
    ? [...besides, ...registeredRoutes(lines), ...staticRoutes(ofStatic)]
    : live && ofLive;
  return {
    version,
    prefix,
    ...(hasServices && {
      services: [
        ...(jobs === undefined ? [] : jobServices(jobs.services, { prefix, version })),
        ...(consul === undefined ? [] : consulServices(others, consul.checks, { prefix, version })),
      ],
    }),
    ...(routes !== undefined && { routes }),
    ...((hasServices || commands !== undefined) && {
      lines: [...lines.filter(({ from }) => from === "tag"), ...ofStatic],
    }),
    problems: problemsOf(present),
    ...(isAll && { present: presentLines() }),
    ...(keys !== undefined && { keys }),
    ...(commands !== undefined && { commands }),
    hasAddresses:
      others.length > 0 ||
      commands !== undefined ||
      (jobs?.services.some(({ address }) => address !== undefined) ?? false),
    hasWeights: hasTable,
    hasJobs: jobs !== undefined,
    ...(consul !== undefined && { checks: consul.checks }),
    ...(settings !== undefined && { settings }),
    ...(input.start !== undefined && { start: input.start }),
    ...(input.jobs?.fabio !== undefined && { fabioTask: input.jobs.fabio }),
    ...(live !== undefined && { live }),
  };
}

/** Returns what jobs register, and canaries where these have tags of their own: the tags of all others are there already. */
function instancesOf({ state, canaryState, instances }: RegisteredJobs): readonly ConsulInstance[] {
  const canaries = (canaryState?.instances ?? []).filter((registered) => {
    const instance = instances.get(registered);
    return instance?.isCanary === true && instance.service.canaryTags.length > 0;
  });
  return [...state.instances, ...canaries];
}

function checksOf({ state, canaryState }: RegisteredJobs): readonly ConsulCheck[] {
  return (canaryState ?? state).checks;
}

function staticProblems(commands: string, version: FabioVersion): readonly LintedProblem[] {
  const lines = commands.split("\n");
  return loadTable(commands, { version }).problems.map((problem) => ({
    problem,
    text: trimSpace(lines[problem.line - 1] ?? ""),
    from: "line",
    place: { line: problem.line },
  }));
}
