import type { ApiJob } from "../../jobspec/api-job.ts";
import { readSettings } from "../config/written-settings.ts";
import { consulCommands, type ConsulOptions } from "../consul/consul-commands.ts";
import type { ConsulCheck, ConsulInstance, ConsulKey, ConsulState } from "../consul/consul-state.ts";
import { parseLine } from "../commands/parse-commands.ts";
import type { RouteAdd } from "../commands/route-command.ts";
import { trimSpace } from "../../go/white-space.ts";
import { loadTable } from "../table/load-table.ts";
import type { RouteProblem } from "../table/route-problem.ts";
import type { RouteTable } from "../table/route-table.ts";
import { DEFAULT_VERSION, type FabioVersion } from "../version.ts";
import { findFabioTask, type FabioTask } from "./fabio-task.ts";
import type { JobInstance, JobService, JobTag } from "../../services/job-service.ts";
import { jobServices, type JobServiceOptions } from "../../services/job-services.ts";
import { registeredText } from "./registered-text.ts";

/** What a job file does not say about the Fabio that will read its tags. */
export interface JobRoutesOptions extends JobServiceOptions, Pick<ConsulOptions, "version"> {
  /** `registry.consul.tagprefix`. @default that of the Fabio that one of the jobs runs, else `urlprefix-` */
  readonly tagPrefix?: string;
  /** Add the canaries that a deployment starts beside the old instances. */
  readonly withCanaries?: boolean;
  /** Manual overrides, which Fabio reads behind the tags. */
  readonly keys?: readonly ConsulKey[];
}

/** Where a route command comes from. */
export interface JobRouteOrigin {
  readonly instance: JobInstance;
  readonly tag: JobTag;
}

/** A route command that Fabio will make. */
export interface JobRouteCommand {
  readonly text: string;
  /** Absent where Fabio cannot read the line. */
  readonly command?: RouteAdd;
  readonly origin: JobRouteOrigin;
}

/** A problem with the tag to blame for it. */
export interface JobRouteProblem extends RouteProblem {
  readonly text: string;
  readonly origin?: JobRouteOrigin;
}

/** Why nothing is routed to a service that has route tags. */
export type UnroutedReason = "nomad-provider" | "no-check" | "no-instance";

/** A service with route tags to which Fabio will route nothing. */
export interface UnroutedService {
  readonly service: JobService;
  readonly reason: UnroutedReason;
  readonly message: string;
}

/** What Fabio will make of jobs. */
export interface JobRoutes {
  /** In the order in which Fabio reads them. */
  readonly commands: readonly JobRouteCommand[];
  /** All of them as a text, manual overrides behind. */
  readonly text: string;
  /** Absent where Fabio would keep its old table. Targets are placeholders, see `targetName`. */
  readonly table?: RouteTable;
  /** The same while a deployment runs canaries beside the instances; absent where no job has any. */
  readonly canaryTable?: RouteTable;
  readonly problems: readonly JobRouteProblem[];
  /** All services, routed or not. */
  readonly services: readonly JobService[];
  readonly unrouted: readonly UnroutedService[];
  /** What Consul will hold once all checks pass. */
  readonly state: ConsulState;
  /** By instance of `state`. */
  readonly instances: ReadonlyMap<ConsulInstance, JobInstance>;
}

/** Stands for the datacenter of Fabio's Consul agent, which is `${DC}` to Fabio, where it is not known. */
export const unknownDatacenter = "<DC>";

/**
 * The route table that will be once these jobs run and all their checks pass, made as Fabio makes it from Consul, with
 * placeholders for the addresses that Nomad has not chosen yet.
 */
