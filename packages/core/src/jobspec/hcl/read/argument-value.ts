import { evaluate } from "../../../hcl/evaluate/evaluate.ts";
import type { Evaluated } from "../../../hcl/evaluate/evaluated.ts";
import { dynamicType } from "../../../hcl/values/types.ts";
import { unknownOf } from "../../../hcl/values/value.ts";
import type { HclArgument } from "./hcl-body.ts";

/** The value of an argument; unknown where a template in JSON is wrong. */
export function argumentValue({ expression, scope, json }: HclArgument): Evaluated {
  if (json !== undefined && json.problems.length > 0)
    return { value: unknownOf(dynamicType), problems: json.problems };
  return evaluate(expression, scope);
}

/** The value of an argument in which no names may be; a text of JSON means itself there. */
export function constantValue({ expression, json }: HclArgument): Evaluated {
  return evaluate(json?.literal() ?? expression);
}
