const variable = /\$\{([a-zA-Z0-9_\-.]+)\}/g;

/**
 * A text with `${name}` filled in; what `valueOf` does not know stays as it is written.
 * @example fillInVariables("${JOB}-api", (name) => (name === "JOB" ? "shop" : undefined)) // "shop-api"
 * @see hashicorp/nomad helper/args/args.go ReplaceEnv (2.0.5)
 */
export function fillInVariables(text: string, valueOf: (name: string) => string | undefined): string {
  return text.replace(variable, (written, name: string) => valueOf(name) ?? written);
}
