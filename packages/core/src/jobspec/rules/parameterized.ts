import { showValue } from "../key-path.ts";
import { parameterized } from "../schema/parameterized.ts";
import { blockRules } from "./rule.ts";
import { oneOfValues } from "./schema-rules.ts";

/** Jobs that are dispatched. @see hashicorp/nomad nomad/structs/structs.go ParameterizedJobConfig.Validate (2.0.5) */
export const parameterizedRules = blockRules(parameterized, undefined, [
  {
    code: "NX2720",
    find: (_hub, { job: { Type } }) =>
      Type !== "batch" &&
      Type !== "sysbatch" && {
        summary: `A ${Type} job cannot be parameterized`,
        allowed: 'type = "batch" or "sysbatch"',
        nomad: 'Parameterized job can only be used with "batch" or "sysbatch" scheduler',
      },
  },
  oneOfValues(parameterized, "Payload", (value) => `Unknown payload requirement: "${value}"`),
  {
    code: "NX2721",
    find: ({ MetaRequired, MetaOptional }) => {
      const both = MetaOptional.filter(
        (key, index) => MetaRequired.includes(key) && MetaOptional.indexOf(key) === index,
      );
      return both.map((key) => ({
        keys: ["MetaOptional", MetaOptional.indexOf(key)],
        summary: `The key ${showValue(key)} is both required and optional`,
        help: "Name it in one of the lists.",
        nomad: `Required and optional meta keys should be disjoint. Following keys exist in both: [${both.join(" ")}]`,
      }));
    },
  },
]);
