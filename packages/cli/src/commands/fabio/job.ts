import { NomadxError, stringifyJson } from "@nomadx/core";
import {
  DEFAULT_VERSION,
  fabioJob,
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
import type { ApiJob } from "@nomadx/core/jobspec";
import * as Flags from "@oclif/core/flags";

import type { ClusterFlagValues } from "../../connect/cluster.ts";
import { clusterFlags } from "../../flags/cluster-flags.ts";
import { inputFlags } from "../../flags/input-flags.ts";
import { JobCommand, type InputFlagValues } from "../../job-command.ts";

interface FabioJobAnswer {
  readonly Job: ApiJob;
}

type Release = `${number}.${number}.${number}`;

export default class FabioJob extends JobCommand {
  static override summary = "Write a job that runs Fabio on every node, with its ports reserved.";

  static override examples = [
    "<%= config.bin %> fabio job --listen ':9999;proto=http' --listen ':9997;proto=tcp' > fabio.nomad.hcl",
    "<%= config.bin %> fabio job --from jobs/ --format ts > jobs/fabio.ts",
  ];

  static override flags = {
    listen: Flags.string({
      multiple: true,
      multipleNonGreedy: true,
      default: [],
      helpValue: "ENTRY",
      summary:
        "An entry of Fabio's proxy.addr: an address, and options behind semicolons. Default: :9999;proto=http",
    }),
    from: Flags.string({
      multiple: true,
      multipleNonGreedy: true,
      default: [],
      helpValue: "FILE",
      summary: "Job files or directories: adds the listeners that their routes need.",
    }),
    "ui-addr": Flags.string({
      helpValue: "ENTRY",
      summary: "Fabio's ui.addr, for its admin API. Default: :9998",
    }),
    "fabio-version": Flags.custom<FabioVersion>({
      parse: readRelease,
      helpValue: "VERSION",
      summary: `Release of Fabio. Default: ${DEFAULT_VERSION}`,
    })(),
    "nomad-version": Flags.custom<Release>({
      parse: readRelease,
      helpValue: "VERSION",
      summary: "Release of Nomad: before 1.11 system jobs have no deployments.",
    })(),
    image: Flags.string({
      helpValue: "IMAGE",
      summary: "Docker image. Default: fabiolb/fabio in that version",
    }),
    "registry-addr": Flags.string({
      helpValue: "ADDRESS",
      summary: "Consul, if it is not the agent of the node.",
    }),
    datacenter: Flags.string({
      multiple: true,
      multipleNonGreedy: true,
      helpValue: "NAME",
      summary: "Default: dc1",
    }),
    network: Flags.option({
      options: ["group", "task"] as const,
      summary: "Reserve ports in the group (Nomad 0.10.4 and later) or, as before, in the task.",
    })(),
    health: Flags.option({
      options: ["route", "port", "none"] as const,
      summary: "What Consul checks: a route through Fabio, an open port, or nothing.",
    })(),
    flag: Flags.string({
      multiple: true,
      multipleNonGreedy: true,
      default: [],
      helpValue: "NAME=VALUE",
      summary: "Another flag of Fabio's, such as proxy.matcher=glob.",
    }),
    format: Flags.option({
      options: ["hcl", "ts", "json"] as const,
      default: "hcl" as const,
      summary: "HCL, a job file that calls fabioJob(), or the API's JSON.",
    })(),
    ...inputFlags,
    ...clusterFlags,
  };

  async run(): Promise<FabioJobAnswer> {
    const { flags } = await this.parse(FabioJob);
    const others = fabioFlags(flags.flag);
    const routes =
      flags.from.length === 0
        ? undefined
        : await this.routesOf(flags.from, flags, {
            version: flags["fabio-version"] ?? DEFAULT_VERSION,
            tagPrefix: others["registry.consul.tagprefix"] ?? "urlprefix-",
          });
    const given = { listeners: flags.listen, certificates: others["proxy.cs"] };
    const listeners = [...flags.listen, ...this.missing(routes, given, flags["fabio-version"])];
    const options: FabioJobOptions = {
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
    const { readSpec, writeHcl } = await import("@nomadx/core/jobspec");
    const { job } = readSpec("fabio", fabioJob(options).job.fabio);
    if (flags.format === "hcl") this.printExactly(writeHcl(job).text);
    if (flags.format === "json") this.printExactly(`${stringifyJson({ Job: job }, 4)}\n`);
    if (flags.format === "ts") this.printExactly(jobFile(options));
    return { Job: job };
  }

  private async routesOf(
    files: readonly string[],
    flags: InputFlagValues & ClusterFlagValues,
    options: JobRoutesOptions,
  ): Promise<RouteTable> {
    const mayBeHcl = files.some((file) => !/\.(?:[mc]?[jt]s|json)$/.test(file));
    const inputs = await this.readJobs(
      files,
      flags,
      mayBeHcl ? await this.openClusterIfAny(flags) : undefined,
    );
    const { table, problems } = routesFromJobs(
      inputs.jobs.map(({ job }) => job),
      options,
    );
    if (table !== undefined) return table;
    throw new NomadxError("invalid", "Fabio would not take the routes of these jobs", {
      help: problems.map(({ text, message }) => `${text}: ${message}`).join("\n"),
    });
  }

  /** Listeners that the routes need beside those that were given. */
  private missing(
    routes: RouteTable | undefined,
    given: { readonly listeners: readonly string[]; readonly certificates: string | undefined },
    version: FabioVersion = DEFAULT_VERSION,
  ): readonly string[] {
    if (routes === undefined) return [];
    const args = [`-proxy.addr=${given.listeners.join(",")}`, `-proxy.cs=${given.certificates ?? ""}`];
    const { config } = loadConfig({ args, version });
    // What is wrong with them is said when the job is made.
    if (config === undefined) return [];
    const { listeners, unserved } = listenersForRoutes(routes, config.listeners, version);
    for (const { host, path } of unserved) {
      this.note(`warning: ${host}${path} needs a listener with certificates: --listen and --flag proxy.cs=…`);
    }
    return listeners;
  }
}

// oclif expects a promise.
async function readRelease(text: string): Promise<Release> {
  if (isRelease(text)) return text;
  throw new NomadxError("usage", `${JSON.stringify(text)} is no release, such as ${DEFAULT_VERSION}`);
}

function isRelease(text: string): text is Release {
  return /^\d+\.\d+\.\d+$/.test(text);
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
      throw new NomadxError("usage", `--flag ${text} is not NAME=VALUE with the name of a flag of Fabio's`);
    }
    const own = ownFlags.get(name);
    if (own !== undefined) throw new NomadxError("usage", `--flag ${text}: use --${own}`);
    flags[name] = value;
  }
  return flags;
}

/** A job file that makes the same job. */
function jobFile(options: FabioJobOptions): string {
  const lines = Object.entries(options).map(([name, value]) => `  ${name}: ${literal(value)},\n`);
  const argument = lines.length === 0 ? "" : `{\n${lines.join("")}}`;
  return `import { fabioJob } from "@nomadx/core/fabio";\n\nexport default fabioJob(${argument});\n`;
}

/** JSON with blanks, as people write it in TypeScript. */
function literal(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(literal).join(", ")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const fields = Object.entries(value).map(([name, item]) => `${JSON.stringify(name)}: ${literal(item)}`);
  return `{ ${fields.join(", ")} }`;
}
