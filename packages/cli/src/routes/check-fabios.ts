import { NomadxError } from "@nomadx/core";
import {
  compareTables,
  compareWithJobs,
  compareWithRegistry,
  tableOfListing,
  type ConsulOptions,
  type FoundFabio,
  type Mismatch,
  type NamedTable,
} from "@nomadx/core/fabio";
import { askEach, type FabioAdmin } from "@nomadx/core/fabio/admin";
import type { ReadConsulState } from "@nomadx/core/verify";

import type { ConsulConnection } from "../consul-connection.ts";
import type { Finding } from "../output/finding.ts";
import { readConsulRoutes } from "./consul-routes.ts";
import { settingsOfApi } from "./fabio-settings.ts";
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
  const answers = await askEach(fabios, (fabio) => fabio.routes(signal === undefined ? {} : { signal }));
  const registries =
    consul === undefined ? [] : await Promise.all(fabios.map((fabio) => readRegistry(fabio, consul)));
  let first: NamedTable | undefined;
  const asked = answers.map((answer, index): CheckedFabio => {
    const address = addresses[index] ?? answer.address;
    if ("error" in answer) return failed(address, answer.error);
    const table = tableOfListing(answer.answer);
    const here = { name: address, table };
    const registry = registries[index];
    const mismatches = [
      ...(registry === undefined ? [] : compareWithRegistry(registry.state, here, registry.options)),
      ...compareWithJobs(jobs.routes, table, { isComplete }),
    ];
    if (first === undefined) first = here;
    else mismatches.push(...compareTables(first, here, "disagreement"));
    return { address, findings: mismatches.map((mismatch) => findingOf(mismatch, address, jobs)) };
  });
  const hidden = found.flatMap((fabio) => {
    if ("address" in fabio) return [];
    const { name, reason } = fabio;
    return failed(name, new NomadxError("unreachable", `The Fabio of ${name} cannot be asked: ${reason}`));
  });
  return [...asked, ...hidden];
}

/** What a Fabio reads from Consul, and how; `undefined` where it does not tell its settings. */
async function readRegistry(
  fabio: FabioAdmin,
  consul: ConsulConnection,
): Promise<{ readonly state: ReadConsulState; readonly options: ConsulOptions } | undefined> {
  const answers = await askEach([fabio], (one) => Promise.all([one.config(), one.version()]));
  const [asked] = answers;
  if (asked === undefined || "error" in asked) return undefined;
  const { registry } = settingsOfApi(...asked.answer, fabio.address);
  const { state } = await readConsulRoutes(consul, registry);
  return { state, options: { datacenter: state.datacenter, ...registry } };
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
