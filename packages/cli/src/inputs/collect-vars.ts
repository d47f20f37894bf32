import { NomadxError } from "@nomadx/core";

/**
 * The values of variables by name: those of `NOMAD_VAR_<name>` in the environment, overruled by `flags` of the form
 * `name=value`, of which the last counts.
 * @throws {NomadxError} `usage` for a flag without `=` or without a name
 */
export function collectVars(
  flags: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Readonly<Record<string, string>> {
  const vars = new Map<string, string>();
  for (const [name, value] of Object.entries(env)) {
    if (/^NOMAD_VAR_./.test(name) && value !== undefined) vars.set(name.slice("NOMAD_VAR_".length), value);
  }
  for (const flag of flags) {
    const [, name, value] = /^([^=]+)=([^]*)$/.exec(flag) ?? [];
    if (name === undefined || value === undefined) {
      throw new NomadxError("usage", `--var takes name=value, not ${JSON.stringify(flag)}`);
    }
    vars.set(name, value);
  }
  return Object.fromEntries(vars);
}
