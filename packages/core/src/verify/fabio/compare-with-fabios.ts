import { registrySettings } from "../../fabio/consul/registry-settings.ts";
import type { JobRoutes } from "../../fabio/jobs/job-routes.ts";
import { compareTables } from "../../fabio/verify/compare-tables.ts";
import { compareWithRegistry } from "../../fabio/verify/compare-with-registry.ts";
import { compareWithJobs } from "../../fabio/verify/compare-with-jobs.ts";
import type { Mismatch } from "../../fabio/verify/mismatch.ts";
import type { LiveFabio } from "../../fabio/live-fabio.ts";
import { serves } from "../route-probes/serves.ts";
import type { ReadConsulState } from "./read-consul-state.ts";
import type { VerifyFinding } from "../verify-finding.ts";

/**
 * Where running Fabios do not have what the jobs lead to, each for itself and against the first one.
 * @param consul what is in Consul, for tables that cannot be updated or have not been
 */
export function compareWithFabios(
  routes: JobRoutes,
  fabios: readonly LiveFabio[],
  consul?: ReadConsulState,
): readonly VerifyFinding[] {
  const [first] = fabios;
  const live = fabios.flatMap((fabio) => {
    const { address, table, settings } = fabio;
    const here = { name: address, table };
    const mismatches = [
      ...(consul === undefined
        ? []
        : compareWithRegistry(consul, here, {
            ...registrySettings(settings),
            datacenter: consul.datacenter,
          })),
      ...compareWithJobs(routes, table),
      ...(first === undefined || fabio === first
        ? []
        : compareTables({ name: first.address, table: first.table }, here, "disagreement")),
    ];
    return [...mismatches.map((mismatch) => findingOf(mismatch, fabio)), ...missingListeners(routes, fabio)];
  });
  return [...neverRouted(routes), ...live];
}

/** What the jobs say already, whatever Fabio does. */
function neverRouted({ unrouted }: JobRoutes): readonly VerifyFinding[] {
  return unrouted
    .filter(({ reason }) => reason !== "no-instance")
    .map(({ service, message }) => ({
      layer: "fabio",
      kind: "unrouted",
      service: service.name,
      job: service.job,
      keys: service.keys,
      message,
    }));
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

function missingListeners(
  { table, commands }: JobRoutes,
  { address, settings: { listeners, version } }: LiveFabio,
): readonly VerifyFinding[] {
  const all = [...(table?.hosts.values() ?? [])].flat();
  return all
    .filter((route) => !listeners.some((listener) => serves(listener, route, version)))
    .flatMap((route) =>
      [...new Set(route.targets.map(({ service }) => service))].map((service): VerifyFinding => {
        const origin = commands.find(
          ({ command }) => command?.service === service && command.src.toLowerCase().startsWith(route.host),
        )?.origin;
        const has = listeners.map((each) => `${each.address} (${each.protocol})`).join(", ") || "none at all";
        return {
          layer: "fabio",
          kind: "listener-missing",
          service,
          route: `${route.host}${route.path}`,
          message: `${address} has no listener that serves ${route.host}${route.path}, only ${has}`,
          help: "Add one to proxy.addr: nomadx fabio job --from writes a job with all that are needed.",
          ...(origin !== undefined && { job: origin.instance.service.job, keys: origin.tag.keys }),
        };
      }),
    );
}
