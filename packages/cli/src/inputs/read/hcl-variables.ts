/**
 * Values for the variables of an HCL job file as text of a variables file, which is how the server takes them. `vars` are
 * texts, as they come from `--var` and `NOMAD_VAR_*`: what the file declares as neither string nor number is written as an
 * expression, everything else as a string, which Nomad converts. Values that the file does not mention are left out.
 * @see hashicorp/nomad jobspec2/types.variables.go expressionFromVariableDefinition (2.0.5)
 */
export function hclVariables(hcl: string, vars: Readonly<Record<string, string>>): string {
  return Object.entries(vars)
    .filter(([name]) => /^[\p{L}_][\p{L}\p{N}_-]*$/u.test(name) && mentions(hcl, name))
    .map(([name, value]) => `${name} = ${isExpression(hcl, name) ? value : quote(value)}\n`)
    .join("");
}

function mentions(hcl: string, name: string): boolean {
  return new RegExp(String.raw`(?<![\p{L}\p{N}_-])${name}(?![\p{L}\p{N}_-])`, "u").test(hcl);
}

/** Whether the variable is declared with a type, or else with a default value, that is not written as a plain text. */
function isExpression(hcl: string, name: string): boolean {
  const block = new RegExp(String.raw`^[ \t]*variable[ \t]+"?${name}"?[ \t]*\{`, "mu").exec(hcl);
  if (block !== null) {
    const rest = hcl.slice(block.index + block[0].length);
    // The next declaration at the start of a line ends what can belong to this one.
    const body = rest.split(/^(?:variable|variables|locals|job)\b/m, 1)[0] ?? "";
    const type = /(?:^|[\s{;])type[ \t]*=[ \t]*(\w+)/.exec(body)?.[1];
    if (type !== undefined) return type !== "string" && type !== "number";
    return startsExpression(/(?:^|[\s{;])default[ \t]*=[ \t]*(\S+)/.exec(body)?.[1]);
  }
  const inVariables = /^[ \t]*variables[ \t]*\{([^]*)/m.exec(hcl)?.[1] ?? "";
  return startsExpression(
    new RegExp(String.raw`^[ \t]*${name}[ \t]*=[ \t]*(\S+)`, "mu").exec(inVariables)?.[1],
  );
}

function startsExpression(value: string | undefined): boolean {
  return value !== undefined && /^(?:[[{(]|true\b|false\b)/.test(value);
}

/** A string of HCL in which nothing is interpolated. */
function quote(text: string): string {
  return JSON.stringify(text)
    .replaceAll(/[$%](?=\{)/g, (sign) => sign + sign)
    .replaceAll(/\\./g, (escape) => escapes[escape] ?? escape);
}

/** Escapes that JSON has and HCL has not. */
const escapes: Readonly<Record<string, string>> = { "\\b": "\\u0008", "\\f": "\\u000c" };
