import type { Diagnostic } from "../../../diagnostics/diagnostic.ts";
import { evaluate } from "../../../hcl/evaluate/evaluate.ts";
import { suggestion } from "../../../hcl/evaluate/suggestion.ts";
import { typeFromExpression } from "../../../hcl/evaluate/type-expression.ts";
import type { HclFunction } from "../../../hcl/evaluate/hcl-function.ts";
import { isIdentifier } from "../../../hcl/scan/identifier.ts";
import type { Expression } from "../../../hcl/syntax/expression.ts";
import type { TextRange } from "../../../hcl/syntax/text-range.ts";
import { convert } from "../../../hcl/values/convert.ts";
import { boolType, dynamicType, stringType } from "../../../hcl/values/types.ts";
import type { Type } from "../../../hcl/values/types.ts";
import { objectValue, typeOf, unknownOf } from "../../../hcl/values/value.ts";
import type { Value } from "../../../hcl/values/value.ts";
import { constantValue } from "./argument-value.ts";
import type { HclArgument, HclBlock, Report, Shape } from "./hcl-body.ts";
import { referencesIn } from "./references.ts";

/** Where a variable has its value from; what comes later counts. */
export type ValueOrigin = "default" | "environment" | "file" | "flag";

/** A rule that a variable's value has to meet. */
interface ValidationRule {
  readonly condition: Expression;
  readonly message: string;
}

/** A variable that a job file declares. */
export interface InputVariable {
  readonly name: string;
  /** Where it is declared. */
  readonly range: TextRange;
  /** `undefined` where neither a type nor a default says it: values are then texts. */
  readonly type: Type | undefined;
  readonly description: string | undefined;
  readonly default: Value | undefined;
  /** Where the default stands. */
  readonly defaultRange: TextRange | undefined;
  readonly rules: readonly ValidationRule[];
}

const variableShape: Shape = {
  arguments: new Set(["description", "default", "type"]),
  blocks: new Map([["validation", 0]]),
};
const validationShape: Shape = { arguments: new Set(["condition", "error_message"]), blocks: new Map() };

/**
 * The variables that `variable` and `variables` blocks declare, by name.
 * @see hashicorp/nomad jobspec2/types.variables.go (2.0.5)
 */
export function declaredVariables(
  blocks: readonly HclBlock[],
  report: Report,
): ReadonlyMap<string, InputVariable> {
  const variables = new Map<string, InputVariable>();
  const add = (variable: InputVariable, subject: TextRange): void => {
    if (!variables.has(variable.name)) variables.set(variable.name, variable);
    else report({ code: "NX112", detail: `The variable "${variable.name}" is declared twice.`, subject });
  };
  for (const block of blocks) {
    if (block.type === "variable") {
      const variable = declaredVariable(block, report);
      if (variable !== undefined) add(variable, block.header);
    } else if (block.type === "variables") {
      for (const argument of block.body.justArguments(report)) {
        const value = constantOf(argument, report);
        if (value !== undefined) add(untyped(argument, value), argument.nameRange);
      }
    }
  }
  return variables;
}

function untyped({ name, nameRange, expression }: HclArgument, value: Value): InputVariable {
  return {
    name,
    range: { start: nameRange.start, end: expression.end },
    type: typeOf(value),
    description: undefined,
    default: value,
    defaultRange: { start: expression.start, end: expression.end },
    rules: [],
  };
}

function declaredVariable(block: HclBlock, report: Report): InputVariable | undefined {
  const label = block.labels[0];
  const name = label?.value ?? "";
  const content = block.body.content(variableShape, report);
  if (label !== undefined && !isIdentifier(name)) {
    const detail =
      "The name of a variable begins with a letter, and has only letters, digits, _ and - in it.";
    report({ code: "NX112", detail, subject: label.range });
  }
  const argument = (wanted: string) => content.arguments.find((each) => each.name === wanted);
  const description = descriptionOf(argument("description"), report);
  const typeArgument = argument("type");
  const type =
    typeArgument === undefined
      ? undefined
      : typeFromExpression(typeArgument.json?.bare(report) ?? typeArgument.expression, "exact");
  if (type !== undefined && "problems" in type) {
    for (const problem of type.problems) report(problem);
    return undefined;
  }
  const fallback = argument("default");
  const given = fallback === undefined ? undefined : constantOf(fallback, report);
  if (fallback !== undefined && given === undefined) return undefined;
  const rules = content.blocks.flatMap((each) => validationRule(name, each, report) ?? []);
  const common = { name, range: block.header, description, rules };
  if (given === undefined || fallback === undefined) {
    return { ...common, type: type?.type, default: undefined, defaultRange: undefined };
  }
  const want = type?.type ?? typeOf(given);
  const { start, end } = fallback.expression;
  const value = fitted(name, given, want, { start, end }, report);
  return { ...common, type: want, default: value, defaultRange: { start, end } };
}

/** A value of the variable's type; unknown after a report. */
function fitted(name: string, value: Value, want: Type, { start, end }: TextRange, report: Report): Value {
  const converted = convert(value, want);
  if ("value" in converted) return converted.value;
  const detail = `The value of "${name}" is not of the variable's type: ${converted.problem}.`;
  report({ code: "NX113", detail, subject: { start, end } });
  return unknownOf(dynamicType);
}

