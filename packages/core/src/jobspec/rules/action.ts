import { action } from "../schema/action.ts";
import { blockRules } from "./rule.ts";
import { requiredText } from "./schema-rules.ts";

/** Commands that operators can run in a task. @see hashicorp/nomad nomad/structs/actions.go Action.Validate (2.0.5) */
export const actionRules = blockRules(action, undefined, [
  requiredText(action, "Command", "command cannot be empty"),
  {
    code: "NX2250",
    find: ({ Name }) =>
      // Of the white space Go's expression knows these alone.
      !/^[^\0\t\n\f\r ]{1,128}$/u.test(Name) && {
        keys: ["Name"],
        summary: "Nomad does not take this name for an action",
        received: Name,
        allowed: "1 to 128 characters without white space",
        nomad: `invalid name '${Name}'`,
      },
  },
]);
