import { type Finding, NomadxError } from "@nomadx/core";
import {
  compareFabios,
  tableOfListing,
  type ComparedFabio,
  type FoundFabio,
  type Mismatch,
  type RouteTable,
} from "@nomadx/core/fabio";
import { askEach, readFabioSettings } from "@nomadx/core/fabio/admin";

import type { ConsulConnection } from "../connect/consul.ts";
import { readConsulRoutes } from "./consul-routes.ts";
import { expectTable, type LoadedJobRoutes } from "./job-routes.ts";
import { openFabio } from "./live-fabio.ts";

/** The result for one Fabio: its mismatches, or the error in place of its answer. */
export interface CheckedFabio {
  /** Of its admin API; a name where there is none. */
  readonly address: string;
  readonly findings: readonly Finding[];
  /** How many routes the files lead to on it, counted by service; absent where it did not answer. */
  readonly expected?: number;
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
  readonly signal: AbortSignal;
}

/**
 * Asks every Fabio for its table at the same time, and compares it with what the jobs lead to and with the first one; each by
 * its own settings.
 * @throws {NomadxError} `invalid` where one of them would reject the routes of the jobs
 */
export async function checkFabios(
  jobs: LoadedJobRoutes,
  found: readonly FoundFabio[],
  { isComplete, consul, timeoutMs, signal }: CheckOptions,
): Promise<readonly CheckedFabio[]> {
  const addresses = found.flatMap((fabio) => ("address" in fabio ? [fabio.address] : []));
  const fabios = await Promise.all(
    addresses.map((address) => openFabio(address, { interrupted: signal }, timeoutMs)),
  );
  const options = { signal };
  const [answers, configurations] = await Promise.all([
    askEach(fabios, (fabio) => fabio.routes(options)),
    askEach(fabios, (fabio) => readFabioSettings(fabio, options)),
  ]);
  const read = await Promise.all(
    answers.map(async (answer, index): Promise<ComparedFabio | CheckedFabio> => {
      const address = addresses[index] ?? answer.address;
      if ("error" in answer) return failed(address, answer.error);
      const configuration = configurations[index];
      // Where a proxy keeps the configuration to itself, there is less to compare.
      if (configuration === undefined || "error" in configuration)
        return { address, table: tableOfListing(answer.answer), routes: jobs.routes };
      const settings = configuration.answer;
      const state =
        consul === undefined ? undefined : (await readConsulRoutes(consul, settings, signal)).state;
      return {
        address,
        table: tableOfListing(answer.answer),
        settings,
        routes: jobs.routing.routesFor(settings),
        ...(state !== undefined && { consul: state }),
      };
    }),
  );
  const compared = read.filter((fabio) => "table" in fabio);
  const mismatches = compareFabios(compared, { isComplete });
  const asked = read.map((fabio): CheckedFabio => {
    if (!("table" in fabio)) return fabio;
    const { address, routes } = fabio;
    const own = mismatches[compared.indexOf(fabio)] ?? [];
    return {
      address,
      expected: countRoutes(expectTable({ ...jobs, routes })),
      findings: own.map((mismatch) => placed(mismatch, address, jobs)),
    };
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
    findings: [{ code: "unreachable", severity: "error", summary: message, subject: address }],
  };
}

function placed(mismatch: Mismatch, address: string, jobs: LoadedJobRoutes): Finding {
  const { job, keys } = mismatch;
  const source = job === undefined || keys === undefined ? undefined : jobs.sourceAt({ ...mismatch, keys });
  return { ...mismatch, subject: address, ...(source !== undefined && { source }) };
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
