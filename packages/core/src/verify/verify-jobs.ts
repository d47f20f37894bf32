import type { ConsulClient } from "../consul/client.ts";
import type { DnsNameOptions } from "../consul/dns/dns-name.ts";
import type { DnsResolver } from "../consul/dns/dns-resolver.ts";
import { createJobRouting, type JobRouting } from "../fabio/jobs/job-routing.ts";
import type { Route } from "../fabio/table/route-table.ts";
import type { ApiJob } from "../jobspec/api-job.ts";
import type { NomadClient } from "../nomad/client.ts";
import { compareWithConsul } from "./consul/compare-with-consul.ts";
import { compareWithDns, isAnswered } from "./dns/compare-with-dns.ts";
import { compareWithFabios, type ExpectedFabio } from "./fabio/compare-with-fabios.ts";
import { readFabioLayer, type FabioLayer, type VerifiedFabio } from "./fabio/fabio-layer.ts";
import { compareWithNomad } from "./nomad/compare-with-nomad.ts";
import { compareWithNomadServices } from "./nomad/compare-with-nomad-services.ts";
import { layers as allLayers, type Layer } from "./layer.ts";
import { planProbes } from "./route-probes/planned-probe.ts";
import { expectationFor } from "./probe/expectation-for.ts";
import { readExpectations } from "./probe/read-expectations.ts";
import { isRegistered, readConsulServices } from "./consul/read-consul.ts";
import { namesToAsk, readDns } from "./dns/read-dns.ts";
import { readNomad } from "./nomad/read-nomad.ts";
import { readOtherJobs } from "./nomad/read-other-jobs.ts";
import { readNomadServices } from "./nomad/read-nomad-services.ts";
import type { RouteService } from "./route-probes/route-request.ts";
import { runProbes, type RouteProbe, type RunProbesOptions } from "./route-probes/run-probes.ts";
import { expectedServicesOf, type ExpectedService } from "./expected-service.ts";
import { verifyFinding, type VerifyFinding } from "./verify-finding.ts";
import type { VerifyReport } from "./verify-report.ts";
import { VerifyRound, type Tolerance } from "./verify-round.ts";
import { jobOf } from "../services/job-of.ts";

