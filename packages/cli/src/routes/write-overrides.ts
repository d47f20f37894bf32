import { type Finding, NomadxError } from "@nomadx/core";
import {
  consulTable,
  loadTable,
  readVersion,
  registrySettings,
  type RouteProblem,
  type RouteTable,
} from "@nomadx/core/fabio";
import type { FabioAdmin } from "@nomadx/core/fabio/admin";

import type { Context } from "../command/context.ts";
import { Interruption } from "../command/interruption.ts";
import type { ConnectContext } from "../connect/agent-kind.ts";
import { openConsulIfAny, type ConsulConnection } from "../connect/consul.ts";
import type { FlagValues } from "../flags/flag-values.ts";
import type { overrideFlags } from "../flags/override-flags.ts";
import { routesTable } from "../output/routes-table.ts";
import { consulFinding, readConsulRoutes } from "./consul-routes.ts";
import { shownRoutes, type ShownRoute } from "./listed-routes.ts";
import { oneFabio, openFabio, readSettingsOf } from "./live-fabio.ts";
import { problemFinding } from "./problem-finding.ts";
import { rejectedTable } from "./rejected-table.ts";
import { oneLine } from "../terminal/clean-text.ts";

/** The overrides that were written, or would be. */
export interface OverrideAnswer {
  readonly fabio: string;
  readonly key: string;
  readonly written: boolean;
  readonly before: string;
  readonly after: string;
  /** Of the key, before. */
  readonly version: string;
  /** The table afterwards; absent where old overrides stand in the way of telling. */
  readonly routes?: readonly ShownRoute[];
}

/** The table afterwards, as far as it can be told. */
interface Prediction {
  readonly table?: RouteTable;
  readonly reason?: string;
  /** Of the new text. */
  readonly own: readonly RouteProblem[];
}

/**
 * Replaces the overrides in one key, unless somebody else has written meanwhile.
 * @throws {NomadxError} `conflict`, `permission` and others of the admin API
 */
export async function writeOverrides(
  after: string,
  flags: FlagValues<typeof overrideFlags>,
  context: ConnectContext & Pick<Context, "report">,
): Promise<OverrideAnswer> {
  const { terminal, report } = context;
  const address = await oneFabio(flags, context);
  const { key } = flags;
  const fabio = await openFabio(address, context);
  const { value: before, version } = await fabio.readOverrides(key);
  const wanted = flags["if-version"];
  if (wanted !== undefined && wanted !== version) {
    throw new NomadxError("conflict", `The overrides have version ${version}, and not ${wanted}`, {
      help: "nomadx routes override list shows what is there now.",
    });
  }
  const consul = await openConsulIfAny(flags, context);
  const { table, reason, own } = await predict({ key, before, after }, fabio, consul);
  if (table === undefined && own.some(({ effect }) => effect === "rejected" || effect === "crash")) {
    throw rejectedTable(own.map((problem) => problemFinding(problem)));
  }
  await report.tell(own.map((problem) => problemFinding(problem)));
  const routes = table === undefined ? undefined : shownRoutes(table);
  if (routes !== undefined)
    terminal.print(`The table ${flags["dry-run"] ? "would become" : "becomes"}:\n\n${routesTable(routes)}`);
  else terminal.note(oneLine(`the table cannot be predicted: ${reason}`));
  if (!flags["dry-run"]) {
    await fabio.writeOverrides(key, { value: after, version }).catch((error: unknown) => {
      throw whereToLook(error, address);
    });
    terminal.print(`\nWritten to ${key === "" ? "Fabio's own key" : oneLine(key)}.`);
  }
  const written = !flags["dry-run"];
  return { fabio: address, key, written, before, after, version, ...(routes !== undefined && { routes }) };
}

/** The table once the key has its new text, or why it cannot be told, and what is wrong with that text. */
async function predict(
  { key, before, after }: { readonly key: string; readonly before: string; readonly after: string },
  fabio: FabioAdmin,
  consul: ConsulConnection | undefined,
): Promise<Prediction> {
  if (consul === undefined) {
    // The effect of the old text on the table cannot be taken back here.
    if (before.trim() !== "") {
      return {
        own: [],
        reason:
          "the key has overrides already, and what they did is part of Fabio's table. Name its Consul: --consul-address",
      };
    }
    const [commands, release] = await Promise.all([fabio.commands(), fabio.version()]);
    const now = `${commands}\n`;
    const { table, problems } = loadTable(`${now}${after}`, { version: readVersion(release) });
    const own = problems.filter(({ line }) => line >= now.split("\n").length);
    return table === undefined
      ? { own, reason: reasons(problems.map((problem) => problemFinding(problem))) }
      : { own, table };
  }
  const settings = await readSettingsOf(fabio);
  const registry = registrySettings(settings);
  const { state } = await readConsulRoutes(consul, settings);
  const name = `${registry.kvPath}${key}`.replace(/^\//, "");
  const keys = [...state.keys.filter(({ Key }) => Key !== name), { Key: name, Value: after }];
  const { table, problems } = consulTable({ ...state, keys }, { datacenter: state.datacenter, ...registry });
  const own = problems.filter(({ origin }) => origin?.kind === "key" && origin.key === name);
  return table === undefined ? { own, reason: reasons(problems.map(consulFinding)) } : { own, table };
}

function reasons(findings: readonly Finding[]): string {
  return findings.map(({ summary }) => summary).join("; ");
}

/** The same error, with the command that shows what is there now where nobody knows whether it was written. */
function whereToLook(error: unknown, address: string): unknown {
  const look = `it is not known whether the overrides were written; look with: nomadx routes override list --fabio ${address}`;
  if (error instanceof Interruption) return new Interruption(`interrupted; ${look}`);
  if (!(error instanceof NomadxError) || error.request?.uncertain !== true) return error;
  const { code, message, request } = error;
  return new NomadxError(code, message, { cause: error, request, help: look.replace(/^i/, "I") });
}
