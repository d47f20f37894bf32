import type { Scope } from "../../../hcl/evaluate/scope.ts";
import { maximumDepth } from "../../../hcl/parse/limits.ts";
import type { HclProblem } from "../../../hcl/problem.ts";
import type { Expression } from "../../../hcl/syntax/expression.ts";
import { sizeOf, type Size } from "../../../hcl/values/size.ts";
import { objectValue } from "../../../hcl/values/value.ts";
import type { Value } from "../../../hcl/values/value.ts";
import { argumentValue } from "./argument-value.ts";
import type { HclArgument, HclBlock, Report } from "./hcl-body.ts";
import { referencesIn } from "./references.ts";

/**
 * The arguments of `locals`, each after those that it refers to. A name that stands in two blocks has the later value, as on
 * the server.
 */
export function localArguments(blocks: readonly HclBlock[], report: Report): readonly HclArgument[] {
  const locals = new Map<string, HclArgument>();
  for (const block of blocks.filter(({ type }) => type === "locals")) {
    for (const argument of block.body.justArguments(report)) locals.set(argument.name, argument);
  }
  return inOrder(locals);
}

/**
 * The values of locals in such an order. Where they refer to each other in a circle, the one that is missing is reported.
 * @see hashicorp/nomad jobspec2/types.config.go evaluateLocalVariables (2.0.5)
 */
export function localValues(
  locals: readonly HclArgument[],
  outer: Scope,
  report: Report,
): ReadonlyMap<string, Value> {
  const values = new Map<string, Value>();
  const sizes = new WeakMap<Value, Size>();
  for (const argument of locals) {
    const known = objectValue(neededOf(values, argument.expression));
    const scope: Scope = { parent: outer, variables: new Map([["local", known]]) };
    const { value, problems } = argumentValue({ ...argument, scope });
    for (const problem of problems) report(problem);
    if (problems.length > 0) continue;
    if (isTooLarge(sizeOf(value, sizes))) report(tooLarge(argument));
    else values.set(argument.name, value);
  }
  return values;
}

/** Whatever walks a value may call itself for what is inside, and look at all that is in it. */
const mostParts = 1_000_000;

function isTooLarge({ parts, levels }: Size): boolean {
  return parts > mostParts || levels > maximumDepth;
}

function tooLarge({ name, expression }: HclArgument): HclProblem {
  const detail = `The value of local.${name} has more than ${maximumDepth} levels or ${mostParts} parts. It is taken as not known.`;
  return { code: "NX576", detail, subject: expression };
}

/**
 * As much of `local` as an expression can tell from all of it: where it takes single ones that are there, only these, so that a
 * long chain of locals does not cost all of them for each.
 */
function neededOf(
  values: ReadonlyMap<string, Value>,
  expression: Expression,
): Iterable<readonly [string, Value]> {
  const needed = new Map<string, Value>();
  for (const { name, steps } of referencesIn(expression)) {
    if (name !== "local") continue;
    const [step] = steps;
    const value = step?.kind === "attribute-step" ? values.get(step.name) : undefined;
    if (step?.kind !== "attribute-step" || value === undefined) return values;
    needed.set(step.name, value);
  }
  return needed;
}

/** Each after those that it refers to, but for circles. */
function inOrder(locals: ReadonlyMap<string, HclArgument>): readonly HclArgument[] {
  const ordered = new Set<HclArgument>();
  const open = new Set<string>();
  for (const name of locals.keys()) visit(name, locals, open, ordered);
  return [...ordered];
}

function visit(
  start: string,
  locals: ReadonlyMap<string, HclArgument>,
  open: Set<string>,
  ordered: Set<HclArgument>,
): void {
  // A stack of its own: a chain of locals may be longer than that of the machine.
  const stack = [start];
  while (stack.length > 0) {
    const name = stack.at(-1) ?? "";
    const argument = locals.get(name);
    if (argument === undefined || ordered.has(argument)) {
      stack.pop();
    } else if (open.has(name)) {
      ordered.add(argument);
      stack.pop();
    } else {
      open.add(name);
      const needed = localsIn(argument.expression).filter((each) => !open.has(each));
      stack.push(...needed.toReversed());
    }
  }
}

function localsIn(expression: Expression): readonly string[] {
  return referencesIn(expression).flatMap(({ name, steps: [step] }) =>
    name === "local" && step?.kind === "attribute-step" ? [step.name] : [],
  );
}
