import type { ConsulClient } from "../../consul/client.ts";
import { NomadxError } from "../../diagnostics/errors.ts";
import type { FabioAdmin } from "../../fabio/admin/fabio-admin.ts";
import { readFabio } from "../../fabio/admin/read-fabio.ts";
import type { FabioSettings } from "../../fabio/config/fabio-settings.ts";
import { registrySettings } from "../../fabio/consul/registry-settings.ts";
import type { JobRoutes } from "../../fabio/jobs/job-routes.ts";
import type { JobRouting } from "../../fabio/jobs/job-routing.ts";
import type { LiveFabio } from "../../fabio/live-fabio.ts";
import { verifyFinding, type VerifyFinding } from "../verify-finding.ts";
import { VerifyRound } from "../verify-round.ts";
import type { ExpectedFabio } from "./compare-with-fabios.ts";
import { readConsulState, type ReadConsulState } from "../../fabio/consul/read-consul-state.ts";
import { jobOf } from "../../services/job-of.ts";

/** A Fabio to ask, or one that is known of and cannot be asked. */
export type VerifiedFabio = FabioAdmin | { readonly name: string; readonly reason: string };

/** Routes of jobs that Fabio does not reject. */
type ReadableRoutes = JobRoutes & { readonly table: NonNullable<JobRoutes["table"]> };

/** Who is asked, and what for. */
export interface FabioLayerOptions {
  readonly routing: JobRouting;
  /** Absent where no Fabio is to be asked. */
  readonly find?: ((signal?: AbortSignal) => Promise<readonly VerifiedFabio[]>) | undefined;
  /** Each has to answer, also where no tag of the jobs begins like a route. */
  readonly isNamed: boolean;
  /** Where the registry of the Fabios is read, to see whether they follow it. */
  readonly consul?: Pick<ConsulClient, "catalog" | "health" | "kv"> | undefined;
  readonly round: VerifyRound;
  readonly signal?: AbortSignal | undefined;
}

/** The Fabios that have answered, each with what its own settings make of the jobs. */
export interface FabioLayer {
  /** The routes that the Fabio that one of the jobs runs makes of them, or a default Fabio. */
  readonly presumed: ReadableRoutes;
  readonly fabios: readonly (ExpectedFabio & { readonly routes: ReadableRoutes })[];
  /** Tags that begin like routes, and are none to any Fabio that runs. */
  readonly unread: readonly VerifyFinding[];
}

/**
 * Asks all Fabios that the jobs may have to do with. Which tags are routes is known by the settings of each: so one that does
 * not answer is a finding where it was named, or where a tag begins as those of the jobs' own or of a default Fabio do.
 * @throws {NomadxError} `invalid` where Fabio would reject the tags of the jobs
 */
export async function readFabioLayer(options: FabioLayerOptions): Promise<FabioLayer> {
  const { routing, find, isNamed, round, signal } = options;
  const presumed = readable(routing.routesFor());
  const { table, unrouted, services } = presumed;
  const hasRoutes = table.hosts.size > 0 || unrouted.length > 0;
  const hasTags = services.some(({ tags, canaryTags }) => tags.length + canaryTags.length > 0);
  if (find === undefined || !hasTags) return { presumed, fabios: [], unread: [] };
  const isNeeded = hasRoutes || isNamed;
  if (isNeeded) round.begin("probe");
  const asking = isNeeded ? round : new VerifyRound(new Set());
  const found = (await asking.ask("fabio", find, (look) => look(signal))) ?? [];
  if (isNeeded && found.length === 0 && !round.hasFailed("fabio")) round.find([noFabio]);
  const read = await Promise.all(found.map((fabio) => readOne(fabio, asking, signal)));
  const live = read.flatMap((fabio) => fabio ?? []);
  if (live.length > 0) round.begin("fabio");
  const states = onceEach((settings) => readState(settings, options));
  const fabios = await Promise.all(
    live.map(async (fabio) => {
      const consul = await states(fabio.settings);
      return {
        ...fabio,
        routes: readable(routing.routesFor(fabio.settings)),
        ...(consul !== undefined && { consul }),
      };
    }),
  );
  // One that has not answered may read them.
  const unread = fabios.length === found.length ? unreadTags(presumed, fabios) : [];
  return { presumed, fabios, unread };
}

const noFabio = verifyFinding("fabio", "no-fabio", {
  summary: "No Fabio was found: it is not known whether requests reach the services",
  help: "Set FABIO_ADDR to the admin address of a Fabio that is not found automatically.",
});

async function readOne(
  fabio: VerifiedFabio,
  round: VerifyRound,
  signal: AbortSignal | undefined,
): Promise<LiveFabio | undefined> {
  if ("reason" in fabio) {
    const message = `The Fabio of ${fabio.name} cannot be asked: ${fabio.reason}`;
    round.fail("fabio", new NomadxError("unreachable", message));
    return undefined;
  }
  return round.ask("fabio", fabio, (admin) => readFabio(admin, signal === undefined ? {} : { signal }));
}

function readable(routes: JobRoutes): ReadableRoutes {
  const { table, problems } = routes;
  if (table !== undefined) return { ...routes, table };
  throw new NomadxError("invalid", "Fabio would reject the routes of these jobs", {
    help: problems.map(({ text, message }) => `${text}: ${message}`).join("\n"),
  });
}

/** Returns the state of Consul that a Fabio with these settings reads. */
async function readState(
  settings: FabioSettings,
  { consul, round, signal }: FabioLayerOptions,
): Promise<ReadConsulState | undefined> {
  const { prefix, kvPath } = registrySettings(settings);
  return round.ask("consul", consul, (client) => readConsulState(client, { prefix, kvPath, signal }));
}

/** Of Fabios with the same tag prefix and keys the same is read: once. */
function onceEach<T>(make: (settings: FabioSettings) => T): (settings: FabioSettings) => T {
  const made = new Map<string, T>();
  return (settings) => {
    const { prefix, kvPath } = registrySettings(settings);
    const key = JSON.stringify([prefix, kvPath]);
    const known = made.get(key);
    if (known !== undefined) return known;
    const answer = make(settings);
    made.set(key, answer);
    return answer;
  };
}

/** Services whose tags begin like routes, and are none to any of the Fabios that run. */
function unreadTags(presumed: ReadableRoutes, fabios: FabioLayer["fabios"]): readonly VerifyFinding[] {
  if (fabios.length === 0) return [];
  const routed = new Set(fabios.flatMap(({ routes }) => servicesWithTags(routes)));
  const prefixes = new Set(fabios.map(({ settings }) => settings.values["registry.consul.tagprefix"]));
  const read = [...prefixes].map((prefix) => JSON.stringify(prefix)).join(", ");
  return presumed.services
    .filter(({ name, provider }) => provider === "consul" && !routed.has(name))
    .flatMap((service): readonly VerifyFinding[] => {
      const origin = presumed.commands.find(
        ({ origin: { instance } }) => instance.service === service,
      )?.origin;
      if (origin === undefined) return [];
      const { tag } = origin;
      const summary = `no Fabio reads the tag ${JSON.stringify(tag.text)}: those that run look for tags that begin with ${read}`;
      const { name } = origin.instance;
      return [
        verifyFinding("fabio", "unrouted", { summary, service: name, ...jobOf(service), keys: tag.keys }),
      ];
    });
}

function servicesWithTags({ commands, unrouted }: JobRoutes): readonly string[] {
  return [
    ...commands.map(({ origin: { instance } }) => instance.service.name),
    ...unrouted.map(({ service }) => service.name),
  ];
}
