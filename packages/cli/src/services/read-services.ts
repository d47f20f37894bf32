import { NomadxError } from "@nomadx/core";

import type { ListedInstance, ListedService, ServiceSource } from "./service-source.ts";

/** The services that are asked for. */
export interface ServicesQuery {
  /** Without it, all services. */
  readonly name: string | undefined;
  readonly tag: string | undefined;
  readonly passing: boolean;
}

/** The answer: services, or instances of the one that was named. */
export interface Services {
  readonly services: readonly ListedService[];
  readonly instances: readonly ListedInstance[];
}

/**
 * All sources together, sorted.
 * @throws {NomadxError} when one of them cannot be read
 */
export async function readServices(
  sources: readonly ServiceSource[],
  { name, tag, passing }: ServicesQuery,
  signal?: AbortSignal,
): Promise<Services> {
  if (name === undefined) {
    const services = await Promise.all(sources.map((source) => source.services({ tag, signal })));
    // A field that Nomad's list lacks is no reason to leave a service out.
    const kept = services
      .flat()
      .filter(({ instances }) => !passing || instances === undefined || instances.passing > 0);
    return { services: kept.toSorted((a, b) => compare(keyOfService(a), keyOfService(b))), instances: [] };
  }
  const instances = await Promise.all(sources.map((source) => source.instances(name, { tag, signal })));
  const kept = instances.flat().filter(({ status }) => !passing || status === "passing");
  return { services: [], instances: kept.toSorted((a, b) => compare(sortKey(a), sortKey(b))) };
}

/** A source that could not be read. */
export interface Unavailable {
  readonly source: ServiceSource["kind"];
  readonly message: string;
}

/** The first answers of the sources. */
export interface OpenedSources {
  readonly sources: readonly ServiceSource[];
  /** Of all services. */
  readonly names: readonly string[];
  readonly unavailable: readonly Unavailable[];
}

/**
 * Asks each source for the names of its services, to see which can be read.
 * @throws {NomadxError} when none can
 */
export async function openSources(all: readonly ServiceSource[]): Promise<OpenedSources> {
  const asked = await Promise.all(
    all.map(async (source) => {
      try {
        return { source, names: await source.names() };
      } catch (error) {
        if (error instanceof NomadxError) return { source, error };
        throw error;
      }
    }),
  );
  const read = asked.flatMap(({ source, names }) => (names === undefined ? [] : [{ source, names }]));
  const failed = asked.flatMap(({ source, error }) => (error === undefined ? [] : [{ source, error }]));
  if (read.length === 0) {
    throw (
      failed[0]?.error ??
      new NomadxError("not-found", "No Consul was found, and this Nomad has no services", {
        help: "Set CONSUL_HTTP_ADDR to the address of a running Consul agent.",
      })
    );
  }
  return {
    sources: read.map(({ source }) => source),
    names: read.flatMap(({ names }) => names),
    unavailable: failed.map(({ source, error }) => ({ source: source.kind, message: error.message })),
  };
}

/** Returns the key by which a service is recognised as one seen before. */
export function keyOfService({ name, source, namespace = "" }: ListedService): string {
  return JSON.stringify([name, source, namespace]);
}

/** Returns the key by which an instance is recognised as one seen before. */
export function keyOfInstance({ source, node, id }: ListedInstance): string {
  return JSON.stringify([source, node, id]);
}

function sortKey(instance: ListedInstance): string {
  return `${instance.address} ${keyOfInstance(instance)}`;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
