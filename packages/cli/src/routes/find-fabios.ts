import { NomadxError } from "@nomadx/core";
import { fabiosOfAllocations, fabiosOfInstances, findFabioTask, type FoundFabio } from "@nomadx/core/fabio";
import type { ApiJob } from "@nomadx/core/jobspec";
import type { Allocation, Node } from "@nomadx/core/nomad";

import type { ConnectContext } from "../connect/agent-kind.ts";
import { openCluster, type Cluster, type ClusterFlagValues } from "../connect/cluster.ts";
import { namespaceOf } from "../connect/namespaces.ts";
import type { ConsulConnection } from "../connect/consul.ts";
import { namedFabios } from "./live-fabio.ts";

/** Looks for running Fabios: anew at each call, since they come and go. None may run. */
export type FindFabios = (signal: AbortSignal | undefined) => Promise<readonly FoundFabio[]>;

/**
 * Fabios are either named or looked for.
 * @throws {NomadxError} `usage` for both
 */
export function assertNamedOrFound(flags: {
  readonly fabio: readonly string[];
  readonly find?: "nomad" | "consul" | undefined;
}): void {
  if (flags.find === undefined || flags.fabio.length === 0) return;
  throw new NomadxError("usage", "--fabio names Fabios, and --find looks for them: leave out one of them");
}

/**
 * Those that the flags name; those that run in the cluster or are registered in Consul where the flags say so.
 * @throws {NomadxError} `usage`
 */
export async function chosenFabios(
  jobs: readonly ApiJob[],
  flags: ClusterFlagValues & {
    readonly fabio: readonly string[];
    readonly find: "nomad" | "consul" | undefined;
  },
  consul: ConsulConnection | undefined,
  context: ConnectContext,
): Promise<FindFabios> {
  assertNamedOrFound(flags);
  if (flags.find === undefined) return byAddress(await namedFabios(flags, context));
  if (flags.find === "nomad") return throughNomad(await openCluster(flags, context), jobs);
  if (consul !== undefined) return throughConsul(consul);
  throw new NomadxError("usage", "--find consul needs a Consul", { help: "Name it: --consul-address" });
}

/** Those at these addresses, whether they run or not. */
export function byAddress(addresses: readonly string[]): FindFabios {
  const fabios = addresses.map((address) => ({ name: address, address }));
  return async () => fabios;
}

/** A job in a cluster. */
interface JobPlace {
  readonly id: string;
  readonly namespace: string | undefined;
  readonly region: string | undefined;
}

/**
 * Looks among the allocations of the jobs that run Fabio: those of `jobs`, or else those of the whole cluster. What does
 * not change while an allocation runs is asked for once.
 */
export function throughNomad(cluster: Cluster, jobs: readonly ApiJob[]): FindFabios {
  const { client } = cluster;
  const known = new Map<string, Allocation>();
  const nodes = new Map<string, Node | undefined>();
  let places: readonly JobPlace[] = jobs.filter(runsFabio).map(({ ID, Name, Namespace, Region }) => ({
    id: ID ?? Name ?? "",
    namespace: Namespace ?? undefined,
    region: Region ?? undefined,
  }));
  return async (signal) => {
    if (places.length === 0) places = await fabioJobs(cluster, signal);
    places = await Promise.all(
      places.map(async (place) => ({
        ...place,
        namespace: place.namespace ?? (await namespaceOf(cluster, place.id, signal)),
      })),
    );
    const running = await Promise.all(
      places.map(async ({ id, namespace, region }) => {
        const options = { namespace, region, signal };
        const { value: stubs } = await client.jobs.allocations(id, options);
        const wanted = stubs.filter(
          (stub) => stub.ClientStatus === "running" && stub.DesiredStatus === "run",
        );
        return Promise.all(
          wanted.map(async ({ ID, NodeID }) => {
            const allocation = known.get(ID) ?? (await client.allocations.read(ID, options)).value;
            known.set(ID, allocation);
            if (!nodes.has(NodeID)) nodes.set(NodeID, await readNode(cluster, NodeID, { region, signal }));
            return allocation;
          }),
        );
      }),
    );
    return fabiosOfAllocations(
      running.flat(),
      [...nodes.values()].flatMap((node) => node ?? []),
    );
  };
}

/** Looks among Consul's services for those as which Fabio registers itself, by the name that it has by default. */
export function throughConsul({ client }: ConsulConnection): FindFabios {
  return async (signal) => {
    const [instances, entries] = await Promise.all([
      client.catalog.service("fabio", { signal }),
      client.health.service("fabio", { signal }),
    ]);
    return fabiosOfInstances(
      instances.value,
      entries.value.flatMap(({ Checks }) => Checks),
    );
  };
}

/** The jobs of the cluster that run Fabio; lists do not show what a job runs, so each is read. */
async function fabioJobs({ client }: Cluster, signal: AbortSignal | undefined): Promise<readonly JobPlace[]> {
  const { value: stubs } = await client.jobs.list({ signal });
  const candidates = stubs.filter(
    ({ Type, Status }) => (Type === "service" || Type === "system") && Status !== "dead",
  );
  const found = await Promise.all(
    candidates.map(async ({ ID, Namespace }) => {
      const namespace = Namespace === "" ? undefined : Namespace;
      const { value: job } = await client.jobs.read(ID, { namespace, signal });
      return runsFabio(job) ? [{ id: ID, namespace, region: undefined }] : [];
    }),
  );
  return found.flat();
}

function runsFabio(job: ApiJob): boolean {
  return findFabioTask([job]) !== undefined;
}

/** Most allocations tell their address themselves, so that a token need not be allowed to read nodes. */
async function readNode(
  { client }: Cluster,
  id: string,
  options: { readonly region: string | undefined; readonly signal: AbortSignal | undefined },
): Promise<Node | undefined> {
  try {
    return (await client.nodes.read(id, options)).value;
  } catch (error) {
    if (error instanceof NomadxError && error.code === "permission") return undefined;
    throw error;
  }
}
