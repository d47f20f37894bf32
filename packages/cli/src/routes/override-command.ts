import { NomadxError } from "@nomadx/core";
import {
  consulTable,
  loadTable,
  registrySettings,
  readVersion,
  type RouteProblem,
  type RouteTable,
} from "@nomadx/core/fabio";
import type { FabioAdmin } from "@nomadx/core/fabio/admin";
import * as Flags from "@oclif/core/flags";

import type { ConsulFlagValues } from "../connect/consul.ts";
import { consulFlags } from "../flags/consul-flags.ts";
import { routesTable } from "../output/routes-table.ts";
import { describeConsulProblem, readConsulRoutes } from "./consul-routes.ts";
import { shownRoutes, type ShownRoute } from "./listed-routes.ts";
import { openFabio, readSettingsOf } from "./live-fabio.ts";
import { problemWords } from "./problem-words.ts";
import { rejectedTable } from "./rejected-table.ts";
import { RoutesCommand } from "./routes-command.ts";
import { fabioFlags } from "../flags/routes-flags.ts";

/** The flags of commands that write overrides. */
export const overrideFlags = {
  ...fabioFlags,
  ...consulFlags,
  key: Flags.string({
    default: "",
    helpValue: "KEY",
    summary: "Key below Fabio's own, such as /team-a; without it, Fabio's own key.",
  }),
  "if-version": Flags.string({
    helpValue: "VERSION",
    summary: "Write only when the key still has this version, as `override list` showed it.",
  }),
  "dry-run": Flags.boolean({ summary: "Show what the table would become, and write nothing." }),
};

/** What was or would be written. */
export interface OverrideAnswer {
  readonly fabio: string;
  readonly key: string;
  readonly written: boolean;
  readonly before: string;
  readonly after: string;
  /** Of the key, before. */
  readonly version: string;
  /** What the table would become; absent where old overrides stand in the way of telling. */
  readonly routes?: readonly ShownRoute[];
}

/** What would become of the table. */
interface Prediction {
  readonly table?: RouteTable;
  readonly reason?: string;
  /** Of the new text. */
  readonly own: readonly RouteProblem[];
}

/** A command that writes overrides. */
export abstract class OverrideCommand extends RoutesCommand {
  /**
   * Replaces the overrides in one key, unless somebody else has written meanwhile.
   * @throws {NomadxError} `conflict`, `permission` and others of the admin API
   */
  protected async write(
    after: string,
    flags: ConsulFlagValues & {
      readonly fabio: readonly string[];
      readonly key: string;
      readonly "if-version"?: string | undefined;
      readonly "dry-run": boolean;
    },
  ): Promise<OverrideAnswer> {
    const address = await this.oneFabio(flags.fabio);
    const { key } = flags;
    const fabio = await openFabio(address);
    const { value: before, version } = await fabio.readOverrides(key);
    const wanted = flags["if-version"];
    if (wanted !== undefined && wanted !== version) {
      throw new NomadxError("conflict", `The overrides have version ${version}, and not ${wanted}`, {
        help: "nomadx routes override list shows what is there now.",
      });
    }
    const { table, reason, own } = await this.predict(fabio, { key, before, after }, flags);
    if (table === undefined && own.some(({ effect }) => effect === "rejected" || effect === "crash")) {
      throw rejectedTable(own.map(problemWords));
    }
    for (const problem of own) this.note(`warning: ${problemWords(problem)}`);
    const routes = table === undefined ? undefined : shownRoutes(table);
    if (routes !== undefined)
      this.print(`The table ${flags["dry-run"] ? "would become" : "becomes"}:\n\n${routesTable(routes)}`);
    else this.note(`the table cannot be predicted: ${reason}`);
    if (!flags["dry-run"]) {
      await fabio.writeOverrides(key, { value: after, version });
      this.print(`\nWritten to ${key === "" ? "Fabio's own key" : key}.`);
    }
    const written = !flags["dry-run"];
    return { fabio: address, key, written, before, after, version, ...(routes !== undefined && { routes }) };
  }

  /** The table once the key has its new text, or why it cannot be told, and what is wrong with that text. */
  private async predict(
    fabio: FabioAdmin,
    { key, before, after }: { readonly key: string; readonly before: string; readonly after: string },
    flags: ConsulFlagValues,
  ): Promise<Prediction> {
    const consul = await this.openConsulIfAny(flags);
    if (consul === undefined) {
      // What the old text has done to the table cannot be taken back here.
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
      return table === undefined ? { own, reason: problems.map(problemWords).join("; ") } : { own, table };
    }
    const settings = await readSettingsOf(fabio);
    const registry = registrySettings(settings);
    const { state } = await readConsulRoutes(consul, settings);
    const name = `${registry.kvPath}${key}`.replace(/^\//, "");
    const keys = [...state.keys.filter(({ Key }) => Key !== name), { Key: name, Value: after }];
    const { table, problems } = consulTable(
      { ...state, keys },
      { datacenter: state.datacenter, ...registry },
    );
    const own = problems.filter(({ origin }) => origin?.kind === "key" && origin.key === name);
    return table === undefined
      ? { own, reason: problems.map(describeConsulProblem).join("; ") }
      : { own, table };
  }
}
