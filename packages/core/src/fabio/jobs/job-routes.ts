import type { JobService } from "../../services/job-service.ts";
import type { JobServiceOptions } from "../../services/job-services.ts";
import { trimSpace } from "../../go/white-space.ts";
import type { RouteAdd } from "../commands/route-command.ts";
import type { ConsulOptions } from "../consul/consul-lines.ts";
import type { ConsulKey, ConsulState } from "../consul/consul-state.ts";
import { consulTable } from "../consul/consul-table.ts";
import { originsOf, type FindOrigin } from "../routes/route-sources.ts";
import type { RouteProblem } from "../table/route-problem.ts";
import type { RouteTable } from "../table/route-table.ts";
import { jobOrigin, type JobRouteOrigin, type RegisteredJobs } from "./register-jobs.ts";

/** Facts about the Fabio that will read the tags, which a job file does not contain. */
export interface JobRoutesOptions extends JobServiceOptions, Pick<ConsulOptions, "version"> {
  /** `registry.consul.tagprefix`. @default that of the Fabio that one of the jobs runs, else `urlprefix-` */
  readonly tagPrefix?: string;
  /** Add the canaries that a deployment starts beside the old instances. */
  readonly withCanaries?: boolean;
  /** Manual overrides, which Fabio reads behind the tags. */
  readonly keys?: readonly ConsulKey[];
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

/** The routes that Fabio will make of jobs. */
export interface JobRoutes extends Pick<RegisteredJobs, "services" | "instances"> {
  /** In the order in which Fabio reads them. */
  readonly commands: readonly JobRouteCommand[];
  /** All of them as a text, manual overrides behind. */
  readonly text: string;
  /** Absent where Fabio would keep its old table. Targets are placeholders, see `targetName`. */
  readonly table?: RouteTable;
  /** The same while a deployment runs canaries beside the instances; absent where no job has any. */
  readonly canaryTable?: RouteTable;
  /** The tag that a target of `table` comes from. */
  readonly originOf: FindOrigin<JobRouteOrigin>;
  readonly problems: readonly JobRouteProblem[];
  readonly unrouted: readonly UnroutedService[];
}

/** Returns the routes that a Fabio makes of registered jobs. */
export function jobRoutes(
  registered: RegisteredJobs,
  settings: ConsulOptions & {
    readonly prefix: string;
    readonly withCanaries: boolean;
    readonly keys: readonly ConsulKey[];
  },
): JobRoutes {
  const { services, instances, state, canaryState } = registered;
  const tableOf = (of: ConsulState) => consulTable({ ...of, keys: settings.keys }, settings);
  const { table, text, lines, problems } = tableOf(settings.withCanaries ? (canaryState ?? state) : state);
  const canaryTable =
    settings.withCanaries || canaryState === undefined ? undefined : tableOf(canaryState).table;
  const commands = lines.flatMap(({ text: line, command, origin: of }): readonly JobRouteCommand[] => {
    const origin = jobOrigin(registered, of);
    if (origin === undefined) return [];
    return [{ text: line, ...(command?.kind === "add" && { command }), origin }];
  });
  return {
    services,
    instances,
    commands,
    originOf: originsOf(commands),
    text,
    ...(table !== undefined && { table }),
    ...(canaryTable !== undefined && { canaryTable }),
    problems: problems.map(({ origin: of, ...problem }) => {
      const origin = jobOrigin(registered, of);
      return { ...problem, ...(origin !== undefined && { origin }) };
    }),
    unrouted: services.flatMap((service) => unroutedService(service, settings.prefix)),
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
