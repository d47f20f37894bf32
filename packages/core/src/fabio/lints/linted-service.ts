import type { ConsulCheck, ConsulInstance } from "../consul/consul-state.ts";
import { fields, trimSpace } from "../../go/white-space.ts";
import type { JobService, JobTag } from "../../services/job-service.ts";
import { registeredText } from "../jobs/registered-text.ts";
import { parseTag, type ParsedTag } from "../tags/parse-tag.ts";
import type { FabioVersion } from "../version.ts";
import { groupBy } from "../../units/group-by.ts";
import type { LintPlace } from "./lint.ts";
import { jobOf } from "../../services/job-of.ts";

/** One tag of a service. */
export interface LintedTag {
  readonly place: LintPlace;
  /** As registered. */
  readonly text: string;
  /** A tag that only canaries have. */
  readonly isCanary: boolean;
  readonly parsed: ParsedTag;
  /** The route before Fabio fills in variables; "" for tags that are no route. */
  readonly source: string;
  /** The options. */
  readonly words: readonly string[];
}

/** A service with what Fabio looks at. */
export interface LintedService {
  readonly name: string;
  readonly place: LintPlace;
  readonly provider: "consul" | "nomad";
  readonly tags: readonly LintedTag[];
  readonly instances: number;
  /** Checks of the service itself: the fewest that any instance has. */
  readonly checks: number;
  /** An instance without a check of its own stands on a node that has checks of other kinds. */
  readonly hasNodeChecks: boolean;
  /** 0: registered without one. */
  readonly port: number;
  /** A Connect sidecar that has the tags of its service. */
  readonly isInheritingSidecar: boolean;
  /** The job has tags of their own for canaries. */
  readonly hasCanaryTags: boolean;
  /** Nothing but Fabios that have registered themselves, as they do for each `register=`. */
  readonly isFabio: boolean;
}

/** Whether the tag is one of Fabio's. */
export function isRouteTag({ parsed }: LintedTag): boolean {
  return parsed.kind !== "plain";
}

/** Whether any tag of the service is one of Fabio's. */
export function hasRouteTag({ tags }: LintedService): boolean {
  return tags.some(isRouteTag);
}

/** The services of job files. */
export function jobServices(
  services: readonly JobService[],
  { prefix, version }: { readonly prefix: string; readonly version: FabioVersion },
): readonly LintedService[] {
  return services.map((service) => {
    const { name, keys, provider, checks, count, sidecar } = service;
    const place = { service: name, ...jobOf(service), keys };
    const tag = (written: JobTag, isCanary: boolean) =>
      readTag(registeredText(written), {
        place: { ...place, keys: written.keys, tag: written.text },
        isCanary,
        prefix,
        version,
      });
    return {
      name,
      place,
      provider,
      tags: [
        ...service.tags.map((each) => tag(each, false)),
        ...service.canaryTags.map((each) => tag(each, true)),
      ],
      instances: count,
      checks: checks.length,
      hasNodeChecks: false,
      port: service.port ?? (service.portLabel === "" ? 0 : 1),
      isInheritingSidecar: sidecar === "inherited-tags",
      hasCanaryTags: service.canaryTags.length > 0,
      isFabio: false,
    };
  });
}

/** The services of a Consul snapshot: all instances of a name together, with the tags of any of them. */
export function consulServices(
  instances: readonly ConsulInstance[],
  checks: readonly ConsulCheck[],
  { prefix, version }: { readonly prefix: string; readonly version: FabioVersion },
): readonly LintedService[] {
  const byName = groupBy(instances, ({ ServiceName }) => ServiceName);
  const own = groupBy(checks.filter(isOwnCheck), (check) => `${check.Node} ${check.ServiceID}`);
  return Array.from(byName, ([name, members]) => {
    const place = { service: name };
    const texts = [...new Set(members.flatMap(({ ServiceTags }) => ServiceTags ?? []))];
    const counts = members.map(({ Node, ServiceID }) => own.get(`${Node} ${ServiceID}`)?.length ?? 0);
    const unchecked = members.filter((_, index) => counts[index] === 0);
    return {
      name,
      place,
      provider: "consul",
      tags: texts.map((text) =>
        readTag(text, { place: { ...place, tag: text }, isCanary: false, prefix, version }),
      ),
      instances: members.length,
      checks: Math.min(...counts),
      hasNodeChecks: unchecked.some(({ Node }) => own.has(`${Node} `)),
      port: Math.min(...members.map(({ ServicePort }) => ServicePort)),
      isInheritingSidecar: isSidecarOf(name, texts, byName),
      hasCanaryTags: false,
      isFabio: members.every((instance) => isFabio(instance, checks)),
    };
  });
}

/**
 * Fabio names what it registers after the service, its host and its port, and refreshes a check of that name.
 * @see fabiolb/fabio registry/consul/register.go (1.7.3)
 */
function isFabio(
  { Node, ServiceID, ServiceName, ServicePort }: ConsulInstance,
  checks: readonly ConsulCheck[],
): boolean {
  return (
    ServiceID.startsWith(`${ServiceName}-`) &&
    ServiceID.endsWith(`-${ServicePort}`) &&
    checks.some((check) => check.Node === Node && check.CheckID === `${ServiceID}-ttl`)
  );
}

function isOwnCheck({ CheckID }: ConsulCheck): boolean {
  return (
    CheckID !== "serfHealth" && CheckID !== "_node_maintenance" && !CheckID.startsWith("_service_maintenance")
  );
}

/** Consul does not keep whether tags were inherited: they are when they are the same. */
function isSidecarOf(
  name: string,
  tags: readonly string[],
  services: ReadonlyMap<string, readonly ConsulInstance[]>,
): boolean {
  const owner = /^(.+)-sidecar-proxy$/.exec(name)?.[1];
  const own = owner === undefined ? undefined : services.get(owner)?.[0]?.ServiceTags;
  return own !== undefined && own !== null && own.length > 0 && own.every((tag) => tags.includes(tag));
}

function readTag(
  text: string,
  context: {
    readonly place: LintPlace;
    readonly isCanary: boolean;
    readonly prefix: string;
    readonly version: FabioVersion;
  },
): LintedTag {
  const { place, isCanary, prefix, version } = context;
  const parsed = parseTag(text, { prefix, version, env: { DC: "${DC}" } });
  const rest = parsed.kind === "plain" ? "" : trimSpace(trimSpace(text).slice(prefix.length));
  const blank = rest.indexOf(" ");
  return {
    place,
    text,
    isCanary,
    parsed,
    source: blank < 0 ? rest : rest.slice(0, blank),
    words: blank < 0 ? [] : fields(rest.slice(blank + 1)),
  };
}
