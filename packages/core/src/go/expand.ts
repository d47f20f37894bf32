/** A variable in braces that end, and any other. */
const variable = /\$(?:\{([^}]*)\}|([*#$@!?\-0-9])|([A-Za-z0-9_]+))/g;
const variableBehindBraces = /\$(?:(\{)|([*#$@!?\-0-9])|([A-Za-z0-9_]+))/g;

/**
 * `text` with `$name` and `${name}` filled in; unknown names become empty, a lone `$` stays, `${` without an end goes.
 * @see golang/go src/os/env.go Expand
 */
export function expand(text: string, env: Readonly<Record<string, string>>): string {
  return replaceVariables(text, (name) => (Object.hasOwn(env, name) ? (env[name] ?? "") : ""));
}

/** The names that `expand` would look up, in their order. */
export function variablesIn(text: string): readonly string[] {
  const names: string[] = [];
  replaceVariables(text, (name) => {
    names.push(name);
    return "";
  });
  return names;
}

function replaceVariables(text: string, valueOf: (name: string) => string): string {
  // Behind the last brace none is looked for: a text full of `${` would be read to its end for each.
  const end = text.lastIndexOf("}") + 1;
  const inFront = text
    .slice(0, end)
    .replace(variable, (_, braced?: string, special?: string, plain?: string) =>
      valueOf(braced ?? special ?? plain ?? ""),
    );
  const behind = text
    .slice(end)
    .replace(variableBehindBraces, (_, open?: string, special?: string, plain?: string) =>
      open === undefined ? valueOf(special ?? plain ?? "") : "",
    );
  return inFront + behind;
}
