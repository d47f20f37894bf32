import type { ExpectedDnsName } from "../consul/dns/dns-names-of.ts";
import { NomadxError } from "../diagnostics/errors.ts";
import { isFailure } from "../diagnostics/finding.ts";
import type { JobRoutes } from "../fabio/jobs/job-routes.ts";
import { layers as allLayers, type Layer } from "./layer.ts";
import type { RouteProbe } from "./route-probes/run-probes.ts";
import type { ExpectedService } from "./expected-service.ts";
import { verifyFinding, type VerifyFinding, type VerifyFindingKind } from "./verify-finding.ts";
import type { LayerState, VerifyReport } from "./verify-report.ts";

/** The findings that do not keep anything from being verified. */
export interface Tolerance {
  /** The kinds of findings that are known and meant to be so: they are reported, and do not fail anything. @default none */
  readonly accept?: readonly VerifyFindingKind[] | undefined;
  /** Whether warnings are told only, or keep anything from being verified, too. @default "told" */
  readonly warnings?: "told" | "counted" | undefined;
}

/** By layer, whether it has any instance of the service with the name. */
export type InstancesOf = Readonly<Partial<Record<Layer, (service: string) => boolean>>>;

/** The results of the layers in one round. */
export class VerifyRound {
  readonly #wanted: ReadonlySet<Layer>;
  readonly #findings: VerifyFinding[] = [];
  readonly #asked = new Set<Layer>();
  readonly #failed = new Set<Layer>();
  readonly #accepted: ReadonlySet<VerifyFindingKind>;
  readonly #warnings: "told" | "counted";

  constructor(wanted: ReadonlySet<Layer>, { accept = [], warnings = "told" }: Tolerance = {}) {
    this.#wanted = wanted;
    this.#accepted = new Set(accept);
    this.#warnings = warnings;
  }

  /** Asks a layer, unless there is nobody to ask. That it does not answer is a finding. */
  async ask<Server, T>(
    layer: Layer,
    server: Server | undefined,
    read: (server: Server) => Promise<T>,
  ): Promise<T | undefined> {
    if (server === undefined) return undefined;
    this.#asked.add(layer);
    try {
      return await read(server);
    } catch (error) {
      if (!(error instanceof NomadxError)) throw error;
      this.fail(layer, error);
      return undefined;
    }
  }

  fail(layer: Layer, { code, message, help }: NomadxError): void {
    this.#failed.add(layer);
    this.#findings.push(
      verifyFinding(layer, code === "permission" ? "no-permission" : "unreachable", {
        summary: message,
        ...(help !== undefined && { help }),
      }),
    );
  }

  hasFailed(layer: Layer): boolean {
    return this.#failed.has(layer);
  }

  begin(layer: Layer): void {
    this.#asked.add(layer);
  }

  find(findings: readonly VerifyFinding[]): void {
    for (const { evidence } of findings)
      if (evidence.kind === "no-permission") this.#failed.add(evidence.layer);
    this.#findings.push(...findings);
  }

  #weighed(found: VerifyFinding): VerifyFinding {
    const { evidence } = found;
    if (this.#accepted.has(evidence.kind))
      return { ...found, severity: "warning", evidence: { ...evidence, isAccepted: true } };
    return this.#warnings === "counted" ? { ...found, severity: "error" } : found;
  }

  report(
    expectedServices: readonly ExpectedService[],
    {
      routes,
      probes,
      dnsNames,
      instances,
    }: {
      /** The routes that each Fabio makes of the jobs. */
      readonly routes: readonly JobRoutes[];
      readonly probes: readonly RouteProbe[];
      readonly dnsNames: readonly ExpectedDnsName[];
      /** Whether a layer has any instance under a name; only of layers that were asked for them. */
      readonly instances: InstancesOf;
    },
  ): VerifyReport {
    const order = (layer: Layer): number => allLayers.indexOf(layer);
    const findings = this.#findings
      .toSorted((a, b) => order(a.evidence.layer) - order(b.evidence.layer))
      .map((found) => this.#weighed(found));
    const counted = findings.filter(isFailure);
    const routed = new Set(
      routes.flatMap(({ commands, unrouted }) => [
        ...commands.flatMap(({ command }) => command?.service ?? []),
        ...unrouted.map(({ service }) => service.name),
      ]),
    );
    const idle = new Set(
      routes.flatMap(({ unrouted }) =>
        unrouted.flatMap(({ service, reason }) => (reason === "no-instance" ? [service.name] : [])),
      ),
    );
    const named = new Set(dnsNames.map(({ service }) => service.toLowerCase()));
    const isConcerned = (layer: Layer, { name, service }: ExpectedService): boolean =>
      ({
        nomad: true,
        consul: service.provider === "consul",
        dns: service.provider === "consul" && named.has(name.toLowerCase()),
        fabio: routed.has(name),
        probe: routed.has(name) && !idle.has(name),
      })[layer];
    const hasInstance = (layer: Layer, name: string): boolean =>
      layer === "fabio" ? !idle.has(name) : (instances[layer]?.(name) ?? true);
    const isToBeTold = (layer: Layer, expectedService: ExpectedService): boolean =>
      isConcerned(layer, expectedService) && this.#wanted.has(layer) && this.#asked.has(layer);
    const stateOf = (layer: Layer, expectedService: ExpectedService): LayerState => {
      const { name } = expectedService;
      if (!isToBeTold(layer, expectedService)) return "none";
      if (this.#failed.has(layer)) return "unknown";
      const isProven = probes.some(({ service: of, requests }) => of === name && requests > 0);
      const isWrong = counted.some(
        ({ evidence, service: of = name }) => evidence.layer === layer && of === name,
      );
      if (isWrong) return "wrong";
      if (!hasInstance(layer, name)) return "none";
      return layer === "probe" && !isProven ? "unknown" : "ok";
    };
    const services = expectedServices.map((expectedService) => ({
      service: expectedService.name,
      job: expectedService.service.job,
      layers: {
        nomad: stateOf("nomad", expectedService),
        consul: stateOf("consul", expectedService),
        dns: stateOf("dns", expectedService),
        fabio: stateOf("fabio", expectedService),
        probe: stateOf("probe", expectedService),
      },
    }));
    const empty = expectedServices.flatMap((expectedService, index) => {
      const states = services[index]?.layers;
      const layers = allLayers.filter(
        (layer) => states?.[layer] === "none" && isToBeTold(layer, expectedService),
      );
      return layers.length === 0 ? [] : [{ service: expectedService.name, layers }];
    });
    const isSeen = services.some(({ layers }) => Object.values(layers).includes("ok"));
    const verified = counted.length === 0 && isSeen;
    return { verified, services, findings, probes, idle: [...idle], empty };
  }
}