export function routesFromJobs(jobs: readonly ApiJob[], options: JobRoutesOptions = {}): JobRoutes {
  const fabio = findFabioTask(jobs);
  const version = options.version ?? fabio?.version;
  const { tagPrefix: prefix = writtenPrefix(fabio, version), datacenter = unknownDatacenter } = options;
  const found = jobs.flatMap((job) => jobServices(job, options));
  const instances = new Map<ConsulInstance, JobInstance>();
  const checks: ConsulCheck[] = [];
  const registrations = found.flatMap(({ instances: stable, canaries }) =>
    options.withCanaries === true ? [...stable, ...canaries] : stable,
  );
  for (const instance of registrations) {
    if (instance.service.provider === "nomad") continue;
    const registered = register(instance);
    instances.set(registered, instance);
    if (instance.service.checks.length > 0) checks.push(passingCheck(registered));
  }
  const state: ConsulState = {
    checks,
    instances: [...instances.keys()],
    ...(options.keys !== undefined && { keys: options.keys }),
  };
  const settings = { prefix, ...(version !== undefined && { version }) };
  const { text, origins } = consulCommands(state, { ...settings, datacenter });
  const lines = text.split("\n");
  const originAt = (line: number): JobRouteOrigin | undefined => {
    const origin = origins.get(line);
    if (origin?.kind !== "tag") return undefined;
    const instance = instances.get(origin.instance);
    const tag = instance?.tags[origin.instance.ServiceTags?.indexOf(origin.tag) ?? -1];
    return instance === undefined || tag === undefined ? undefined : { instance, tag };
  };
  const loaded = loadTable(text, settings);
  const canaryTable =
    options.withCanaries !== true && found.some(({ canaries }) => canaries.length > 0)
      ? routesFromJobs(jobs, { ...options, withCanaries: true }).table
      : undefined;
  return {
    commands: lines.flatMap((line, index) => {
      const origin = originAt(index + 1);
      const command = parseLine(line, index + 1);
      if (origin === undefined) return [];
      return [{ text: line, ...(isAdd(command) && { command }), origin }];
    }),
    text,
    ...(loaded.table !== undefined && { table: loaded.table }),
    ...(canaryTable !== undefined && { canaryTable }),
    problems: loaded.problems.map((problem) => {
      const origin = originAt(problem.line);
      return { ...problem, text: lines[problem.line - 1] ?? "", ...(origin !== undefined && { origin }) };
    }),
    services: found.map(({ service }) => service),
    unrouted: found.flatMap(({ service }) => unroutedService(service, prefix)),
    state,
    instances,
  };
}

/**
 * A target of such a table for people: `http://0.http.web.shop.nomad:1/` is `shop.web[0]:http`. Others, such as those of
 * redirects, stay as they are.
 */
export function targetName({ instances }: Pick<JobRoutes, "instances">, dst: string): string {
  const authority = /^[a-z]+:\/\/([^/]*)/.exec(dst)?.[1];
  for (const { address, port, label } of instances.values()) {
    if (`${address}:${port}` === authority) return label;
  }
  return dst;
}

function isAdd(command: ReturnType<typeof parseLine>): command is RouteAdd {
  return command !== undefined && "kind" in command && command.kind === "add";
}

function writtenPrefix(fabio: FabioTask | undefined, version: FabioVersion = DEFAULT_VERSION): string {
  return fabio === undefined
    ? "urlprefix-"
    : readSettings(fabio, version).values["registry.consul.tagprefix"];
}

/** Every instance on a node of its own, so that no two share a check. */
function register(instance: JobInstance): ConsulInstance {
  return {
    Node: instance.label,
    Address: instance.address,
    ServiceID: `${instance.name}:${instance.service.keys.join(".")}`,
    ServiceName: instance.name,
    ServiceAddress: instance.address,
    ServicePort: instance.port,
    ServiceTags: instance.tags.map(registeredText),
  };
}

function passingCheck({ Node, ServiceID, ServiceName, ServiceTags }: ConsulInstance): ConsulCheck {
  return {
    Node,
    CheckID: `check:${ServiceID}`,
    Status: "passing",
    ServiceID,
    ServiceName,
    ServiceTags: ServiceTags ?? [],
  };
}

function unroutedService(service: JobService, prefix: string): readonly UnroutedService[] {
  const hasRoute = [...service.tags, ...service.canaryTags].some(({ text }) =>
    trimSpace(text).startsWith(prefix),
  );
  if (!hasRoute) return [];
  if (service.provider === "nomad") {
    const message = "It is registered in Nomad, and Fabio reads Consul only";
    return [{ service, reason: "nomad-provider", message }];
  }
  if (service.checks.length === 0) {
    const message = "It has no check, and Fabio routes only to instances with a check that passes";
    return [{ service, reason: "no-check", message }];
  }
  if (service.count === 0) return [{ service, reason: "no-instance", message: "No instance of it will run" }];
  return [];
}
