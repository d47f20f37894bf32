import { NomadxError } from "@nomadx/core";
import type { RouteTable } from "@nomadx/core/fabio";
import * as Flags from "@oclif/core/flags";

import type { ClusterFlagValues } from "../../connect/cluster.ts";
import type { ConsulConnection } from "../../connect/consul.ts";
import { clusterFlags } from "../../flags/cluster-flags.ts";
import { consulFlags } from "../../flags/consul-flags.ts";
import { inputArgs, inputFlags } from "../../flags/input-flags.ts";
import { milliseconds } from "../../flags/milliseconds.ts";
import type { Finding } from "../../output/finding.ts";
import { findingsToText } from "../../output/findings-text.ts";
import { checkFabios, type CheckedFabio } from "../../routes/check-fabios.ts";
import {
  assertNamedOrFound,
  byAddress,
  throughConsul,
  throughNomad,
  type FindFabios,
} from "../../routes/find-fabios.ts";
import { expectTable, type LoadedJobRoutes } from "../../routes/job-routes.ts";
import { pollUntil } from "../../routes/poll-until.ts";
import { RoutesCommand } from "../../routes/routes-command.ts";
import { fabioFlags, formatFlags } from "../../flags/routes-flags.ts";

interface VerifyAnswer {
  readonly verified: boolean;
  /** How many routes the files lead to, counted by service. */
  readonly expected: number;
  readonly fabios: readonly {
    readonly address: string;
    readonly mismatches: readonly Finding[];
    /** Absent where it answered. */
    readonly error?: string;
  }[];
}

/** For one request, unless the time is up sooner. */
const REQUEST_MS = 10_000;

export default class RoutesVerify extends RoutesCommand {
  static override summary = "Check that every running Fabio has the routes that job files lead to.";

  static override description =
    "Reports missing and surplus routes, wrong numbers of targets, wrong options, and Fabios that disagree; with a Consul " +
    "also a table that is stale, or that a tag keeps from being updated. Routes of services that are in no file are " +
    "ignored unless --all is given. Exits with 7 on a mismatch.";

  static override examples = [
    "<%= config.bin %> routes verify jobs/",
    "<%= config.bin %> routes verify jobs/ --fabio http://10.0.0.1:9998 --fabio http://10.0.0.2:9998",
    "<%= config.bin %> routes verify jobs/ --find nomad --timeout 2m",
    "<%= config.bin %> routes verify jobs/ --format junit > routes.xml",
  ];

  static override args = { ...inputArgs };

  static override flags = {
    ...fabioFlags,
    find: Flags.option({
      options: ["nomad", "consul"] as const,
      helpGroup: "ROUTES",
      summary: "Ask every Fabio that runs in Nomad's allocations, or that is registered in Consul.",
    })(),
    timeout: Flags.string({
      helpValue: "DURATION",
      summary: "Ask again until every Fabio is as expected, for no longer than this.",
    }),
    ...formatFlags,
    ...inputFlags,
    ...clusterFlags,
    ...consulFlags,
    all: Flags.boolean({ summary: "Report every route that the files do not lead to, of any service." }),
  };

