import { counted } from "../../text/counted.ts";
import type { HclProblem } from "../problem.ts";
import type { Call, Expression } from "../syntax/expression.ts";
import type { TextRange } from "../syntax/text-range.ts";
import { convert } from "../values/convert.ts";
import { isWhollyKnown, typeOf, unknownOf, unknownValue } from "../values/value.ts";
import type { Value } from "../values/value.ts";
import { suggestion } from "./suggestion.ts";
import type { Evaluate } from "./evaluation.ts";
import type { CallFailure, CallResult, HclFunction, Parameter } from "./hcl-function.ts";
import { nearest } from "./scope.ts";
import type { Scope } from "./scope.ts";
import { startRange } from "./start-range.ts";

/** An argument as it is written, or an element of one that is spread with `...`, which has a value already. */
interface Argument {
  readonly expression: Expression;
  readonly value?: Value;
}

/**
 * `name(a, b...)`: looks the function up, counts, evaluates and converts its arguments, and calls it.
 * @see hashicorp/hcl hclsyntax/expression.go FunctionCallExpr.Value (2.20.2)
 */
export function callValue(call: Call, scope: Scope, problems: HclProblem[], evaluate: Evaluate): Value {
  const callee = nearest(scope, ({ functions }) => functions?.get(call.name));
  if (callee === undefined) {
    problems.push(unknownFunction(call, scope));
    return unknownValue;
  }
  const args = argumentsOf(call, scope, problems, evaluate);
  if (args === undefined) return unknownValue;
  const miscounted = countProblem(call, callee, args);
  if (miscounted !== undefined) {
    problems.push(miscounted);
    return unknownValue;
  }
  const result =
    callee.kind === "expressions"
      ? callee.call(
          args.map(({ expression }) => expression),
          (expression) => {
            const own: HclProblem[] = [];
            return { value: evaluate(expression, scope, own), problems: own };
          },
        )
      : callWithValues(call, callee, args, scope, problems, evaluate);
  if (result === undefined) return unknownValue;
  if ("value" in result) return result.value;
  problems.push(...("problems" in result ? result.problems : [failure(call, callee, args, result)]));
  return unknownValue;
}

function unknownFunction(call: Call, scope: Scope): HclProblem {
  const names = new Set<string>();
  nearest(scope, ({ functions }) => {
    for (const name of functions?.keys() ?? []) names.add(name);
    return undefined;
  });
  if (nearest(scope, ({ functions }) => functions) === undefined) {
    return {
      code: "NX562",
      detail: "Functions cannot be called here: write the value itself.",
      subject: call,
    };
  }
  return {
    code: "NX562",
    detail: `There is no function named "${call.name}".${suggestion(call.name, names)}`,
    subject: { start: call.start, end: call.nameEnd },
    context: call,
  };
}

/** The arguments, with the last one spread where `...` says so; `undefined` when that one is wrong or not known. */
function argumentsOf(
  call: Call,
  scope: Scope,
  problems: HclProblem[],
  evaluate: Evaluate,
): readonly Argument[] | undefined {
  const args: readonly Argument[] = call.arguments.map((expression) => ({ expression }));
  const last = call.arguments.at(-1);
  if (!call.spread || last === undefined) return args;
  const before = problems.length;
  const value = evaluate(last, scope, problems);
  if (problems.length > before) return undefined;
  if ("items" in value) {
    return [...args.slice(0, -1), ...value.items.map((item) => ({ expression: last, value: item }))];
  }
  const { kind } = typeOf(value);
  const isSequence = kind === "tuple" || kind === "list" || kind === "set";
  if (value.kind === "null" || !(isSequence || kind === "dynamic")) {
    const detail =
      value.kind === "null" && (isSequence || kind === "dynamic")
        ? "A value that is spread with ... must not be null."
        : "Only a tuple, a list or a set can be spread with ...";
    problems.push({
      code: "NX564",
      detail,
      subject: last,
      context: call,
    });
  }
  return undefined;
}

function countProblem(call: Call, callee: HclFunction, args: readonly Argument[]): HclProblem | undefined {
  const { parameters, rest } = callee;
  const missing = parameters[args.length];
  const count = counted(parameters.length, "argument");
  if (missing !== undefined) {
    return {
      code: "NX563",
      detail: `Function "${call.name}" takes ${rest === undefined ? "" : "at least "}${count}. "${missing.name}" is missing.`,
      subject: { start: call.close, end: call.close + 1 },
      context: call,
    };
  }
  const extra = args[parameters.length];
  if (rest !== undefined || extra === undefined) return undefined;
  return {
    code: "NX563",
    detail: `Function "${call.name}" takes ${parameters.length === 0 ? "no arguments" : `only ${count}`}.`,
    subject: startOf(extra),
    context: call,
  };
}

/** An argument that is spread (`...`) is marked as a whole: its elements stand nowhere. */
function startOf(argument: Argument): TextRange {
  return argument.value === undefined ? startRange(argument.expression) : argument.expression;
}

type ValueFunction = Extract<HclFunction, { kind: "values" }>;

function parameterOf(callee: HclFunction, index: number): Pick<Parameter, "name"> | undefined {
  return callee.parameters[index] ?? callee.rest;
}

function callWithValues(
  call: Call,
  callee: ValueFunction,
  args: readonly Argument[],
  scope: Scope,
  problems: HclProblem[],
  evaluate: Evaluate,
): CallResult | undefined {
  const before = problems.length;
  const values = args.map((argument, index) => {
    const given = argument.value ?? evaluate(argument.expression, scope, problems);
    const parameter = callee.parameters[index] ?? callee.rest;
    if (parameter === undefined) return given;
    const converted = convert(given, parameter.type);
    if ("value" in converted) return converted.value;
    problems.push(argumentProblem(call, callee, args, index, converted.problem));
    return given;
  });
  if (problems.length > before) return undefined;
  let isKnown = true;
  for (const [index, value] of values.entries()) {
    const parameter = callee.parameters[index] ?? callee.rest;
    if (value.kind === "null" && parameter?.allowsNull !== true) {
      return { problem: "argument must not be null", argument: index };
    }
    if (parameter?.allowsUnknown !== true && !isWhollyKnown(value)) isKnown = false;
  }
  return isKnown ? callee.call(values) : { value: unknownOf(callee.returns) };
}

function failure(
  call: Call,
  callee: HclFunction,
  args: readonly Argument[],
  result: CallFailure,
): HclProblem {
  if (result.argument !== undefined)
    return argumentProblem(call, callee, args, result.argument, result.problem);
  return {
    code: "NX565",
    detail: `Function "${call.name}" failed: ${result.problem}.`,
    subject: { start: call.start, end: call.open + 1 },
    context: call,
  };
}

function argumentProblem(
  call: Call,
  callee: HclFunction,
  args: readonly Argument[],
  index: number,
  problem: string,
): HclProblem {
  const argument = args[index];
  return {
    code: "NX564",
    detail: `Argument "${parameterOf(callee, index)?.name ?? ""}" of "${call.name}" does not fit: ${problem}.`,
    subject: argument === undefined ? call : startOf(argument),
    ...(argument === undefined ? {} : { context: call }),
  };
}
