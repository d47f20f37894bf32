import path from "node:path";

import { NomadxError, type NomadxConfig } from "@nomadx/core";

import type { Context } from "../command/context.ts";
import { checkedConfig } from "./checked-config.ts";
import { findUp } from "../inputs/files/find-up.ts";

/** The part of a command's context by which its configuration file is found and read. */
export type ConfigContext = Pick<Context, "cwd" | "env" | "version" | "endingAtOnce" | "config">;

const names = ["nomadx.config.ts", "nomadx.config.mts", "nomadx.config.mjs", "nomadx.config.js"];

/**
 * Reads the configuration file of the working directory, or of the nearest directory above that has one; nothing
 * without one.
 * @throws {NomadxError} `invalid` when it cannot be loaded or exports something else
 */
export function readConfigFile(context: ConfigContext): Promise<NomadxConfig | undefined> {
  return context.config.get(() => loadConfigFile(context));
}

async function loadConfigFile(context: ConfigContext): Promise<NomadxConfig | undefined> {
  const { cwd, env, version } = context;
  const file = names.map((name) => findUp(cwd, name)).find((found) => found !== undefined);
  if (file === undefined) return undefined;
  const [{ loadModules }, { Sources }, { whileLoading }] = await Promise.all([
    import("../inputs/run/load-modules.ts"),
    import("../inputs/files/sources.ts"),
    import("../inputs/run/while-loading.ts"),
  ]);
  const sources = new Sources(cwd);
  const [loaded] = await whileLoading(context, (run) =>
    loadModules([{ path: file }], { version, env, sources, run }),
  );
  const shown = path.relative(cwd, file);
  if (loaded === undefined || loaded.kind === "failed") {
    const diagnostics = loaded?.diagnostics ?? [];
    throw new NomadxError("invalid", `${shown}: ${diagnostics[0]?.summary ?? "it cannot be loaded"}`, {
      diagnostics,
    });
  }
  return checkedConfig(loaded.exports["default"], shown);
}
