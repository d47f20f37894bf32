import { readFile } from "node:fs/promises";

import { NomadxError } from "@nomadx/core";
import { loadTable, targetName, type JobRouteOrigin, type RouteTable, type Target } from "@nomadx/core/fabio";

import type { Cluster, ClusterFlagValues } from "../cluster.ts";
import { JobCommand, readStdin, type InputFlagValues } from "../job-command.ts";
import { settingsOfJobs, type FabioSettings } from "./fabio-settings.ts";
import { loadJobRoutes, type LoadedJobRoutes } from "./job-routes.ts";
import { fabioAddresses, readFabio } from "./live-fabio.ts";
import { placeText } from "./place-text.ts";
import { problemWords } from "./problem-words.ts";

/** Where a table comes from. */
export type TableSource =
  | { readonly kind: "files" }
  | { readonly kind: "table"; readonly file: string }
  | { readonly kind: "fabio"; readonly address: string };

/** A route table and what is known about where it comes from. */
export interface LoadedTable {
  readonly from: TableSource;
  readonly table: RouteTable;
  /** Of the Fabio that has or will have the table, where there is one. */
  readonly settings?: FabioSettings;
  /** Of job files. */
  readonly jobs?: LoadedJobRoutes;
}

/** The parsed values of `routeSourceFlags` and the flags for job files. */
export interface TableFlagValues extends InputFlagValues, ClusterFlagValues {
  readonly from?: "files" | "fabio" | undefined;
  readonly table?: string | undefined;
  readonly fabio: readonly string[];
}

/** A command about Fabio's route table. */
export abstract class RoutesCommand extends JobCommand {
  /**
   * The table that the flags name: of a file of route commands, of job files, or of a running Fabio.
   * @throws {NomadxError} `invalid` where Fabio would reject the table; `usage`, `unreachable`
   */
  protected async readTable(files: readonly string[], flags: TableFlagValues): Promise<LoadedTable> {
    const from = flags.from ?? (files.length > 0 ? "files" : "fabio");
    if (flags.table !== undefined) {
      if (flags.from !== undefined || flags.fabio.length > 0) {
        throw new NomadxError("usage", "--table is a source of routes itself: leave out --from and --fabio");
      }
      const { table } = await this.#readCommands(flags.table);
      const settings = files.length === 0 ? undefined : await this.#settingsOf(files, flags);
      return { from: { kind: "table", file: flags.table }, table, ...(settings && { settings }) };
    }
    if (from === "fabio") {
      const [address = "", ...others] = fabioAddresses(flags.fabio, process.env);
      if (others.length > 0) {
        throw new NomadxError("usage", "Several Fabios are named, and each has a table of its own", {
          help: "--fabio names one of them; nomadx routes verify compares them all.",
        });
      }
      const { table, settings } = await readFabio(address);
      return { from: { kind: "fabio", address }, table, settings };
    }
    if (files.length === 0) {
      throw new NomadxError("usage", "No job file is given", { help: "nomadx routes jobs/" });
    }
    const jobs = await this.readJobRoutes(files, flags);
    const { table, problems } = jobs.routes;
    if (table === undefined) throw this.#rejected(problems.map((problem) => jobs.describeProblem(problem)));
    const settings = settingsOfJobs(jobs.inputs.jobs.map(({ job }) => job));
    return { from: { kind: "files" }, table, jobs, ...(settings && { settings }) };
  }

  /** The routes that job files lead to; HCL is read by a cluster. */
  protected async readJobRoutes(
    files: readonly string[],
    flags: InputFlagValues & ClusterFlagValues,
  ): Promise<LoadedJobRoutes> {
    const cluster = await this.#clusterForHcl(files, flags);
    return loadJobRoutes(await this.readJobs(files, flags, cluster));
  }

  /** A target for people: what will be, by group and port, or an address. */
  protected targetText(loaded: LoadedTable, target: Target): string {
    return loaded.jobs === undefined ? target.dst : targetName(loaded.jobs.routes, target.dst);
  }

  /** `jobs/web.ts:12`, or "" where it is not known. */
  protected originText(loaded: LoadedTable, origin: JobRouteOrigin | undefined): string {
    const range = origin === undefined ? undefined : loaded.jobs?.sourceOf(origin);
    return range === undefined ? "" : placeText(range);
  }

  async #readCommands(file: string): Promise<{ readonly table: RouteTable }> {
    const text = file === "-" ? await readStdin() : await readText(file);
    const { table, problems } = loadTable(text);
    const name = file === "-" ? "<stdin>" : file;
    const lines = problems.map((problem) => `${name}:${problem.line}: ${problemWords(problem)}`);
    if (table === undefined) throw this.#rejected(lines);
    for (const line of lines) this.note(`warning: ${line}`);
    return { table };
  }

  #rejected(lines: readonly string[]): NomadxError {
    for (const line of lines) this.note(`error: ${line}`);
    return new NomadxError(
      "invalid",
      "Fabio would reject this table, all of it, and keep the one that it has",
      {
        help: lines.join("\n"),
      },
    );
  }

  async #settingsOf(
    files: readonly string[],
    flags: InputFlagValues & ClusterFlagValues,
  ): Promise<FabioSettings | undefined> {
    const { jobs } = await this.readJobs(files, flags, await this.#clusterForHcl(files, flags));
    return settingsOfJobs(jobs.map(({ job }) => job));
  }

  async #clusterForHcl(files: readonly string[], flags: ClusterFlagValues): Promise<Cluster | undefined> {
    const mayBeHcl = files.some((file) => !/\.(?:[mc]?[jt]s|json)$/.test(file));
    return mayBeHcl ? this.openClusterIfAny(flags) : undefined;
  }
}

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch (cause) {
    throw new NomadxError("usage", `${file} cannot be read`, { cause });
  }
}
