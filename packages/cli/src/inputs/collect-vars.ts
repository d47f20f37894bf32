import { NomadxError } from "@nomadx/core";
import type { VariableValues } from "@nomadx/core/jobspec/hcl";
import { isHarmless, looksSecret, secretsIn } from "@nomadx/core/text";

/** Values of variables by name, and where they were given. */
type GivenVars = Required<Pick<VariableValues, "environment" | "flags">>;

/**
 * The values of variables: those of `NOMAD_VAR_<name>` in the environment, and of `flags` of the form `name=value`, of
 * which the last counts.
 * @throws {NomadxError} `usage` for a flag without `=` or without a name
 */
export function collectVars(
  flags: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): GivenVars {
  const environment = new Map<string, string>();
  const values = new Map<string, string>();
  for (const [name, value] of Object.entries(env)) {
    if (/^NOMAD_VAR_./.test(name) && value !== undefined)
      environment.set(name.slice("NOMAD_VAR_".length), value);
  }
  for (const flag of flags) {
    const [, name, value] = /^([^=]+)=([^]*)$/.exec(flag) ?? [];
    if (name === undefined || value === undefined) {
      throw new NomadxError("usage", `--var takes name=value, not ${JSON.stringify(flag)}`);
    }
    values.set(name, value);
  }
  return { environment: Object.fromEntries(environment), flags: Object.fromEntries(values) };
}

/** The values of variables whose names look secret: a job may have them under any key. */
export function secretValues({ environment, flags, files = [] }: VariableValues): readonly string[] {
  const given = [environment, flags].flatMap((values) => Object.entries(values ?? {}));
  const values = given.flatMap(([name, value]) => (looksSecret(name) && !isHarmless(value) ? [value] : []));
  return [...values, ...files.flatMap(({ text }) => secretsIn(text))];
}
