import { scaling } from "../schema/scaling.ts";
import { blockRules } from "./rule.ts";
import { inRange, oneOfValues } from "./schema-rules.ts";

/** How the autoscaler may change the count of a group: Nomad does not look at the scaling of tasks. @see hashicorp/nomad nomad/structs/structs.go ScalingPolicy.Validate, TaskGroup.validateScalingPolicy (2.0.5) */
export const scalingRules = blockRules(scaling, undefined, [
  oneOfValues(
    scaling,
    "Type",
    (value) => `Scaling policy invalid: scaling policy type "${value}" is not valid`,
    "refused",
  ),
  inRange(
    scaling,
    "Max",
    { least: 0 },
    () => "Scaling policy invalid: maximum count must be specified and non-negative",
  ),
  inRange(
    scaling,
    "Min",
    { least: 0 },
    () => "Scaling policy invalid: minimum count must be specified and non-negative",
  ),
  {
    code: "NX2150",
    find: ({ Min, Max }) =>
      Max >= 0 &&
      Max < Min && {
        keys: ["Max"],
        summary: "max is less than min",
        detail: `"max" is ${Max}, and "min" is ${Min}.`,
        nomad: "Scaling policy invalid: maximum count must not be less than minimum count",
      },
  },
  {
    code: "NX2151",
    find: ({ Min, Max }, { group }) => {
      const count = group?.Count ?? 0;
      if (count >= Min && count <= Max) return undefined;
      const [end, than] = count > Max ? ["maximum", "greater"] : ["minimum", "less"];
      return {
        summary: "The group's count is not between min and max",
        detail: `"count" is ${count}, "min" is ${Min} and "max" is ${Max}.`,
        help: 'Change "count", or what it may be scaled to.',
        nomad: `Scaling policy invalid: task group count must not be ${than} than ${end} count in scaling policy`,
      };
    },
  },
]);
