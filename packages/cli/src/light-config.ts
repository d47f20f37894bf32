import { readFileSync } from "node:fs";

import type { Config } from "@oclif/core/config";

/**
 * The part of oclif's configuration that a command itself uses, without reading a manifest or looking for plugins.
 * Commands must not use `this.config` for anything else; what depends on more of it (help, plugins) never gets here.
 */
export function lightConfig(root: URL): Config {
  const config: Pick<
    Config,
    | "bin"
    | "name"
    | "version"
    | "plugins"
    | "topicSeparator"
    | "runHook"
    | "scopedEnvVar"
    | "scopedEnvVarKey"
    | "scopedEnvVarKeys"
  > = {
    bin: "nomadx",
    name: "nomadx",
    get version() {
      return versionIn(root);
    },
    plugins: new Map(),
    // The words of the command are taken off already: nothing is left for oclif to join.
    topicSeparator: ":",
    runHook: () => Promise.resolve({ successes: [], failures: [] }),
    scopedEnvVar: (name) => process.env[`NOMADX_${name}`],
    scopedEnvVarKey: (name) => `NOMADX_${name}`,
    scopedEnvVarKeys: (name) => [`NOMADX_${name}`],
  };
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- true for what `Command` touches: the tests run commands both ways
  return config as Config;
}

function versionIn(root: URL): string {
  const manifest: unknown = JSON.parse(readFileSync(new URL("package.json", root), "utf8"));
  return typeof manifest === "object" && manifest !== null && "version" in manifest
    ? String(manifest.version)
    : "";
}
