import { looksSecret, shellWord } from "@nomadx/core/plan";

/** The flags of a plan that change what a run of the same files does. */
export interface PlanFlags {
  readonly var: readonly string[];
  readonly "var-file"?: readonly string[];
  readonly "allow-lint"?: readonly string[];
  readonly address?: string | undefined;
  readonly region?: string | undefined;
  readonly namespace?: string | undefined;
}

/**
 * The flags that `nomadx run` needs to do what was planned, each ready for a POSIX shell. Credentials in the address and
 * values of variables that look like secrets are not shown.
 */
export function runOptions(flags: PlanFlags): string[] {
  const named = (["address", "region", "namespace"] as const).flatMap((name) => {
    const value = flags[name];
    return value === undefined ? [] : [`--${name} ${shellWord(withoutCredentials(value))}`];
  });
  return [
    ...named,
    ...(flags["var-file"] ?? []).map((file) => `--var-file ${shellWord(file)}`),
    ...(flags["allow-lint"] ?? []).map((code) => `--allow-lint ${shellWord(code)}`),
    ...flags.var.map((pair) => `--var ${shellWord(withoutSecret(pair))}`),
  ];
}

function withoutCredentials(value: string): string {
  return value.replace(/:\/\/[^/]*@/, "://");
}

function withoutSecret(pair: string): string {
  const name = pair.slice(0, Math.max(0, pair.indexOf("=")));
  return looksSecret(name) ? `${name}=(sensitive)` : pair;
}
