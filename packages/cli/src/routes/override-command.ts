import { NomadxError } from "@nomadx/core";
import { loadTable } from "@nomadx/core/fabio";
import * as Flags from "@oclif/core/flags";

import { routesTable } from "../output/routes-table.ts";
import { shownRoutes, type ShownRoute } from "./listed-routes.ts";
import { fabioAddresses, openFabio } from "./live-fabio.ts";
import { RoutesCommand } from "./routes-command.ts";
import { fabioFlags } from "./routes-flags.ts";

/** The flags of commands that write overrides. */
export const overrideFlags = {
  ...fabioFlags,
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

/** A command that writes overrides. */
export abstract class OverrideCommand extends RoutesCommand {
  /**
   * Replaces the overrides in one key, unless somebody else has written meanwhile.
   * @throws {NomadxError} `conflict`, `permission` and others of the admin API
   */
  protected async write(
    after: string,
    flags: {
      readonly fabio: readonly string[];
      readonly key: string;
      readonly "if-version"?: string | undefined;
      readonly "dry-run": boolean;
    },
  ): Promise<OverrideAnswer> {
    const [address = ""] = fabioAddresses(flags.fabio, process.env);
    const { key } = flags;
    const fabio = await openFabio(address);
    const [{ value: before, version }, now] = await Promise.all([fabio.readOverrides(key), fabio.commands()]);
    const wanted = flags["if-version"];
    if (wanted !== undefined && wanted !== version) {
      throw new NomadxError("conflict", `The overrides have version ${version}, and not ${wanted}`, {
        help: "nomadx routes override list shows what is there now.",
      });
    }
    // What the old text has done to the table cannot be taken back here.
    const isClear = before.trim() === "";
    const { table } = isClear ? loadTable(`${now}\n${after}`) : {};
    const routes = table === undefined ? undefined : shownRoutes(table);
    if (routes !== undefined)
      this.print(`The table ${flags["dry-run"] ? "would become" : "becomes"}:\n\n${routesTable(routes)}`);
    else
      this.note(
        "the table cannot be foretold: the key has overrides already, and what they did is part of the table",
      );
    if (!flags["dry-run"]) {
      await fabio.writeOverrides(key, { value: after, version });
      this.print(`\nWritten to ${key === "" ? "Fabio's own key" : key}.`);
    }
    const written = !flags["dry-run"];
    return { fabio: address, key, written, before, after, version, ...(routes !== undefined && { routes }) };
  }
}
