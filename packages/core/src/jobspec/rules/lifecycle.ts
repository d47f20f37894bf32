import { lifecycle } from "../schema/lifecycle.ts";
import { blockRules } from "./rule.ts";
import { oneOfValues } from "./schema-rules.ts";

/** When a task runs. @see hashicorp/nomad nomad/structs/structs.go TaskLifecycleConfig.Validate (2.0.5) */
export const lifecycleRules = blockRules(lifecycle, undefined, [
  oneOfValues(
    lifecycle,
    "Hook",
    (value) =>
      `Lifecycle validation failed: ${value === "" ? "no lifecycle hook provided" : `invalid hook: ${value}`}`,
    "refused",
  ),
]);
