import {
  lintRoutes,
  lints,
  type FabioSettings,
  type LintFinding,
  type LintInput,
  type LintReport,
} from "@nomadx/core/fabio";
import { NomadxError } from "@nomadx/core";
import * as Flags from "@oclif/core/flags";

import type { ConsulFlagValues } from "../../connect/consul.ts";
import { clusterFlags } from "../../flags/cluster-flags.ts";
import { consulFlags } from "../../flags/consul-flags.ts";
import { inputFlags } from "../../flags/input-flags.ts";
import { isFailure, type Finding } from "../../output/finding.ts";
import { findingsToText } from "../../output/findings-text.ts";
import { readConsulRoutes } from "../../routes/consul-routes.ts";
import { settingsOfJobs } from "../../routes/fabio-settings.ts";
import { fabioAddresses, readFabioAt } from "../../routes/live-fabio.ts";
import { placeFindings } from "../../routes/place-findings.ts";
import { RoutesCommand, tableName } from "../../routes/routes-command.ts";
import { fabioFlags, formatFlags, optionalFiles, tableFlag } from "../../flags/routes-flags.ts";

interface LintAnswer {
  readonly errors: number;
  readonly warnings: number;
  /** Most severe first. */
  readonly findings: readonly Finding[];
  /** Lints for which the input does not say enough. */
  readonly skipped: LintReport["skipped"];
}

export default class RoutesLint extends RoutesCommand {
  static override summary =
    "Find tags that freeze Fabio's table, routes that never match, and listeners that are not there.";

  static override description =
    "Looks at job files, at a file of route commands (--table), at what is in Consul (--consul), at a running Fabio " +
    "(--fabio), or at all of them together. Exits with 3 when there is an error.";

  static override examples = [
    "<%= config.bin %> routes lint jobs/",
    "<%= config.bin %> routes lint jobs/ --format sarif > routes.sarif",
  ];

  static override args = { files: optionalFiles };

  static override flags = {
    ...tableFlag,
    consul: Flags.boolean({ summary: "Look at the services, checks and overrides in Consul." }),
    ...fabioFlags,
    ...formatFlags,
    ...inputFlags,
    ...clusterFlags,
    ...consulFlags,
  };

  async run(): Promise<LintAnswer> {
    const { args, flags } = await this.parse(RoutesLint);
    const files = args.files ?? [];
    const [address, ...others] = flags.fabio.length === 0 ? [] : fabioAddresses(flags.fabio, {});
    const isNothing =
      files.length === 0 && flags.table === undefined && !flags.consul && address === undefined;
    if (isNothing || others.length > 0) {
      throw new NomadxError(
        "usage",
        "Name what to look at: job files, --table FILE, --consul, or one --fabio URL",
      );
    }
    const inputs = files.length === 0 ? undefined : await this.readInputs(files, flags);
    const commands = flags.table === undefined ? undefined : await this.readCommands(flags.table);
    const jobs = inputs?.jobs.map(({ job }) => job);
    const live = address === undefined ? undefined : await readFabioAt(address);
    const report = lintRoutes({
      ...(jobs !== undefined && { jobs }),
      ...(commands !== undefined && { commands }),
      ...(flags.consul && (await this.consulInput(flags, live?.settings ?? settingsOfJobs(jobs ?? [])))),
      ...(live !== undefined && { live }),
    });
    const table = commands === undefined ? undefined : { file: tableName(flags.table), text: commands };
    const places = await placeFindings(report.findings, inputs, table);
    const findings = report.findings.map((finding, index) => findingOf(finding, places[index]));
    const failures = findings.filter(isFailure).length;
    const warnings = findings.filter(({ severity }) => severity === "warning").length;
    const name = files.length > 0 ? files.join(" ") : (flags.table ?? address ?? "Consul");
    this.printReport(flags.format, {
      title: "nomadx routes lint",
      version: this.config.version,
      titles: new Map(lints.map(({ id, title }) => [id, title])),
      subjects: [{ name, findings }],
      text: (palette) =>
        findings.length === 0
          ? `No findings: ${lints.length - report.skipped.length} of ${lints.length} lints could be checked.`
          : `${findingsToText(findings, palette)}\n\n${count(failures, "error")}, ${count(warnings, "warning")}`,
    });
    if (failures > 0) this.exitWith("invalid");
    return { errors: failures, warnings, findings, skipped: report.skipped };
  }

  /** What the Fabio with these settings reads from Consul. */
  private async consulInput(
    flags: ConsulFlagValues,
    settings: FabioSettings | undefined,
  ): Promise<Pick<LintInput, "consul" | "datacenter">> {
    const { state } = await readConsulRoutes(await this.openConsul(flags), settings);
    return { consul: state, datacenter: state.datacenter };
  }
}

function findingOf(found: LintFinding, source: Finding["source"]): Finding {
  const { id, severity, fix, service, job, route } = found;
  return {
    id,
    severity,
    message: source === undefined ? placedMessage(found) : found.message,
    ...(service !== undefined && { service }),
    ...(job !== undefined && { job }),
    ...(route !== undefined && { route }),
    ...(source !== undefined && { source }),
    fix,
  };
}

/** The message with what it is about, where no place in a file says that. */
function placedMessage({ message, key, service, tag, route }: LintFinding): string {
  const detail = tag === undefined ? route && `route ${route}` : `tag ${JSON.stringify(tag)}`;
  // Messages about a service as a whole name it themselves.
  const about = [
    key !== undefined && !message.includes(key) && `key ${key}`,
    service !== undefined && detail !== undefined && `service ${service}`,
    detail,
  ].filter(Boolean);
  return about.length === 0 ? message : `${about.join(", ")}: ${message}`;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