  async run(): Promise<VerifyAnswer> {
    const { args, flags } = await this.parse(RoutesVerify);
    const limitMs = flags.timeout === undefined ? 0 : milliseconds("timeout", flags.timeout);
    const jobs = await this.readJobRoutes(args.files, flags);
    const expected = countRoutes(expectTable(jobs));
    const consul = await this.openConsulIfAny(flags);
    const find = await this.finder(jobs, flags, consul);
    const signal = flags.timeout === undefined ? undefined : this.interrupted;
    const told = new Map<string, string>();
    const last = await pollUntil(
      async (leftMs) => {
        // The first answer gets its time, and each of the others at least a second.
        const timeoutMs =
          flags.timeout === undefined ? REQUEST_MS : Math.min(REQUEST_MS, Math.max(1000, leftMs));
        return checkFabios(jobs, await find(signal), { isComplete: flags.all, consul, timeoutMs, signal });
      },
      {
        isDone: (checked) => checked.length > 0 && checked.every(({ findings }) => findings.length === 0),
        isPassing: (checked) =>
          checked.some(({ findings }) =>
            findings.some(({ id }) => id === "stale-table" || id === "disagreement"),
          ),
        onWait: (checked) => this.tellChanges(checked, told),
        limitMs,
        signal,
      },
    );
    const checked = last ?? [];
    if (checked.length === 0 && signal?.aborted !== true) {
      throw new NomadxError("not-found", "No running allocation of the cluster has a Fabio", {
        help: "--fabio names the admin address of one.",
      });
    }
    this.printReport(flags.format, {
      title: "nomadx routes verify",
      version: this.config.version,
      subjects: checked.map(({ address, findings }) => ({ name: address, findings })),
      text: ({ bold, green }) =>
        checked
          .filter(({ error }) => error === undefined)
          .map(({ address, findings }) =>
            findings.length === 0
              ? `${bold(address)}: ${green("as expected")}, ${count(expected, "route")}`
              : `${bold(address)}: ${count(findings.length, "mismatch")}\n${findingsToText(findings, this.terminal.out)}`,
          )
          .join("\n"),
    });
    const failed = checked.flatMap(({ error }) => error ?? []);
    for (const error of failed) this.note(`error: ${error.message}`);
    const isMismatch = checked.some(({ findings, error }) => error === undefined && findings.length > 0);
    if (signal?.aborted !== true) {
      if (isMismatch) this.exitWith("mismatch");
      else if (failed.length > 0) this.exitWith("failed");
    }
    return {
      verified: checked.length > 0 && !isMismatch && failed.length === 0,
      expected,
      fabios: checked.map(({ address, findings, error }) => ({
        address,
        mismatches: error === undefined ? findings : [],
        ...(error !== undefined && { error: error.message }),
      })),
    };
  }

  /** Looks for Fabios as the flags say: those that are named, or those that run in the cluster. */
  private async finder(
    jobs: LoadedJobRoutes,
    flags: ClusterFlagValues & {
      readonly fabio: readonly string[];
      readonly find: "nomad" | "consul" | undefined;
    },
    consul: ConsulConnection | undefined,
  ): Promise<FindFabios> {
    assertNamedOrFound(flags);
    if (flags.find === undefined) return byAddress(await this.fabioAddresses(flags.fabio));
    if (flags.find === "consul") {
      if (consul !== undefined) return throughConsul(consul);
      throw new NomadxError("usage", "--find consul needs a Consul", { help: "Name it: --consul-address" });
    }
    return throughNomad(
      await this.openCluster(flags),
      jobs.inputs.jobs.map(({ job }) => job),
    );
  }

  /** Tells what is otherwise with a Fabio than when it was told of last. */
  private tellChanges(checked: readonly CheckedFabio[], told: Map<string, string>): void {
    if (checked.length === 0 && !told.has("")) {
      told.set("", "");
      this.note("no Fabio runs yet");
    }
    for (const { address, findings } of checked) {
      const [first] = findings;
      const more = findings.length > 1 ? ` (and ${findings.length - 1} more)` : "";
      const state = first === undefined ? "as expected" : `${first.message}${more}`;
      if (told.get(address) !== state) this.note(`${address}: ${state}`);
      told.set(address, state);
    }
  }
}

/** Routes counted by service. */
function countRoutes(table: RouteTable): number {
  const routes = [...table.hosts.values()].flat();
  return new Set(
    routes.flatMap(({ host, path, targets }) =>
      targets.map(({ service }) => JSON.stringify([host, path, service])),
    ),
  ).size;
}

function count(number: number, noun: "route" | "mismatch"): string {
  return number === 1 ? `1 ${noun}` : `${number} ${noun}${noun === "mismatch" ? "es" : "s"}`;
}
