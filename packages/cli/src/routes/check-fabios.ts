import { NomadxError } from "@nomadx/core";
import {
  compareTables,
  compareWithJobs,
  compareWithRegistry,
  registrySettings,
  tableOfListing,
  type ConsulOptions,
  type FoundFabio,
  type Mismatch,
  type NamedTable,
} from "@nomadx/core/fabio";
import { askEach, readFabioSettings } from "@nomadx/core/fabio/admin";

import type { ConsulConnection } from "../connect/consul.ts";
import type { Finding } from "../output/finding.ts";
import { readConsulRoutes } from "./consul-routes.ts";
import type { LoadedJobRoutes } from "./job-routes.ts";
import { openFabio } from "./live-fabio.ts";

/** What became of one Fabio: its mismatches, or the error in place of its answer. */
export interface CheckedFabio {
  /** Of its admin API; a name where there is none. */
  readonly address: string;
  readonly findings: readonly Finding[];
  /** Absent where it answered. */
  readonly error?: NomadxError;
}

/** How to check. */
export interface CheckOptions {
  /** The jobs are all there is: any other route is one too many. */
  readonly isComplete: boolean;
  /** Whose state the tables are compared with, too. */
  readonly consul: ConsulConnection | undefined;
  /** For one request. */
  readonly timeoutMs: number;
  readonly signal: AbortSignal | undefined;
}

/** Asks every Fabio for its table at the same time, and compares it with what the jobs lead to and with the first one. */
export async function checkFabios(
  jobs: LoadedJobRoutes,
  found: readonly FoundFabio[],
  { isComplete, consul, timeoutMs, signal }: CheckOptions,
): Promise<readonly CheckedFabio[]> {
  const addresses = found.flatMap((fabio) => ("address" in fabio ? [fabio.address] : []));
  const fabios = await Promise.all(addresses.map((address) => openFabio(address, timeoutMs)));
  const options = signal === undefined ? {} : { signal };
  const [answers, configurations] = await Promise.all([
    askEach(fabios, (fabio) => fabio.routes(options)),
    askEach(fabios, (fabio) => readFabioSettings(fabio, options)),
  ]);
  // Where a proxy keeps the configuration to itself, there is less to compare.
  const known = configurations.map((each) => ("error" in each ? undefined : each.answer));
  const states = await Promise.all(
    known.map(async (settings) =>
      consul === undefined || settings === undefined
        ? undefined
        : (await readConsulRoutes(consul, settings)).state,
    ),
  );
  // Fabios with different tag prefixes have different tables.
  const firsts = new Map<string | undefined, NamedTable>();
  const asked = answers.map((answer, index): CheckedFabio => {
    const address = addresses[index] ?? answer.address;
    if ("error" in answer) return failed(address, answer.error);
    const table = tableOfListing(answer.answer);
    const here = { name: address, table };
    const [settings, state] = [known[index], states[index]];
    const registry: ConsulOptions = settings === undefined ? {} : registrySettings(settings);
    const { prefix } = registry;
    const first = firsts.get(prefix);
    const mismatches = [
      ...(state === undefined
        ? []
        : compareWithRegistry(state, here, { datacenter: state.datacenter, ...registry })),
      ...compareWithJobs(settings === undefined ? jobs.routes : jobs.routing.routesFor(settings), table, {
        isComplete,
      }),
      ...(first === undefined ? [] : compareTables(first, here, "disagreement")),
    ];
    if (first === undefined) firsts.set(prefix, here);
    return { address, findings: mismatches.map((mismatch) => findingOf(mismatch, address, jobs)) };
  });
  const hidden = found.flatMap((fabio) => {
    if ("address" in fabio) return [];
    const { name, reason } = fabio;
    return failed(name, new NomadxError("unreachable", `The Fabio of ${name} cannot be asked: ${reason}`));
  });
  return [...asked, ...hidden];
}

function failed(address: string, error: NomadxError): CheckedFabio {
  const { message } = error;
  return {
    address,
    error,
    findings: [{ id: "unreachable", severity: "error", message, subject: address }],
  };
}

function findingOf(mismatch: Mismatch, address: string, jobs: LoadedJobRoutes): Finding {
  const { kind, route, service, message, origin } = mismatch;
  const source = origin === undefined ? undefined : jobs.sourceOf(origin);
  const job = origin?.instance.service.job;
  return {
    id: kind,
    severity: "error",
    message,
    subject: address,
    ...(service !== "" && { service }),
    ...(job !== undefined && { job }),
    ...(route !== "" && { route }),
    ...(source !== undefined && { source }),
  };
}
