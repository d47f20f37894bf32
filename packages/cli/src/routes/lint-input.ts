import { NomadxError } from "@nomadx/core";
import { createJobRouting, type FabioSettings, type LintInput } from "@nomadx/core/fabio";

import type { ClusterFlagValues } from "../connect/cluster.ts";
import { openConsul, type ConsulFlagValues } from "../connect/consul.ts";
import type { LoadedInputs } from "../inputs/load-inputs.ts";
import { readJobs, type InputFlagValues, type ReadContext } from "../inputs/read-jobs.ts";
import { readConsulRoutes } from "./consul-routes.ts";
import { settingsOfJobs } from "./fabio-settings.ts";
import { fabioAddresses, readFabioAt } from "./live-fabio.ts";
import { readCommands, type Commands } from "./read-commands.ts";

/** The input of the lints, and where it comes from. */
export interface ReadLintInput {
  readonly input: LintInput;
  readonly inputs: LoadedInputs | undefined;
  readonly table: Commands | undefined;
  /** The names of what is looked at, for reports. */
  readonly subjects: readonly string[];
}

/**
 * Reads everything that the arguments name: job files, a file of route commands, Consul, a running Fabio.
 * @throws {NomadxError} `usage` where they name nothing, or several Fabios
 */
export async function readLintInput(
  files: readonly string[],
  flags: InputFlagValues &
    ClusterFlagValues &
    ConsulFlagValues & {
      readonly fabio: readonly string[];
      readonly table: string | undefined;
      readonly consul: boolean;
    },
  context: ReadContext,
): Promise<ReadLintInput> {
  const [address, ...others] = flags.fabio.length === 0 ? [] : fabioAddresses(flags.fabio, {});
  const isNothing = files.length === 0 && flags.table === undefined && !flags.consul && address === undefined;
  if (isNothing || others.length > 0) {
    throw new NomadxError(
      "usage",
      "Name what to look at: job files, --table FILE, --consul, or one --fabio URL",
    );
  }
  const inputs = files.length === 0 ? undefined : await readJobs(files, flags, context);
  const commands = flags.table === undefined ? undefined : await readCommands(flags.table, context);
  const routing = inputs && createJobRouting(inputs.jobs.map(({ job }) => job));
  const live = address === undefined ? undefined : await readFabioAt(address, context);
  return {
    input: {
      ...(routing !== undefined && { routing }),
      ...(commands !== undefined && { commands: commands.text }),
      ...(flags.consul &&
        (await consulInput(flags, live?.settings ?? settingsOfJobs(routing ?? {}), context))),
      ...(live !== undefined && { live }),
    },
    inputs,
    table: commands,
    subjects: [
      ...new Set(inputs?.jobs.map(({ file }) => file)),
      ...(commands === undefined ? [] : [commands.file]),
      ...(flags.consul ? ["Consul"] : []),
      ...(address === undefined ? [] : [address]),
    ],
  };
}

/** Reads the part of Consul that the Fabio with these settings reads. */
async function consulInput(
  flags: ConsulFlagValues,
  settings: FabioSettings | undefined,
  context: ReadContext,
): Promise<Pick<LintInput, "consul" | "datacenter">> {
  const { state } = await readConsulRoutes(await openConsul(flags, context), settings);
  return { consul: state, datacenter: state.datacenter };
}
