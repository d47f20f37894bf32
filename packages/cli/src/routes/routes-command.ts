import { readFile } from "node:fs/promises";

import { NomadxError } from "@nomadx/core";
import { loadTable, type RouteTable } from "@nomadx/core/fabio";

import type { Cluster, ClusterFlagValues } from "../connect/cluster.ts";
import { JobCommand, readStdin, type InputFlagValues } from "../job-command.ts";
import type { ConsulFlagValues } from "../connect/consul.ts";
import type { FindingFormat } from "../output/finding.ts";
import type { LoadedInputs } from "../inputs/load-inputs.ts";
import { reportText, type Report } from "../output/report-text.ts";
import { describeConsulProblem, readConsulRoutes } from "./consul-routes.ts";
import { settingsOfJobs, settingsOfLive, type NamedSettings } from "./fabio-settings.ts";
import { expectTable, loadJobRoutes, type LoadedJobRoutes } from "./job-routes.ts";
import { fabioAddresses, openFabio, readFabioAt, readSettingsOf } from "./live-fabio.ts";
import { problemWords } from "./problem-words.ts";
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
export interface TableFlagValues extends InputFlagValues, ClusterFlagValues, ConsulFlagValues {
  readonly from?: "files" | "consul" | "fabio" | undefined;
  readonly table?: string | undefined;
  readonly fabio: readonly string[];
}

/** A command about Fabio's route table. */
export abstract class RoutesCommand extends JobCommand {
  /**
   * The table that the flags name: of a file of route commands, of job files, of what is in Consul, or of a running
   * Fabio.
   * @throws {NomadxError} `invalid` where Fabio would reject the table; `usage`, `unreachable`
   */
  protected async readTable(files: readonly string[], flags: TableFlagValues): Promise<LoadedTable> {
    const from = flags.from ?? (files.length > 0 ? "files" : "fabio");
    if (flags.table !== undefined) {
      if (flags.from !== undefined || flags.fabio.length > 0) {
        throw new NomadxError("usage", "--table is a source of routes itself: leave out --from and --fabio");
      }
      const { table } = await this.#loadCommands(flags.table);
      const settings = files.length === 0 ? undefined : await this.#settingsOf(files, flags);
      return { from: { kind: "table", file: flags.table }, table, ...(settings && { settings }) };
    }
    if (from === "fabio") {
      const address = await this.oneFabio(flags.fabio);
      const { table, settings } = await readFabioAt(address);
      return { from: { kind: "fabio", address }, table, settings: settingsOfLive(settings, address) };
    }
    const named =
      flags.fabio.length === 0
        ? undefined
        : await readSettingsOf(await openFabio(await this.oneFabio(flags.fabio)));
    if (from === "consul") {
      const settings = named ?? (files.length === 0 ? undefined : await this.#settingsOf(files, flags));
      return { ...(await this.#readConsul(flags, settings)), ...(settings && { settings }) };
    }
    if (files.length === 0) {
      throw new NomadxError("usage", "No job file is given", { help: "nomadx routes jobs/" });
    }
    const jobs = await this.readJobRoutes(files, flags, named);
    const table = expectTable(jobs);
    const settings = named ?? settingsOfJobs(jobs.inputs.jobs.map(({ job }) => job));
    return { from: { kind: "files" }, table, jobs, ...(settings && { settings }) };
  }

  /** The routes that job files lead to: with a Fabio of these settings, or that one of the jobs runs. */
  protected async readJobRoutes(
    files: readonly string[],
    flags: InputFlagValues & ClusterFlagValues,
    settings?: NamedSettings,
  ): Promise<LoadedJobRoutes> {
    return loadJobRoutes(await this.readInputs(files, flags), settings);
  }

  /** The jobs of the files; HCL is read by a cluster. */
  protected async readInputs(
    files: readonly string[],
    flags: InputFlagValues & ClusterFlagValues,
  ): Promise<LoadedInputs> {
    return this.readJobs(files, flags, await this.#clusterForHcl(files, flags));
  }

  /** The Fabios that flags, `FABIO_ADDR` or the configuration file name, or the one at Fabio's default address. */
  protected async fabioAddresses(flags: readonly string[]): Promise<readonly string[]> {
    return fabioAddresses(flags, process.env, await this.configFile());
  }

  /**
   * The one of them that a command asks.
   * @throws {NomadxError} `usage` where there are several
   */
  protected async oneFabio(flags: readonly string[]): Promise<string> {
    const [address = "", ...others] = await this.fabioAddresses(flags);
    if (others.length === 0) return address;
    throw new NomadxError("usage", "Several Fabios are named, and each has a table of its own", {
      help: "--fabio names one of them; nomadx routes verify compares them all.",
    });
  }

  /** Prints a report in a format; JSON is left to the answer. */
  protected printReport(format: FindingFormat, report: Report): void {
    if (format === "json" || this.jsonEnabled()) return;
    const text = reportText(report, format, this.terminal.out);
    if (text !== "") this.print(text);
  }

  /** `--format json` is `--json`. */
  override jsonEnabled(): boolean {
    const index = this.argv.findIndex((word) => /^--format(?:=|$)/.test(word));
    const format =
      this.argv[index] === "--format" ? this.argv[index + 1] : this.argv[index]?.slice("--format=".length);
    return format === "json" || super.jsonEnabled();
  }

  /** The text of a file of route commands, or of standard input for `-`. */
  protected async readCommands(file: string): Promise<string> {
    return file === "-" ? readStdin() : readText(file);
  }

  async #readConsul(
    flags: ConsulFlagValues,
    settings: NamedSettings | undefined,
  ): Promise<Pick<LoadedTable, "from" | "table">> {
    const consul = await this.openConsul(flags);
    const { table, problems } = await readConsulRoutes(consul, settings);
    const lines = problems.map(describeConsulProblem);
    if (table === undefined) throw rejectedTable(lines);
    for (const line of lines) this.note(`warning: ${line}`);
    return { from: { kind: "consul", address: consul.config.address }, table };
  }

  async #loadCommands(file: string): Promise<{ readonly table: RouteTable }> {
    const text = await this.readCommands(file);
    const { table, problems } = loadTable(text);
    const name = tableName(file);
    const lines = problems.map((problem) => `${name}:${problem.line}: ${problemWords(problem)}`);
    if (table === undefined) throw rejectedTable(lines);
    for (const line of lines) this.note(`warning: ${line}`);
    return { table };
  }

  async #settingsOf(
    files: readonly string[],
    flags: InputFlagValues & ClusterFlagValues,
  ): Promise<NamedSettings | undefined> {
    const { jobs } = await this.readInputs(files, flags);
    return settingsOfJobs(jobs.map(({ job }) => job));
  }

  async #clusterForHcl(files: readonly string[], flags: ClusterFlagValues): Promise<Cluster | undefined> {
    const mayBeHcl = files.some((file) => !/\.(?:[mc]?[jt]s|json)$/.test(file));
    return mayBeHcl ? this.openClusterIfAny(flags) : undefined;
  }
}

/** What messages call a file of route commands. */
export function tableName(file = "-"): string {
  return file === "-" ? "<stdin>" : file;
}

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch (cause) {
    throw new NomadxError("usage", `${file} cannot be read`, { cause });
  }
}