/** The jobs to verify, and the servers to ask. A layer whose server is missing is not asked. */
export interface VerifyOptions extends Tolerance {
  readonly jobs: readonly ApiJob[];
  /** The same jobs, where they have been read already. */
  readonly routing?: JobRouting | undefined;
  /** @default all that there is a server for */
  readonly layers?: readonly Layer[] | undefined;
  readonly nomad?: Pick<NomadClient, "jobs" | "allocations" | "services"> | undefined;
  readonly consul?: Pick<ConsulClient, "catalog" | "health" | "kv"> | undefined;
  readonly dns?: DnsResolver | undefined;
  /** Domain and datacenter of the names in DNS. */
  readonly dnsNames?: DnsNameOptions | undefined;
  /** The Fabios that run now. */
  readonly fabios?: ((signal?: AbortSignal) => Promise<readonly VerifiedFabio[]>) | undefined;
  /**
   * Whether somebody named the `fabios`: then each has to answer. Others, that were looked for, have to do so only where a
   * tag is certainly a route.
   * @default false
   */
  readonly areFabiosNamed?: boolean | undefined;
  readonly probe?: Omit<RunProbesOptions, "signal"> | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Whether a client that asks for the services of these jobs now gets them. What Nomad runs, what Consul lists, what its DNS
 * answers, what Fabio routes, and what real requests come to are held against the jobs and against each other.
 *
 * A layer that cannot be asked is a finding, and no error: then nothing is proven.
 * @throws {NomadxError} `invalid` where Fabio would reject the tags of the jobs
 */
export async function verifyJobs(options: VerifyOptions): Promise<VerifyReport> {
  const { jobs, signal, routing = createJobRouting(jobs) } = options;
  const wanted = new Set(options.layers ?? allLayers);
  const expectedServices = expectedServicesOf(jobs);
  const registered = expectedServices.filter(({ service }) => service.provider === "consul");
  const kept = expectedServices.filter(({ service }) => service.provider === "nomad");
  const names = [...new Set(registered.map(({ name }) => name))];
  const round = new VerifyRound(wanted, options);

  const [nomad, consul] = await Promise.all([
    round.ask(
      "nomad",
      wanted.has("nomad") && expectedServices.length > 0 ? options.nomad : undefined,
      (client) => readNomad(client, expectedServices, signal),
    ),
    round.ask("consul", wanted.has("consul") && names.length > 0 ? options.consul : undefined, (client) =>
      readConsulServices(client, names, signal),
    ),
  ]);
  if (nomad !== undefined) {
    round.find(compareWithNomad(expectedServices, nomad));
    const services = await round.ask("nomad", options.nomad, (client) =>
      readNomadServices(client, kept, nomad, signal),
    );
    round.find(compareWithNomadServices(services ?? [], nomad));
  }
  if (consul !== undefined) {
    const others =
      nomad &&
      (await round.ask("nomad", options.nomad, (client) => readOtherJobs(client, consul, nomad, signal)));
    round.find(compareWithConsul(registered, consul, others && nomad && { state: nomad, others }));
  }

  // Who sees nothing there cannot hold others against it.
  const visible = consul?.isBlind === true ? undefined : consul;

  const dnsNames = namesToAsk(registered, options.dnsNames).names;
  const mayAskFabio = wanted.has("fabio") || wanted.has("probe");
  const [asked, { presumed, fabios, unread }] = await Promise.all([
    round.ask("dns", wanted.has("dns") && dnsNames.length > 0 ? options.dns : undefined, (resolver) =>
      readDns(resolver, dnsNames, signal),
    ),
    readFabioLayer({
      routing,
      find: mayAskFabio ? options.fabios : undefined,
      isNamed: options.areFabiosNamed ?? false,
      consul: visible === undefined || !wanted.has("fabio") ? undefined : options.consul,
      round,
      signal,
    }),
  ]);
  if (asked !== undefined) round.find(compareWithDns(registered, asked, visible));
  if (wanted.has("fabio")) round.find([...compareWithFabios(fabios), ...unread]);
  const probes = wanted.has("probe") ? await proveRoutes(fabios, { expectedServices, options, round }) : [];
  const routes = fabios.length === 0 ? [presumed] : fabios.map((fabio) => fabio.routes);
  const instances = {
    ...(consul !== undefined && { consul: (name: string) => isRegistered(name, consul) }),
    ...(asked !== undefined && { dns: (name: string) => isAnswered(name, asked) }),
  };
  return round.report(expectedServices, { routes, probes, dnsNames, instances });
}

async function proveRoutes(
  fabios: FabioLayer["fabios"],
  {
    expectedServices,
    options,
    round,
  }: {
    readonly expectedServices: readonly ExpectedService[];
    readonly options: VerifyOptions;
    readonly round: VerifyRound;
  },
): Promise<readonly RouteProbe[]> {
  if (fabios.length === 0) return [];
  round.begin("probe");
  const read = new Map(
    expectedServices.map((expectedService) => [
      expectedService,
      readExpectations(expectedService.service.meta, routesTo(expectedService, fabios)),
    ]),
  );
  round.find(
    [...read].flatMap(([expectedService, { problems }]) => expectationProblems(expectedService, problems)),
  );
  const serviceOf = ({ host, path, targets }: Route): RouteService | undefined => {
    const expectedService = expectedServices.find(({ name }) =>
      targets.some(({ service }) => service === name),
    );
    if (expectedService === undefined) return undefined;
    const { expectations = [] } = read.get(expectedService) ?? {};
    return {
      service: expectedService.name,
      expectation: expectationFor(expectations, `${host}${path}`),
      ...(expectedService.speaks !== undefined && { speaks: expectedService.speaks }),
    };
  };
  const planned = fabios.flatMap((fabio) => planProbes(fabio.routes.table, fabio, serviceOf));
  const { probes, findings } = await runProbes(planned, { ...options.probe, signal: options.signal });
  round.find(
    findings.map((found) => {
      const service = expectedServices.find(({ name }) => name === found.service)?.service;
      return service === undefined ? found : { ...found, ...jobOf(service), keys: service.keys };
    }),
  );
  return probes;
}

/** Hosts and paths of a service's routes; `undefined` where none of it is routed, which is told elsewhere. */
function routesTo(
  { name }: ExpectedService,
  fabios: readonly Pick<ExpectedFabio, "routes">[],
): readonly string[] | undefined {
  const commands = fabios.flatMap(({ routes }) => routes.commands);
  const found = commands.flatMap(({ command }) => (command?.service === name ? [command.src] : []));
  return found.length === 0 ? undefined : [...new Set(found)];
}

function expectationProblems(
  { name, service }: ExpectedService,
  problems: ReturnType<typeof readExpectations>["problems"],
): readonly VerifyFinding[] {
  return problems.map(({ key, message, help }) =>
    verifyFinding("probe", "expectation", {
      summary: `${key}: ${message}`,
      service: name,
      ...jobOf(service),
      keys: [...service.keys, "Meta", key],
      ...(help !== undefined && { help }),
    }),
  );
}
