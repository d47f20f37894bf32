import { isFailure } from "../../diagnostics/finding.ts";
import type { Type } from "../../hcl/values/types.ts";
import { collectValues } from "../../jobspec/hcl/read/given-values.ts";
import type { HclJobFile } from "../../jobspec/hcl/read/job-file.ts";
import { readHcl } from "../../jobspec/hcl/read/read-hcl.ts";

/** The variables of a job file that do not have their defaults. */
export interface FilledVariables {
  /** Names of those that were given values. */
  readonly given: readonly string[];
  /** Values, as for `--var`, for those that were given none and have no default. */
  readonly placeholders: Readonly<Record<string, string>>;
}

/**
 * Finds values for the variables of a job file that have none, of their types, and such that the job can be read with them
 * where one of a few can: a name, a number, a duration.
 * @example placeholders({ file: "a.nomad", text: 'variable "image" {}\njob "a" { … }' }).placeholders // { image: "image" }
 */
export function placeholders(file: HclJobFile): FilledVariables {
  const { variables } = readHcl(file);
  const { given } = collectValues(variables, file.values ?? {});
  const missing = [...variables.values()].filter(
    ({ name, default: value }) => value === undefined && !given.has(name),
  );
  const values = new Map(missing.map(({ name, type }) => [name, textFor(type, name)]));
  const problems = (): number => readHcl(withValues(file, values)).diagnostics.filter(isFailure).length;
  let least = missing.length === 0 ? 0 : problems();
  for (const { name, type } of missing) {
    if (least === 0) break;
    const first = values.get(name) ?? "";
    let best = first;
    for (const other of type === undefined || type.kind === "string" ? ["1", "10s", "true"] : []) {
      values.set(name, other);
      const found = problems();
      if (found < least) [least, best] = [found, other];
    }
    values.set(name, best);
  }
  return { given: [...given.keys()], placeholders: Object.fromEntries(values) };
}

function withValues(file: HclJobFile, values: ReadonlyMap<string, string>): HclJobFile {
  const flags = { ...Object.fromEntries(values), ...file.values?.flags };
  return { ...file, values: { ...file.values, flags } };
}

/** A text for `--var` that is a value of a type. */
function textFor(type: Type | undefined, name: string): string {
  return type === undefined || type.kind === "string" ? name : expressionFor(type, name);
}

function expressionFor(type: Type, name: string): string {
  switch (type.kind) {
    case "number":
      return "1";
    case "bool":
      return "true";
    case "list":
    case "set":
      return `[${expressionFor(type.element, name)}]`;
    case "map":
      return `{ ${JSON.stringify(name)} = ${expressionFor(type.element, name)} }`;
    case "tuple":
      return `[${type.items.map((item) => expressionFor(item, name)).join(", ")}]`;
    case "object": {
      const entries = Array.from(
        type.attributes,
        ([key, item]) => `${JSON.stringify(key)} = ${expressionFor(item, key)}`,
      );
      return `{ ${entries.join(", ")} }`;
    }
    default:
      return JSON.stringify(name);
  }
}
