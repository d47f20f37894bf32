import type { ApiJob } from "../../jobspec/api-job.ts";
import { groupBy } from "../../units/group-by.ts";
import { parseLine } from "../commands/parse-commands.ts";
import type { RouteAdd } from "../commands/route-command.ts";
import { consulCommands, type ConsulCommands } from "../consul/consul-commands.ts";
import { registrySettings } from "../consul/registry-settings.ts";
import type { ConsulCheck, ConsulInstance, ConsulKey, ConsulState } from "../consul/consul-state.ts";
import { parseIp } from "../../go/ip.ts";
import { trimSpace } from "../../go/white-space.ts";
import { lowerCase } from "../../go/letter-case.ts";
import { routesFromJobs, unknownDatacenter, type JobRoutes } from "../jobs/routes-from-jobs.ts";
import type { LiveFabio } from "../live-fabio.ts";
import type { RouteTable } from "../table/route-table.ts";
import { loadTable } from "../table/load-table.ts";
import type { RouteProblem } from "../table/route-problem.ts";
import { splitSource } from "../table/split-source.ts";
import type { FabioVersion } from "../version.ts";
import type { FabioTask } from "../jobs/fabio-task.ts";
import type { LintPlace } from "./lint.ts";
import { consulServices, jobServices, type LintedService } from "./linted-service.ts";
import type { FabioSettings } from "../config/fabio-settings.ts";
import type { WrittenSettings } from "../config/written-settings.ts";

/** One route of a service, with all its instances. */
export interface LintedRoute {
  readonly place: LintPlace;
  readonly service: string;
  readonly src: string;
  /** In lower case, as in the table. */
  readonly host: string;
  readonly path: string;
  readonly dsts: readonly string[];
  /** Of the target: `http`, `tcp` and others, in lower case. */
  readonly scheme: string;
  readonly isRedirect: boolean;
  readonly opts: Readonly<Record<string, string>>;
  /** Of each instance; 0: none. */
  readonly weight: number;
  readonly tags: readonly string[];
  readonly instances: number;
  /** How many instances there will be is not known. */
  readonly isPerNode: boolean;
  /** The service is registered by its address, not by a name. */
  readonly hasIpAddress: boolean;
  readonly isSidecar: boolean;
}

/** A line that Fabio reads. */
interface LintedLine {
  readonly text: string;
  readonly place: LintPlace;
}

