import { NomadxError } from "../../diagnostics/errors.ts";
import type { JobInstance, ServiceInstances } from "../../services/job-service.ts";
import { fitsMany } from "../../services/fits.ts";
import { rfc2782DnsName, serviceDnsName, type DnsNameOptions } from "./dns-name.ts";
import type { DnsRecordType } from "./dns-message.ts";

/** A name that Consul will answer once the jobs run. */
export interface ExpectedDnsName {
  readonly name: string;
  readonly form: "service" | "rfc2782" | "tag";
  readonly service: string;
  /** Of the form `tag`. */
  readonly tag?: string;
  /** The types of records it is asked for. */
  readonly types: readonly DnsRecordType[];
  /**
   * The instances behind the name while all of them are passing. SRV has a record for each; A and AAAA have one for
   * each address, however many instances have that.
   */
  readonly instances: readonly JobInstance[];
}

/** A service that is registered, and cannot be looked up. */
export interface UnnamedInDns {
  readonly service: string;
  /** Absent when it is the service itself. */
  readonly tag?: string;
  readonly reason: string;
}

/** The names in DNS that jobs lead to. */
export interface ExpectedDnsNames {
  /** By service and, in each, the service itself, its RFC 2782 name, and its tags. */
  readonly names: readonly ExpectedDnsName[];
  readonly unnamed: readonly UnnamedInDns[];
}

/**
 * The names under which Consul's DNS will answer for the services of jobs, as `jobServices` lists them, and what DNS cannot
 * carry. Services of Nomad's own provider are not in Consul, and have none. Capitals make no difference: services, and tags
 * of a service, that differ in nothing else have one name together.
 */
export function dnsNamesOf(
  services: readonly Pick<ServiceInstances, "service" | "instances">[],
  options: DnsNameOptions = {},
): ExpectedDnsNames {
  const registered = services
    .filter(({ service }) => service.provider === "consul")
    .flatMap(({ instances }) => instances);
  const named = [...instancesByText(registered, ({ name }) => [name]).values()].map(
    ({ text: service, members }) => namesOf(service, members, options),
  );
  return {
    names: named.flatMap(({ names }) => names),
    unnamed: named.flatMap(({ unnamed }) => unnamed),
  };
}

function namesOf(
  service: string,
  instances: readonly JobInstance[],
  options: DnsNameOptions,
): ExpectedDnsNames {
  const own = attempt(() => {
    refuseVariables(service);
    return serviceDnsName(service, options);
  });
  if ("reason" in own) return { names: [], unnamed: [{ service, reason: own.reason }] };
  const types: readonly DnsRecordType[] = ["A", "SRV"];
  const rfc2782 = attempt(() => rfc2782DnsName(service, options));
  const tags = instancesByText(instances, (instance) => instance.tags.map(({ text }) => text));
  const tagged = [...tags.values()].map(({ text: tag, members }) => ({
    tag,
    members,
    named: attempt(() => {
      refuseVariables(tag);
      return serviceDnsName(service, { ...options, tag });
    }),
  }));
  return {
    names: [
      { name: own.name, form: "service", service, types, instances },
      ...("name" in rfc2782
        ? [{ name: rfc2782.name, form: "rfc2782" as const, service, types: ["SRV" as const], instances }]
        : []),
      ...tagged.flatMap(({ tag, members, named }) =>
        "name" in named
          ? [{ name: named.name, form: "tag" as const, service, tag, types, instances: members }]
          : [],
      ),
    ],
    unnamed: tagged.flatMap(({ tag, named }) =>
      "reason" in named ? [{ service, tag, reason: named.reason }] : [],
    ),
  };
}

/** Only the client, or nobody, knows what they stand for. */
function refuseVariables(text: string): void {
  if (text.includes("${") || fitsMany(text)) {
    throw new NomadxError("usage", `${JSON.stringify(text)} has variables that are not in the job`);
  }
}

function attempt(make: () => string): { readonly name: string } | { readonly reason: string } {
  try {
    return { name: make() };
  } catch (error) {
    if (error instanceof NomadxError) return { reason: error.message };
    throw error;
  }
}

interface Members {
  /** As the first of them writes it. */
  readonly text: string;
  readonly members: readonly JobInstance[];
}

/** Instances by each of their texts, in small letters. */
function instancesByText(
  instances: readonly JobInstance[],
  textsOf: (instance: JobInstance) => readonly string[],
): ReadonlyMap<string, Members> {
  const groups = new Map<string, { readonly text: string; readonly members: Set<JobInstance> }>();
  for (const instance of instances) {
    for (const text of textsOf(instance)) {
      const group = groups.get(text.toLowerCase()) ?? { text, members: new Set() };
      groups.set(text.toLowerCase(), group);
      group.members.add(instance);
    }
  }
  return new Map(
    [...groups].map(([key, { text, members }]) => [key, { text, members: [...members] }] as const),
  );
}