/** The value of an expression in which no names may be; `undefined` after a report. */
function constantOf(argument: HclArgument, report: Report): Value | undefined {
  const { value, problems } = constantValue(argument);
  for (const problem of problems) report(problem);
  return problems.length > 0 ? undefined : value;
}

function descriptionOf(argument: HclArgument | undefined, report: Report): string | undefined {
  if (argument === undefined) return undefined;
  const value = constantOf(argument, report);
  if (value === undefined) return undefined;
  const converted = convert(value, stringType);
  if ("value" in converted && converted.value.kind === "string") return converted.value.value;
  const { start, end } = argument.expression;
  report({ code: "NX112", detail: `"${argument.name}" has to be a text.`, subject: { start, end } });
  return undefined;
}

function validationRule(name: string, block: HclBlock, report: Report): ValidationRule | undefined {
  const content = block.body.content(validationShape, report);
  const condition = content.arguments.find((each) => each.name === "condition");
  const text = content.arguments.find((each) => each.name === "error_message");
  for (const [argument, word] of [
    [condition, "condition"],
    [text, "error_message"],
  ] as const) {
    const subject = block.body.missingItem;
    if (argument === undefined) report({ code: "NX112", detail: `A validation needs ${word} = …`, subject });
  }
  if (condition === undefined || text === undefined) return undefined;
  checkReferences(name, condition.expression, report);
  const message = descriptionOf(text, report);
  if (message === undefined) return undefined;
  if (message.trim() === "") {
    const { start, end } = text.expression;
    report({ code: "NX112", detail: "The error_message must not be empty.", subject: { start, end } });
  }
  return { condition: condition.expression, message };
}

/** A rule may look at its own variable only, and has to. */
function checkReferences(name: string, condition: Expression, report: Report): void {
  const references = referencesIn(condition);
  const isOwn = (reference: (typeof references)[number]): boolean => {
    const [step] = reference.steps;
    return reference.name === "var" && step?.kind === "attribute-step" && step.name === name;
  };
  for (const reference of references.filter((each) => !isOwn(each))) {
    const detail = `The condition may refer to var.${name} only.`;
    report({ code: "NX112", detail, subject: { start: reference.start, end: reference.end } });
  }
  if (!references.some(isOwn)) {
    const { start, end } = condition;
    report({ code: "NX112", detail: `The condition has to refer to var.${name}.`, subject: { start, end } });
  }
}

/** A value for a variable, with where it comes from. */
export interface GivenValue {
  readonly origin: ValueOrigin;
  readonly value: Value;
  /** Where it was given. */
  readonly place: Pick<Diagnostic, "path" | "source">;
}

/** A problem with a value, without a place: the caller knows where it was given. */
export type ValueProblem = { readonly code: "NX111" | "NX113" | "NX114"; readonly detail: string };

/** That a value was given for a variable that is not declared. */
export function undeclared(name: string, known: Iterable<string>): ValueProblem {
  const hint = suggestion(name, known);
  return { code: "NX111", detail: `The job file declares no variable "${name}".${hint}` };
}

/**
 * The values that variables have in the end, those that come later before those that come earlier, and whether they meet
 * the rules of the variable; unknown where there is none, after a report.
 */
export function settledValues(
  variables: ReadonlyMap<string, InputVariable>,
  given: ReadonlyMap<string, readonly GivenValue[]>,
  functions: ReadonlyMap<string, HclFunction>,
  report: Report,
  reportGiven: (problem: ValueProblem, given: GivenValue) => void,
): ReadonlyMap<string, Value> {
  const values = new Map<string, Value>();
  for (const [name, variable] of variables) {
    const last = given.get(name)?.at(-1);
    const value = last?.value ?? variable.default;
    if (value === undefined) {
      const detail = `The variable "${name}" has no default, and no value was given: use --var ${name}=…, --var-file or NOMAD_VAR_${name}.`;
      report({ code: "NX110", detail, subject: variable.range });
    } else {
      checkRules(variable, value, functions, report, (detail) => {
        if (last === undefined)
          report({ code: "NX114", detail, subject: variable.defaultRange ?? variable.range });
        else reportGiven({ code: "NX114", detail }, last);
      });
    }
    values.set(name, value ?? unknownOf(variable.type ?? dynamicType));
  }
  return values;
}

function checkRules(
  variable: InputVariable,
  value: Value,
  functions: ReadonlyMap<string, HclFunction>,
  report: Report,
  refuse: (detail: string) => void,
): void {
  const scope = { variables: new Map([["var", objectValue([[variable.name, value]])]]), functions };
  for (const { condition, message } of variable.rules) {
    const { value: result, problems } = evaluate(condition, scope);
    for (const problem of problems) report(problem);
    if (result.kind === "unknown") continue;
    const converted = convert(result, boolType);
    const { start, end } = condition;
    if ("problem" in converted || converted.value.kind !== "bool") {
      const why = "problem" in converted ? converted.problem : "it is null";
      report({
        code: "NX112",
        detail: `The condition has to be true or false: ${why}.`,
        subject: { start, end },
      });
    } else if (!converted.value.value) {
      refuse(`The value of "${variable.name}" is refused by its own rule: ${message}`);
    }
  }
}
