const variable = /\$(?:\{([^}]*)\}|(\{)|([*#$@!?\-0-9])|([A-Za-z0-9_]+))/g;

/**
 * `text` with `$name` and `${name}` filled in; unknown names become empty, a lone `$` stays, `${` without an end goes.
 * @see golang/go src/os/env.go Expand
 */
export function expand(text: string, env: Readonly<Record<string, string>>): string {
  return text.replace(variable, (_, braced?: string, _open?: string, special?: string, plain?: string) => {
    const name = braced ?? special ?? plain ?? "";
    return Object.hasOwn(env, name) ? (env[name] ?? "") : "";
  });
}
