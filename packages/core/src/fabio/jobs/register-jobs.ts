import type { ApiJob } from "../../jobspec/api-job.ts";
import type { JobInstance, JobService, JobTag } from "../../services/job-service.ts";
import { jobServices, type JobServiceOptions } from "../../services/job-services.ts";
import type { LineOrigin } from "../consul/consul-lines.ts";
import type { ConsulCheck, ConsulInstance, ConsulState } from "../consul/consul-state.ts";
import { registeredText } from "./registered-text.ts";

/** Where a route command comes from. */
export interface JobRouteOrigin {
  readonly instance: JobInstance;
  readonly tag: JobTag;
}

/** The registrations that Consul will hold of jobs once they run and all their checks pass. */
export interface RegisteredJobs {
  /** All services, also those of Nomad's own provider. */
  readonly services: readonly JobService[];
  readonly state: ConsulState;
  /** The same while a deployment runs canaries beside the instances; absent where no job has any. */
  readonly canaryState?: ConsulState;
  /** By instance of the two states. */
  readonly instances: ReadonlyMap<ConsulInstance, JobInstance>;
}

/** Registers the services of jobs, each instance at its placeholder of an address. */
export function registerJobs(jobs: readonly ApiJob[], options: JobServiceOptions = {}): RegisteredJobs {
  const found = jobs.flatMap((job) => jobServices(job, options));
  const entries = found
    .filter(({ service }) => service.provider === "consul")
    .flatMap(({ instances, canaries }) => [...instances, ...canaries])
    .map((instance) => ({ instance, entry: register(instance) }));
  const stable = entries.filter(({ instance }) => !instance.isCanary);
  return {
    services: found.map(({ service }) => service),
    state: stateOf(stable),
    ...(stable.length < entries.length && { canaryState: stateOf(entries) }),
    instances: new Map(entries.map(({ instance, entry }) => [entry, instance])),
  };
}

interface Entry {
  readonly instance: JobInstance;
  readonly entry: ConsulInstance;
}

function stateOf(entries: readonly Entry[]): ConsulState {
  return {
    instances: entries.map(({ entry }) => entry),
    checks: entries
      .filter(({ instance }) => instance.service.checks.length > 0)
      .map(({ entry }) => passingCheck(entry)),
  };
}

/** The tag of a job that stands behind a line; `undefined` for overrides and for what is registered already. */
export function jobOrigin(
  { instances }: Pick<RegisteredJobs, "instances">,
  origin: LineOrigin | undefined,
): JobRouteOrigin | undefined {
  if (origin?.kind !== "tag") return undefined;
  const instance = instances.get(origin.instance);
  const tag = instance?.tags[(origin.instance.ServiceTags ?? []).indexOf(origin.tag)];
  return instance === undefined || tag === undefined ? undefined : { instance, tag };
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

/** The check of an instance that passes. */
export function passingCheck({ Node, ServiceID, ServiceName, ServiceTags }: ConsulInstance): ConsulCheck {
  return {
    Node,
    CheckID: `check:${ServiceID}`,
    Status: "passing",
    ServiceID,
    ServiceName,
    ServiceTags: ServiceTags ?? [],
  };
}
