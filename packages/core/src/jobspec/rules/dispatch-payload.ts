import { dispatchPayload } from "../schema/dispatch-payload.ts";
import { escapingPath } from "./escaping-path.ts";
import { blockRules } from "./rule.ts";

/** The file that a payload is written to. @see hashicorp/nomad nomad/structs/structs.go DispatchPayloadConfig.Validate (2.0.5) */
export const dispatchPayloadRules = blockRules(dispatchPayload, undefined, [
  {
    code: "NX2230",
    find: ({ File }) => escapingPath("task/local", "File", File, "Dispatch Payload validation failed: "),
  },
]);
