import { NomadxError } from "../../diagnostics/errors.ts";
import { evaluate } from "../../hcl/evaluate/evaluate.ts";
import { typeFromExpression } from "../../hcl/evaluate/type-expression.ts";
import { parseExpression } from "../../hcl/parse-hcl.ts";
import { convert } from "../../hcl/values/convert.ts";
import { numberType, type Type } from "../../hcl/values/types.ts";
import { stringValue, type Value } from "../../hcl/values/value.ts";
import { parseDuration } from "../../units/duration.ts";
import { dataOf } from "../hcl/read/decode-value.ts";
import type { ValueOfType, VariableType } from "./variable-type.ts";

/** A rule that a variable's value has to meet, as `validation` in HCL. */
export interface ValidationRule<Given> {
  readonly condition: (value: Given) => boolean;
  readonly error_message: string;
}

/** A variable that a job file takes, as `variable` in HCL. */
export interface VariableDeclaration<T extends VariableType> {
  readonly type: T;
  /** Its value where none is given; without it, one has to be. */
  readonly default?: ValueOfType<T>;
  readonly description?: string;
  readonly validation?: ValidationRule<ValueOfType<T>> | readonly ValidationRule<ValueOfType<T>>[];
}

/**
 * The values of a job file's variables by name, read from their texts as Nomad reads those of HCL's variables: a list or
 * object is an expression of HCL, `["a", "b"]` or `{ a = 1 }`, of which JSON is one way to write it.
 *
 * @throws {NomadxError} `usage` where a value is missing, is not of its type or breaks a rule; all of them in one
 * @example
 * export default ({ vars }: JobContext) => {
 *   const input = variables(vars, {
 *     image: { type: "string", default: "nginx:1" },
 *     count: { type: "number", default: 2, description: "How many to run." },
 *   });
 *   return job("web", { group: { web: { count: input.count, … } } });
 * };
 * @see hashicorp/nomad jobspec2/types.variables.go (2.0.5)
 */
export function variables<const Types extends Readonly<Record<string, VariableType>>>(
  vars: Readonly<Record<string, string>>,
  declared: { readonly [Name in keyof Types]: VariableDeclaration<Types[Name]> },
): { readonly [Name in keyof Types]: ValueOfType<Types[Name]> };
/** Untyped, since the caller's types say it all. */
export function variables(
  vars: Readonly<Record<string, string>>,
  declared: Readonly<Record<string, UntypedDeclaration>>,
): Readonly<Record<string, unknown>> {
  const problems: string[] = [];
  const values: Record<string, unknown> = {};
  for (const [name, declaration] of Object.entries(declared)) {
    const read = valueOf(name, vars[name], declaration);
    if ("problem" in read) problems.push(read.problem);
    else values[name] = read.value;
  }
  if (problems.length === 0) return values;
  throw new NomadxError("usage", problems.join("\n"), {
    help: "Give values with --var name=value, in a file with --var-file, or in variables NOMAD_VAR_<name>.",
  });
}

interface UntypedDeclaration {
  readonly type: VariableType;
  readonly default?: unknown;
  readonly validation?: ValidationRule<unknown> | readonly ValidationRule<unknown>[];
}

type Read = { readonly value: unknown } | { readonly problem: string };

function valueOf(name: string, text: string | undefined, declaration: UntypedDeclaration): Read {
  const { type, validation = [] } = declaration;
  if (text === undefined && declaration.default === undefined) {
    return { problem: `The variable "${name}" has no default, and no value was given` };
  }
  const read = text === undefined ? { value: declaration.default } : readText(text, type);
  if ("problem" in read) return { problem: `The value of "${name}" does not fit: ${read.problem}` };
  const rules = "condition" in validation ? [validation] : validation;
  const broken = rules.find((rule) => !rule.condition(read.value));
  if (broken === undefined) return read;
  return { problem: `The value of "${name}" is refused by its own rule: ${broken.error_message}` };
}

/** A text is a text for texts and numbers, else an expression. */
function readText(text: string, type: VariableType): Read {
  if (typeof type !== "string") {
    const allowed = type.map((each) => JSON.stringify(each)).join(", ");
    return type.includes(text) ? { value: text } : { problem: `allowed are ${allowed}` };
  }
  switch (type) {
    case "string":
      return { value: text.normalize("NFC") };
    case "duration":
      return parseDuration(text) === undefined
        ? { problem: 'a duration such as "30s" or "1h15m" is required' }
        : { value: text };
    case "number":
      return converted(stringValue(text), numberType);
    default: {
      const wanted = typeFromExpression(parseExpression(type).tree, "any");
      if ("problems" in wanted)
        return { problem: `"${type}" is no type: ${wanted.problems[0]?.detail ?? ""}` };
      const { tree, diagnostics } = parseExpression(text);
      const { value, problems } = evaluate(tree);
      const why = diagnostics[0]?.detail ?? problems[0]?.detail;
      return why === undefined ? converted(value, wanted.type) : { problem: why };
    }
  }
}

function converted(value: Value, type: Type): Read {
  const result = convert(value, type);
  return "problem" in result ? { problem: result.problem } : { value: dataOf(result.value) };
}
