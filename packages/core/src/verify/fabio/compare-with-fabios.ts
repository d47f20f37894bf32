import type { FabioSettings } from "../../fabio/config/fabio-settings.ts";
import type { JobRoutes } from "../../fabio/jobs/job-routes.ts";
import type { LiveFabio } from "../../fabio/live-fabio.ts";
import { isMeantFor } from "../../fabio/routes/is-meant-for.ts";
import { compareFabios } from "../../fabio/verify/compare-fabios.ts";
import type { Mismatch } from "../../fabio/verify/mismatch.ts";
import { groupBy } from "../../units/group-by.ts";
import { verifyFinding, type VerifyFinding, type VerifyFindingFacts } from "../verify-finding.ts";
import type { ReadConsulState } from "../../fabio/consul/read-consul-state.ts";
import { jobOf } from "../../services/job-of.ts";

/** A running Fabio, and what it should have. */
export interface ExpectedFabio extends LiveFabio {
  /** The routes that it makes of the jobs. */
  readonly routes: JobRoutes;
  /** The state of Consul, for tables that cannot be updated or have not been. */
  readonly consul?: ReadConsulState;
}

/** Where running Fabios do not have what the jobs lead to, each for itself and against the first one of its kind. */
export function compareWithFabios(fabios: readonly ExpectedFabio[]): readonly VerifyFinding[] {
  const mismatches = compareFabios(fabios);
  // The jobs say it already, whatever Fabio does: once is enough.
  const unrouted = new Map(
    mismatches
      .flat()
      .filter(({ code }) => code === "unrouted")
      .map((found) => [JSON.stringify([found.job, found.keys]), found]),
  );
  return [
    ...[...unrouted.values()].map((found) => ofLayer(found, {})),
    ...fabios.flatMap((fabio, index) => [
      ...(mismatches[index] ?? [])
        .filter(({ code }) => code !== "unrouted")
        .map((found) => ofLayer(found, ofFabio(found, fabio))),
      ...missingListeners(fabio),
    ]),
  ];
}

/** A difference as what the layer has found, with what is said otherwise of it. */
function ofLayer(mismatch: Mismatch, own: Partial<VerifyFindingFacts>): VerifyFinding {
  const { code, evidence: _evidence, ...facts } = mismatch;
  return verifyFinding("fabio", code === "tags" ? "target-tags" : code, { ...facts, ...own });
}

function ofFabio(
  { code, summary, evidence: { origin } }: Mismatch,
  { address }: LiveFabio,
): Partial<VerifyFindingFacts> {
  return {
    summary: `${address}: ${summary}`,
    // The other service itself is not looked at: it is the route of this one that is shared.
    ...(code === "other-service" && origin !== undefined && { service: origin.instance.name }),
    ...(code === "poisoned-table" && {
      help: "Remove it: until then no change of any service reaches Fabio. nomadx routes lint finds such tags before a deploy.",
    }),
  };
}

function missingListeners({ address, settings, routes }: ExpectedFabio): readonly VerifyFinding[] {
  const { listeners, version } = settings;
  const { table, originOf } = routes;
  return [...(table?.hosts.values() ?? [])]
    .flat()
    .filter((route) => !listeners.some((listener) => isMeantFor(listener, route, version)))
    .flatMap((route) =>
      Array.from(
        groupBy(route.targets, ({ service }) => service),
        ([service, [target]]) => {
          const origin = target && originOf(route, target);
          return verifyFinding("fabio", "listener-missing", {
            service,
            route: `${route.host}${route.path}`,
            summary: `${address} has no listener that serves ${route.host}${route.path}, only ${listenersOf(settings)}`,
            help: "Add one to proxy.addr: nomadx fabio job --from writes a job with all that are needed.",
            ...(origin !== undefined && { ...jobOf(origin.instance.service), keys: origin.tag.keys }),
          });
        },
      ),
    );
}

/** Those that cannot be read here included. */
function listenersOf({ entries }: FabioSettings): string {
  const texts = entries.map(
    ({ address, result }) => `${address} (${"error" in result ? result.error : result.protocol})`,
  );
  return texts.join(", ") || "none at all";
}
