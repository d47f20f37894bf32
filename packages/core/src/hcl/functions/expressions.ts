import type { HclProblem } from "../problem.ts";
import { convert } from "../values/convert.ts";
import { boolType } from "../values/types.ts";
import { boolValue, isWhollyKnown, unknownOf, unknownValue } from "../values/value.ts";
import { typeFromExpression } from "../evaluate/type-expression.ts";
import type { Functions } from "./define.ts";

/**
 * Functions that look at their arguments before they evaluate them.
 * @see hashicorp/hcl ext/{tryfunc,typeexpr} (2.20.2)
 */
export const expressionFunctions: Functions = {
  try: {
    kind: "expressions",
    parameters: [],
    rest: { name: "expressions" },
    call(args, evaluate) {
      if (args.length === 0) return { problem: "at least one argument is required" };
      const reasons: HclProblem[] = [];
      for (const arg of args) {
        const { value, problems } = evaluate(arg);
        if (problems.length === 0) return { value: isWhollyKnown(value) ? value : unknownValue };
        reasons.push(...problems);
      }
      return {
        problem: `no argument has a value: ${reasons.map(({ detail }) => detail).join(" ")}`.replace(
          /\.$/,
          "",
        ),
      };
    },
  },
  can: {
    kind: "expressions",
    parameters: [{ name: "expression" }],
    call([arg], evaluate) {
      if (arg === undefined) return { value: boolValue(false) };
      const { value, problems } = evaluate(arg);
      if (problems.length > 0) return { value: boolValue(false) };
      return { value: isWhollyKnown(value) ? boolValue(true) : unknownOf(boolType) };
    },
  },
  convert: {
    kind: "expressions",
    parameters: [{ name: "value" }, { name: "type" }],
    call([arg, typeArg], evaluate) {
      if (arg === undefined || typeArg === undefined) return { value: unknownValue };
      const { value, problems } = evaluate(arg);
      const type = typeFromExpression(typeArg, "any");
      const own = [...problems, ...("problems" in type ? type.problems : [])];
      if (own.length > 0 || "problems" in type) return { problems: own };
      const converted = convert(value, type.type);
      return "value" in converted ? converted : { problem: converted.problem, argument: 0 };
    },
  },
};