/** A line that Fabio does not like. */
interface LintedProblem {
  readonly problem: RouteProblem;
  readonly text: string;
  readonly place: LintPlace;
  readonly from: "tag" | "key" | "line";
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

/** What the linted routing is made from. */
export interface LintedRoutingInput {
  readonly jobs?: readonly ApiJob[];
  readonly consul?: ConsulState;
  readonly commands?: string;
  readonly keys?: readonly ConsulKey[];
  readonly live?: LintedRouting["live"];
  readonly datacenter?: string;
  readonly prefix: string;
  readonly version: FabioVersion;
  readonly settings?: LintedRouting["settings"];
  readonly start?: LintedRouting["start"];
  readonly fabioTask?: FabioTask;
}

/**
 * Brings jobs, Consul's state, route commands and a live table into one form. Of a service that is in a job file and in
 * Consul the job file counts: it is what will be.
 */
export function lintedRouting(input: LintedRoutingInput): LintedRouting {
  const { prefix, version, datacenter = unknownDatacenter, settings } = input;
  const keys = input.keys ?? input.consul?.keys;
  const jobRoutes =
    input.jobs === undefined
      ? undefined
      : routesFromJobs(input.jobs, { tagPrefix: prefix, datacenter, version });
  const named = new Set(jobRoutes?.services.map(({ name }) => name));
  const others = (input.consul?.instances ?? []).filter(({ ServiceName }) => !named.has(ServiceName));
  const ofJobs = jobRoutes === undefined ? [] : jobServices(jobRoutes, prefix, version);
  const ofConsul =
    input.consul === undefined ? [] : consulServices(others, input.consul.checks, { prefix, version });
  const registered: Registered = { jobRoutes, instances: [...(jobRoutes?.state.instances ?? []), ...others] };
  const options = {
    prefix,
    datacenter,
    version,
    ...(settings !== undefined && { ...registrySettings(settings), prefix }),
  };
  // All tags count, whether their service is up or not; whether an override finds its service depends on that.
  const everything = consulCommands(
    { instances: registered.instances, checks: registered.instances.map(passingCheck), keys: keys ?? [] },
    options,
  );
  const checks = [
    ...(jobRoutes?.state.checks ?? []),
    ...(input.consul?.checks ?? []).filter(({ ServiceName }) => !named.has(ServiceName)),
  ];
  const present = consulCommands({ instances: registered.instances, checks, keys: keys ?? [] }, options);
  const hasServices = jobRoutes !== undefined || input.consul !== undefined;
  const hasTable = hasServices || input.commands !== undefined || keys !== undefined;
  const tagLines = linesOf(everything, registered);
  const staticLines = (input.commands ?? "")
    .split("\n")
    .map((text, index) => ({ text, place: { line: index + 1 } }))
    .filter(({ text }) => trimSpace(text) !== "");
  const routes = hasTable
    ? [...routesOf(tagLines, registered), ...staticLines.flatMap((line) => staticRoute(line))]
    : input.live === undefined
      ? undefined
      : liveRoutes(input.live.table);
  return {
    version,
    prefix,
    ...(hasServices && { services: [...ofJobs, ...ofConsul] }),
    ...(routes !== undefined && { routes }),
    ...((hasServices || input.commands !== undefined) && {
      lines: [...tagLines.filter(({ from }) => from === "tag"), ...staticLines],
    }),
    problems: [...problemsOf(present, registered, version), ...staticProblems(input.commands ?? "", version)],
    ...(keys !== undefined && { keys }),
    ...(input.commands !== undefined && { commands: input.commands }),
    hasAddresses:
      others.length > 0 ||
      input.commands !== undefined ||
      (jobRoutes?.services.some(({ address }) => address !== undefined) ?? false),
    hasWeights: hasTable,
    hasJobs: jobRoutes !== undefined,
    ...(input.consul !== undefined && { checks: input.consul.checks }),
    ...(settings !== undefined && { settings }),
    ...(input.start !== undefined && { start: input.start }),
    ...(input.fabioTask !== undefined && { fabioTask: input.fabioTask }),
    ...(input.live !== undefined && { live: input.live }),
  };
}

interface Registered {
  readonly jobRoutes: JobRoutes | undefined;
  readonly instances: readonly ConsulInstance[];
}

interface TagLine extends LintedLine {
  readonly from: "tag" | "key";
  readonly instance?: ConsulInstance;
}

/** The lines with the tag or key that each comes from. */
function linesOf({ text, origins }: ConsulCommands, registered: Registered): readonly TagLine[] {
  return text.split("\n").flatMap((line, index): readonly TagLine[] => {
    const origin = origins.get(index + 1);
    if (origin === undefined) return [];
    if (origin.kind === "key") return [{ text: line, from: "key", place: { key: origin.key } }];
    const { instance, tag } = origin;
    return [{ text: line, from: "tag", instance, place: tagPlace(instance, tag, registered) }];
  });
}

function tagPlace(instance: ConsulInstance, tag: string, { jobRoutes }: Registered): LintPlace {
  const found = jobRoutes?.instances.get(instance);
  const written = found?.tags[(instance.ServiceTags ?? []).indexOf(tag)];
  return {
    service: instance.ServiceName,
    tag: written?.text ?? tag,
    ...(found !== undefined && { job: found.service.job }),
    ...(written !== undefined && { keys: written.keys }),
  };
}

function routesOf(lines: readonly TagLine[], registered: Registered): readonly LintedRoute[] {
  const groups = new Map<string, { readonly line: TagLine; readonly adds: RouteAdd[] }>();
  for (const line of lines) {
    const add = parseLine(line.text, 0);
    if (add === undefined || !("kind" in add) || add.kind !== "add") continue;
    const { place } = line;
    const identity = JSON.stringify([
      add.service,
      place.job,
      place.keys,
      place.tag,
      place.key,
      add.src,
      add.opts,
    ]);
    const group = groups.get(identity) ?? { line, adds: [] };
    groups.set(identity, group);
    group.adds.push(add);
  }
  return Array.from(groups.values(), ({ line, adds }) => {
    const instance = line.instance;
    const job = instance === undefined ? undefined : registered.jobRoutes?.instances.get(instance);
    const address = job === undefined ? instance?.ServiceAddress || instance?.Address : job.service.address;
    const hasIpAddress =
      instance === undefined ? undefined : address === undefined || parseIp(address) !== undefined;
    return routeOf(adds, line.place, { hasIpAddress, isPerNode: job?.service.isPerNode ?? false });
  });
}

function staticRoute({ text, place }: LintedLine): readonly LintedRoute[] {
  const add = parseLine(text, 0);
  if (add === undefined || !("kind" in add) || add.kind !== "add") return [];
  return [routeOf([add], { ...place, service: add.service }, {})];
}

/** Targets of a running Fabio, of which only effective weights are known; instances of a service are one route. */
function liveRoutes({ hosts }: RouteTable): readonly LintedRoute[] {
  const adds = [...hosts.values()].flat().flatMap(({ host, path, targets }) =>
    targets.map(({ service, dst, opts, tags }): RouteAdd => ({
      kind: "add",
      service,
      src: `${host}${path}`,
      dst,
      weight: 0,
      tags,
      opts,
      line: 0,
    })),
  );
  const groups = groupBy(adds, ({ service, src, dst, opts }) =>
    JSON.stringify([service, src, dst.replace(/:.*$/s, ""), Object.entries(opts).toSorted(byName)]),
  );
  return Array.from(groups.values(), (group) => routeOf(group, { service: group[0]?.service ?? "" }, {}));
}

function byName([a]: readonly [string, string], [b]: readonly [string, string]): number {
  return a < b ? -1 : 1;
}

/** Stands for the first command of a route that has none. */
const nothing: RouteAdd = {
  kind: "add",
  service: "",
  src: "",
  dst: "",
  weight: 0,
  tags: [],
  opts: {},
  line: 0,
};

function routeOf(
  adds: readonly RouteAdd[],
  place: LintPlace,
  known: { readonly hasIpAddress?: boolean | undefined; readonly isPerNode?: boolean },
): LintedRoute {
  const [{ service, src, dst, opts, weight, tags } = nothing] = adds;
  const { host, path } = splitSource(src);
  const [, scheme = "", name = ""] = /^([a-z][a-z\d+.-]*):\/\/(\[[^\]]*\]|[^/:]*)/i.exec(dst) ?? [];
  return {
    place: { ...place, service, route: src },
    service,
    src,
    host: lowerCase(host),
    path,
    dsts: adds.map((add) => add.dst),
    scheme: scheme.toLowerCase(),
    isRedirect: (opts["redirect"] ?? "") !== "",
    opts,
    weight,
    tags,
    instances: adds.length,
    isPerNode: known.isPerNode ?? false,
    hasIpAddress: known.hasIpAddress ?? parseIp(name.replace(/^\[|\]$/g, "")) !== undefined,
    isSidecar: service.endsWith("-sidecar-proxy"),
  };
}

function problemsOf(
  commands: ConsulCommands,
  registered: Registered,
  version: FabioVersion,
): readonly LintedProblem[] {
  const lines = commands.text.split("\n");
  return loadTable(commands.text, { version }).problems.map((problem) => {
    const text = lines[problem.line - 1] ?? "";
    const origin = commands.origins.get(problem.line);
    if (origin?.kind === "key") return { problem, text, from: "key", place: { key: origin.key } };
    const place = origin === undefined ? {} : tagPlace(origin.instance, origin.tag, registered);
    return { problem, text, from: "tag", place };
  });
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

function passingCheck({ Node, ServiceID, ServiceName, ServiceTags }: ConsulInstance): ConsulCheck {
  const CheckID = `check:${ServiceID}`;
  return { Node, CheckID, Status: "passing", ServiceID, ServiceName, ServiceTags: ServiceTags ?? [] };
}
