import type { FabioSettings } from "../../fabio/config/fabio-settings.ts";
import type { JobRoutes } from "../../fabio/jobs/job-routes.ts";
import type { LiveFabio } from "../../fabio/live-fabio.ts";
import { isMeantFor } from "../../fabio/routes/is-meant-for.ts";
import { compareFabios } from "../../fabio/verify/compare-fabios.ts";
import type { Mismatch } from "../../fabio/verify/mismatch.ts";
import { groupBy } from "../../units/group-by.ts";
import type { VerifyFinding } from "../verify-finding.ts";
import type { ReadConsulState } from "./read-consul-state.ts";

/** A running Fabio, and what it should have. */
export interface ExpectedFabio extends LiveFabio {
  /** What it makes of the jobs. */
  readonly routes: JobRoutes;
  /** What is in Consul, for tables that cannot be updated or have not been. */
  readonly consul?: ReadConsulState;
}

/** Where running Fabios do not have what the jobs lead to, each for itself and against the first one of its kind. */
export function compareWithFabios(fabios: readonly ExpectedFabio[]): readonly VerifyFinding[] {
  const mismatches = compareFabios(fabios);
  const unrouted = new Map(
    mismatches
      .flat()
      .flatMap((found) => (found.of === undefined ? [] : [[found.of, unroutedFinding(found)] as const]))
      .map(([{ job, keys }, finding]) => [JSON.stringify([job, keys]), finding]),
  );
  return [
    // The jobs say it already, whatever Fabio does: once is enough.
    ...unrouted.values(),
    ...fabios.flatMap((fabio, index) => [
      ...(mismatches[index] ?? [])
        .filter(({ kind }) => kind !== "unrouted")
        .map((mismatch) => findingOf(mismatch, fabio)),
      ...missingListeners(fabio),
    ]),
  ];
}

function unroutedFinding({ service, message, of }: Mismatch): VerifyFinding {
  return {
    layer: "fabio",
    kind: "unrouted",
    service,
    message,
    ...(of !== undefined && { job: of.job, keys: of.keys }),
  };
}

function findingOf(
  { kind, route, service, message, origin }: Mismatch,
  { address }: LiveFabio,
): VerifyFinding {
  return {
    layer: "fabio",
    kind: kind === "tags" ? "target-tags" : kind,
    // The other service itself is not looked at: it is the route of this one that is shared.
    service: kind === "other-service" ? (origin?.instance.name ?? service) : service,
    message: `${address}: ${message}`,
    ...(kind === "poisoned-table" && {
      help: "Take it out: until then no change of any service reaches Fabio. nomadx routes lint tells such tags before.",
    }),
    ...(route !== "" && { route }),
    ...(origin !== undefined && { job: origin.instance.service.job, keys: origin.tag.keys }),
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
        ([service, [target]]): VerifyFinding => {
          const origin = target && originOf(route, target);
          return {
            layer: "fabio",
            kind: "listener-missing",
            service,
            route: `${route.host}${route.path}`,
            message: `${address} has no listener that serves ${route.host}${route.path}, only ${listenersOf(settings)}`,
            help: "Add one to proxy.addr: nomadx fabio job --from writes a job with all that are needed.",
            ...(origin !== undefined && { job: origin.instance.service.job, keys: origin.tag.keys }),
          };
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
