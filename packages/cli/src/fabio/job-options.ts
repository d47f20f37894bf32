import { NomadxError } from "@nomadx/core";
import {
  DEFAULT_TAG_PREFIX,
  DEFAULT_VERSION,
  isFlagName,
  listenersForRoutes,
  loadConfig,
  routesFromJobs,
  type FabioJobOptions,
  type FabioVersion,
  type FlagName,
  type JobRoutesOptions,
  type RouteTable,
} from "@nomadx/core/fabio";

import type { ClusterFlagValues } from "../connect/cluster.ts";
import type { fabioJobFlags } from "../flags/fabio-job-flags.ts";
import type { FlagValues } from "../flags/flag-values.ts";
import { readJobs, type InputFlagValues, type ReadContext } from "../inputs/read-jobs.ts";
import type { Report } from "../output/report.ts";

/**
 * Returns the job's options from the flags, with the listeners that the routes of job files need beside those that are
 * given.
 * @throws {NomadxError} `usage`; `invalid` for job files with mistakes, or routes that Fabio would not take
 */
export async function fabioJobOptions(
  flags: FlagValues<typeof fabioJobFlags> & InputFlagValues & ClusterFlagValues,
  context: ReadContext,
): Promise<FabioJobOptions> {
  const others = fabioFlags(flags.flag);
  const version = flags["fabio-version"] ?? DEFAULT_VERSION;
  const tagPrefix = others["registry.consul.tagprefix"] ?? DEFAULT_TAG_PREFIX;
  const routes =
    flags.from.length === 0 ? undefined : await routesOf(flags.from, flags, { version, tagPrefix }, context);
  const given = { listeners: flags.listen, certificates: others["proxy.cs"] };
  const listeners = [...flags.listen, ...(await missing(routes, given, version, context.report))];
  return {
    ...(listeners.length > 0 && { listeners }),
    ...(flags["ui-addr"] !== undefined && { ui: flags["ui-addr"] }),
    ...(flags["fabio-version"] !== undefined && { version: flags["fabio-version"] }),
    ...(flags.image !== undefined && { image: flags.image }),
    ...(flags["registry-addr"] !== undefined && { registry: flags["registry-addr"] }),
    ...(flags.datacenter !== undefined && { datacenters: flags.datacenter }),
    ...(flags.network !== undefined && { networks: flags.network }),
    ...(flags["nomad-version"] !== undefined && { nomadVersion: flags["nomad-version"] }),
    ...(flags.health !== undefined && { health: flags.health }),
    // Fewer than this need no room beyond what Fabio has.
    ...(routes !== undefined && routes.hosts.size >= 1000 && { hosts: routes.hosts.size }),
    ...(Object.keys(others).length > 0 && { flags: others }),
  };
}

async function routesOf(
  files: readonly string[],
  flags: InputFlagValues & ClusterFlagValues,
  options: JobRoutesOptions,
  context: ReadContext,
): Promise<RouteTable> {
  const inputs = await readJobs(files, flags, context);
  const { table, problems } = routesFromJobs(
    inputs.jobs.map(({ job }) => job),
    options,
  );
  if (table !== undefined) return table;
  throw new NomadxError("invalid", "Fabio would reject the routes of these jobs", {
    help: problems.map(({ text, message }) => `${text}: ${message}`).join("\n"),
  });
}

/** Listeners that the routes need beside those that were given. */
async function missing(
  routes: RouteTable | undefined,
  given: { readonly listeners: readonly string[]; readonly certificates: string | undefined },
  version: FabioVersion,
  report: Report,
): Promise<readonly string[]> {
  if (routes === undefined) return [];
  const args = [`-proxy.addr=${given.listeners.join(",")}`, `-proxy.cs=${given.certificates ?? ""}`];
  const { config } = loadConfig({ args, version });
  // Problems of theirs are reported when the job is made.
  if (config === undefined) return [];
  const { listeners, unserved } = listenersForRoutes(routes, config.listeners, version);
  await report.tell(
    unserved.map(({ host, path }) => ({
      severity: "warning",
      code: "no-listener",
      summary: `${host}${path} needs a listener with certificates`,
      help: "Add one with --listen and --flag proxy.cs=…",
      route: `${host}${path}`,
    })),
  );
  return listeners;
}

/** Flags of Fabio's for which the command has one of its own. */
const ownFlags: ReadonlyMap<FlagName, string> = new Map([
  ["proxy.addr", "listen"],
  ["ui.addr", "ui-addr"],
  ["registry.consul.addr", "registry-addr"],
]);

function fabioFlags(given: readonly string[]): Partial<Record<FlagName, string>> {
  const flags: Partial<Record<FlagName, string>> = {};
  for (const text of given) {
    const [, name = "", value] = /^-{0,2}([^=]*)=(.*)$/s.exec(text) ?? [];
    if (value === undefined || !isFlagName(name)) {
      throw new NomadxError(
        "usage",
        `--flag ${text} is not NAME=VALUE with the name of one of Fabio's flags`,
      );
    }
    const own = ownFlags.get(name);
    if (own !== undefined) throw new NomadxError("usage", `--flag ${text}: use --${own}`);
    flags[name] = value;
  }
  return flags;
}
