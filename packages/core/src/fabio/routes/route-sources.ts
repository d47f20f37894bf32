import { lowerCase } from "../../go/letter-case.ts";
import type { RouteOrigin } from "../../routes/route-origin.ts";
import type { RouteCommand } from "../commands/route-command.ts";
import type { ConsulLine, LineOrigin } from "../consul/consul-lines.ts";
import type { JobRouteOrigin } from "../jobs/register-jobs.ts";
import { splitSource } from "../table/split-source.ts";
import type { Route, Target } from "../table/route-table.ts";
import { targetUrl } from "../table/target-url.ts";

/** Finds what has led to a target of a table. */
export type FindOrigin<Origin> = (
  route: Pick<Route, "host" | "path">,
  target: Pick<Target, "service" | "dst">,
) => Origin | undefined;

/** A line of route commands, and where it comes from. */
interface OriginatedLine<Origin> {
  readonly command?: RouteCommand | undefined;
  readonly origin?: Origin | undefined;
}

/** The origins of the targets that lines add; of targets that differ in nothing that lasts, that of the first. */
export function originsOf<Origin>(lines: Iterable<OriginatedLine<Origin>>): FindOrigin<Origin> {
  const origins = new Map<string, Origin>();
  for (const { command, origin } of lines) {
    if (command?.kind !== "add" || origin === undefined) continue;
    const { host, path } = splitSource(command.src);
    const url = targetUrl(command.dst);
    if ("error" in url) continue;
    const key = keyOf({ host: lowerCase(host), path }, { service: command.service, dst: url.text });
    if (!origins.has(key)) origins.set(key, origin);
  }
  return (route, target) => origins.get(keyOf(route, target));
}

function keyOf(
  { host, path }: Pick<Route, "host" | "path">,
  { service, dst }: Pick<Target, "service" | "dst">,
): string {
  return JSON.stringify([host, path, service, dst]);
}

/** Where a target is written, and whom its address stands for. */
export interface TargetSource {
  readonly origin: RouteOrigin;
  /** Absent where the address is that of an instance that runs. */
  readonly instance?: string;
}

/** The sources of the table that job files lead to. */
export function jobSources({
  originOf,
}: {
  readonly originOf: FindOrigin<JobRouteOrigin>;
}): FindOrigin<TargetSource> {
  return (route, target) => {
    const { instance, tag } = originOf(route, target) ?? {};
    if (instance === undefined || tag === undefined) return undefined;
    const { job } = instance.service;
    return { origin: { kind: "job", job, keys: tag.keys, tag: tag.text }, instance: instance.label };
  };
}

/** The sources of the table that Consul's state leads to: `consulTable` answers the lines. */
export function consulSources(lines: readonly ConsulLine[]): FindOrigin<TargetSource> {
  return originsOf(
    lines.map(({ command, origin }) => ({ command, origin: origin && { origin: consulOrigin(origin) } })),
  );
}

/** The sources of the table that route commands lead to. */
export function commandSources(commands: readonly RouteCommand[]): FindOrigin<TargetSource> {
  return originsOf(
    commands.map((command) => ({ command, origin: { origin: { kind: "line", line: command.line } } })),
  );
}

function consulOrigin(origin: LineOrigin): RouteOrigin {
  if (origin.kind === "key") return origin;
  const { ServiceID, Node } = origin.instance;
  return { kind: "catalog", tag: origin.tag, id: ServiceID, node: Node };
}
