import { NomadxError } from "@nomadx/core";
import { createJobRouting, loadTable, type RouteTable } from "@nomadx/core/fabio";

import type { ClusterFlagValues } from "../connect/cluster.ts";
import { openConsul } from "../connect/consul.ts";
import type { FlagValues } from "../flags/flag-values.ts";
import type { fabioFlags, routeSourceFlags } from "../flags/routes-flags.ts";
import { readJobs, type InputFlagValues, type ReadContext } from "../inputs/read-jobs.ts";
import { consulFinding, readConsulRoutes } from "./consul-routes.ts";
import { settingsOfJobs, settingsOfLive, type NamedSettings } from "./fabio-settings.ts";
import { expectTable, loadJobRoutes, type LoadedJobRoutes } from "./job-routes.ts";
import { oneFabio, openFabio, readFabioAt, readSettingsOf } from "./live-fabio.ts";
import { commandFinding, readCommands } from "./read-commands.ts";
import { rejectedTable } from "./rejected-table.ts";

/** Where a table comes from. */
export type TableSource =
  | { readonly kind: "files" }
  | { readonly kind: "table"; readonly file: string }
  | { readonly kind: "consul"; readonly address: string }
  | { readonly kind: "fabio"; readonly address: string };

/** A route table and what is known about where it comes from. */
export interface LoadedTable {
  readonly from: TableSource;
  readonly table: RouteTable;
  /** Of the Fabio that has or will have the table, where there is one. */
  readonly settings?: NamedSettings;
  /** Of job files. */
  readonly jobs?: LoadedJobRoutes;
}

/** The parsed values of `routeSourceFlags` and the flags for job files. */
export type TableFlagValues = Partial<FlagValues<typeof routeSourceFlags>> &
  FlagValues<typeof fabioFlags> &
  InputFlagValues &
  ClusterFlagValues;

/**
 * The table that the flags name: of a file of route commands, of job files, of what is in Consul, or of a running
 * Fabio.
 * @throws {NomadxError} `invalid` where Fabio would reject the table; `usage`, `unreachable`
 */
export async function readTable(
  files: readonly string[],
  flags: TableFlagValues,
  context: ReadContext,
): Promise<LoadedTable> {
  const from = flags.from ?? (files.length > 0 ? "files" : "fabio");
  if (flags.table !== undefined) {
    if (flags.from !== undefined || flags.fabio.length > 0) {
      throw new NomadxError("usage", "--table is a source of routes itself: leave out --from and --fabio");
    }
    const table = await loadCommands(flags.table, context);
    const settings = await settingsOf(files, flags, context);
    return { from: { kind: "table", file: flags.table }, table, ...(settings && { settings }) };
  }
  if (from === "fabio") {
    const address = await oneFabio(flags, context);
    const { table, settings } = await readFabioAt(address, context);
    return { from: { kind: "fabio", address }, table, settings: settingsOfLive(settings, address) };
  }
  const named =
    flags.fabio.length === 0
      ? undefined
      : await readSettingsOf(await openFabio(await oneFabio(flags, context), context));
  if (from === "consul") {
    const settings = named ?? (await settingsOf(files, flags, context));
    return { ...(await readConsul(flags, settings, context)), ...(settings && { settings }) };
  }
  if (files.length === 0) {
    throw new NomadxError("usage", "No job file is given", { help: "nomadx routes jobs/" });
  }
  const jobs = await readJobRoutes(files, flags, context, named);
  const table = expectTable(jobs);
  const settings = named ?? settingsOfJobs(jobs.routing);
  return { from: { kind: "files" }, table, jobs, ...(settings && { settings }) };
}

/** The routes that job files lead to: with a Fabio of these settings, or that one of the jobs runs. */
export async function readJobRoutes(
  files: readonly string[],
  flags: InputFlagValues & ClusterFlagValues,
  context: ReadContext,
  settings?: NamedSettings,
): Promise<LoadedJobRoutes> {
  return loadJobRoutes(await readJobs(files, flags, context), settings);
}

async function readConsul(
  flags: TableFlagValues,
  settings: NamedSettings | undefined,
  context: ReadContext,
): Promise<Pick<LoadedTable, "from" | "table">> {
  const consul = await openConsul(flags, context);
  const { table, problems } = await readConsulRoutes(consul, settings);
  const findings = problems.map(consulFinding);
  if (table === undefined) throw rejectedTable(findings);
  await context.report.tell(findings);
  return { from: { kind: "consul", address: consul.config.address }, table };
}

async function loadCommands(file: string, context: ReadContext): Promise<RouteTable> {
  const commands = await readCommands(file, context);
  const { table, problems } = loadTable(commands.text);
  const findings = problems.map((problem) => commandFinding(problem, commands));
  if (table === undefined) throw rejectedTable(findings);
  await context.report.tell(findings);
  return table;
}

/** Of the Fabio that one of the jobs runs, if there are job files at all. */
async function settingsOf(
  files: readonly string[],
  flags: InputFlagValues & ClusterFlagValues,
  context: ReadContext,
): Promise<NamedSettings | undefined> {
  if (files.length === 0) return undefined;
  const { jobs } = await readJobs(files, flags, context);
  return settingsOfJobs(createJobRouting(jobs.map(({ job }) => job)));
}
