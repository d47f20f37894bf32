import { parseIp } from "../../go/ip.ts";
import { lowerCase } from "../../go/letter-case.ts";
import { groupBy } from "../../units/group-by.ts";
import type { RouteAdd } from "../commands/route-command.ts";
import type { RouteTable } from "../table/route-table.ts";
import { splitSource } from "../table/split-source.ts";
import type { LintedLine } from "./linted-line.ts";
import type { LintPlace } from "./lint.ts";

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
  /** Of each instance; 0: none, or not known where it is `isLive`. */
  readonly weight: number;
  /** Of a running Fabio, which does not tell the weights that were asked for. */
  readonly isLive: boolean;
  readonly tags: readonly string[];
  readonly instances: number;
  /** How many instances there will be is not known. */
  readonly isPerNode: boolean;
  /** The service is registered by its address, not by a name. */
  readonly hasIpAddress: boolean;
  readonly isSidecar: boolean;
}

/** The routes of tags and overrides: the instances of a service that have the same tag are one. */
export function registeredRoutes(lines: readonly LintedLine[]): readonly LintedRoute[] {
  const groups = new Map<string, { readonly line: LintedLine; readonly adds: RouteAdd[] }>();
  const numbers = new Map<string | undefined, number>();
  // A long tag with line breaks is the place of many lines: it is written out in none of their identities.
  const numberOf = (text: string | undefined): number => {
    const number = numbers.get(text) ?? numbers.size;
    numbers.set(text, number);
    return number;
  };
  for (const line of lines) {
    const { place, command } = line;
    if (command?.kind !== "add") continue;
    const { service, src, opts } = command;
    const texts = [service, place.job, place.jobId, place.namespace, place.tag, place.key, src].map(numberOf);
    const identity = JSON.stringify([texts, place.keys, opts]);
    const group = groups.get(identity) ?? { line, adds: [] };
    groups.set(identity, group);
    group.adds.push(command);
  }
  return Array.from(groups.values(), ({ line, adds }) => {
    const { registered, job, place } = line;
    const address =
      job === undefined ? registered?.ServiceAddress || registered?.Address : job.service.address;
    const hasIpAddress =
      registered === undefined ? undefined : address === undefined || parseIp(address) !== undefined;
    return routeOf(adds, place, { hasIpAddress, isPerNode: job?.service.isPerNode ?? false });
  });
}

/** The routes of a static registry, each by itself. */
export function staticRoutes(lines: readonly LintedLine[]): readonly LintedRoute[] {
  return lines.flatMap(({ command, place }) =>
    command?.kind === "add" ? [routeOf([command], { ...place, service: command.service }, {})] : [],
  );
}

/** Targets of a running Fabio, of which only effective weights are known; instances of a service are one route. */
export function liveRoutes({ hosts }: RouteTable): readonly LintedRoute[] {
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
  return Array.from(groups.values(), (group) =>
    routeOf(group, { service: group[0]?.service ?? "" }, { isLive: true }),
  );
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
  known: {
    readonly hasIpAddress?: boolean | undefined;
    readonly isPerNode?: boolean;
    readonly isLive?: boolean;
  },
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
    isLive: known.isLive ?? false,
    tags,
    instances: adds.length,
    isPerNode: known.isPerNode ?? false,
    hasIpAddress: known.hasIpAddress ?? parseIp(name.replace(/^\[|\]$/g, "")) !== undefined,
    isSidecar: service.endsWith("-sidecar-proxy"),
  };
}
