import type { Config } from "@oclif/core/config";

/**
 * The part of oclif's configuration that a command itself uses, without reading a manifest or looking for plugins.
 * Commands must not use `this.config` for anything else; what depends on more of it (help, plugins) never gets here.
 */
export function lightConfig(): Config {
  const config: Pick<
    Config,
    | "bin"
    | "name"
    | "plugins"
    | "topicSeparator"
    | "runHook"
    | "scopedEnvVar"
    | "scopedEnvVarKey"
    | "scopedEnvVarKeys"
  > = {
    bin: "nomadx",
    name: "nomadx",
    plugins: new Map(),
    // The words of the command are taken off already: nothing is left for oclif to join.
    topicSeparator: ":",
    runHook: () => Promise.resolve({ successes: [], failures: [] }),
    scopedEnvVar: (name) => process.env[`NOMADX_${name}`],
    scopedEnvVarKey: (name) => `NOMADX_${name}`,
    scopedEnvVarKeys: (name) => [`NOMADX_${name}`],
  };
  // True for what `Command` touches: the tests run every command both ways and compare.
  return config as Config;
}
