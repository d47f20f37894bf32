import type { Diagnostic } from "../../../diagnostics/diagnostic.ts";
import { readingCodes } from "../../../diagnostics/reading-codes.ts";
import { evaluate } from "../../../hcl/evaluate/evaluate.ts";
import { parseExpression } from "../../../hcl/parse-hcl.ts";
import { convert } from "../../../hcl/values/convert.ts";
import { stringValue } from "../../../hcl/values/value.ts";
import type { Value } from "../../../hcl/values/value.ts";
import {
  undeclared,
  type GivenValue,
  type InputVariable,
  type ValueOrigin,
  type ValueProblem,
} from "./input-variables.ts";
import { constantValue } from "./argument-value.ts";
import type { NamedText } from "./parse-body.ts";
import { readVariableFile } from "./variable-file.ts";

/** Values for a job file's variables, as Nomad's command line takes them; later kinds go before earlier ones. */
export interface VariableValues {
  /** From the environment: the name without `NOMAD_VAR_`. Names that are not declared do not matter. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Variable files, a later one before an earlier one. */
  readonly files?: readonly NamedText[];
  /** From `--var name=value`. */
  readonly flags?: Readonly<Record<string, string>>;
  /** Whether names that are not declared are let pass, as where one set of values serves many files. */
  readonly lenient?: boolean;
}

/** The values by the names of variables, and what is wrong with them. */
export interface CollectedValues {
  readonly given: ReadonlyMap<string, readonly GivenValue[]>;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Reads the values that are given for variables, and converts them to the variables' types.
 * @see hashicorp/nomad jobspec2/types.variables.go collectInputVariableValues (2.0.5)
 */
export function collectValues(
  variables: ReadonlyMap<string, InputVariable>,
  values: VariableValues,
): CollectedValues {
  const collector = new Collector(variables, values.lenient ?? false);
  for (const [name, text] of Object.entries(values.environment ?? {})) {
    if (variables.has(name)) collector.addText(name, text, "environment");
  }
  for (const file of values.files ?? []) collector.addFile(file);
  for (const [name, text] of Object.entries(values.flags ?? {})) collector.addText(name, text, "flag");
  return collector;
}

/** A problem with a value where it was given. */
export function placedProblem({ code, detail }: ValueProblem, place: Place): Diagnostic {
  return { severity: "error", code, summary: readingCodes[code], detail, ...place };
}

class Collector implements CollectedValues {
  readonly given = new Map<string, GivenValue[]>();
  readonly diagnostics: Diagnostic[] = [];
  readonly #variables: ReadonlyMap<string, InputVariable>;
  readonly #lenient: boolean;

  constructor(variables: ReadonlyMap<string, InputVariable>, lenient: boolean) {
    this.#variables = variables;
    this.#lenient = lenient;
  }

  /** A value of the command line or the environment: a text as it is for texts and numbers, else an expression. */
  addText(name: string, text: string, origin: ValueOrigin): void {
    const variable = this.#variables.get(name);
    const place = { path: origin === "flag" ? `--var ${name}` : `NOMAD_VAR_${name}` };
    if (variable === undefined) {
      this.#undeclared(name, place);
      return;
    }
    const { type } = variable;
    if (type === undefined || type.kind === "string" || type.kind === "number") {
      this.#add(variable, stringValue(text), origin, place);
      return;
    }
    const { tree, diagnostics } = parseExpression(text);
    const { value, problems } = evaluate(tree);
    const [first] = diagnostics;
    const why = first?.detail ?? problems[0]?.detail;
    if (why === undefined) this.#add(variable, value, origin, place);
    else this.#report({ code: "NX113", detail: `The value of "${name}" cannot be read: ${why}` }, place);
  }

  addFile(file: NamedText): void {
    const { source, values, diagnostics } = readVariableFile(file);
    this.diagnostics.push(...diagnostics);
    for (const argument of values) {
      const { name, nameRange, expression } = argument;
      const variable = this.#variables.get(name);
      if (variable === undefined) {
        this.#undeclared(name, { source: source.rangeOf(nameRange) });
        continue;
      }
      const { value, problems } = constantValue(argument);
      this.diagnostics.push(...problems.map((problem) => source.diagnostic(problem)));
      if (problems.length === 0) this.#add(variable, value, "file", { source: source.rangeOf(expression) });
    }
  }

  #add(variable: InputVariable, value: Value, origin: ValueOrigin, place: Place): void {
    const { name, type } = variable;
    const converted = type === undefined ? { value } : convert(value, type);
    if ("problem" in converted) {
      const detail = `The value of "${name}" is not of the variable's type: ${converted.problem}.`;
      this.#report({ code: "NX113", detail }, place);
      return;
    }
    const before = this.given.get(name) ?? [];
    this.given.set(name, [...before, { origin, value: converted.value, place }]);
  }

  #undeclared(name: string, place: Place): void {
    if (!this.#lenient) this.#report(undeclared(name, this.#variables.keys()), place);
  }

  #report({ code, detail }: ValueProblem, place: Place): void {
    this.diagnostics.push(placedProblem({ code, detail }, place));
  }
}

type Place = GivenValue["place"];
