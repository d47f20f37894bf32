import { quote } from "../../go/quote.ts";
import { spread } from "../schema/spread.ts";
import { blockRules } from "./rule.ts";
import { inRange, requiredText } from "./schema-rules.ts";

/** How allocations are distributed over nodes. @see hashicorp/nomad nomad/structs/structs.go Spread.Validate (2.0.5) */
export const spreadRules = blockRules(spread, undefined, [
  requiredText(spread, "Attribute", "Missing spread attribute"),
  inRange(
    spread,
    "Weight",
    { least: 1, most: 100 },
    () => "Spread block must have a positive weight from 0 to 100",
  ),
  {
    code: "NX2820",
    find: ({ SpreadTarget }) => {
      const seen = new Set<string>();
      return SpreadTarget.flatMap(({ Value }, index) => {
        if (!seen.has(Value)) {
          seen.add(Value);
          return [];
        }
        return {
          keys: ["SpreadTarget", index, "Value"],
          summary: `The target ${JSON.stringify(Value)} is declared twice`,
          help: "Leave one of them out.",
          nomad: `Spread target value ${quote(Value)} already defined`,
        };
      });
    },
  },
  {
    code: "NX2821",
    find: ({ SpreadTarget }) => {
      const sum = SpreadTarget.reduce((total, { Percent }) => total + Number(Percent), 0);
      return [
        ...SpreadTarget.flatMap(({ Value, Percent }, index) =>
          Percent > 100
            ? {
                keys: ["SpreadTarget", index, "Percent"],
                summary: "More than all allocations",
                detail: `Received ${Percent} %.`,
                allowed: "0 to 100",
                nomad: `Spread target percentage for value ${quote(Value)} must be between 0 and 100`,
              }
            : [],
        ),
        ...(sum > 100
          ? [
              {
                keys: ["SpreadTarget"],
                at: "key" as const,
                summary: "The targets are more than all allocations",
                detail: `Their percentages come to ${sum}.`,
                allowed: "100 or less together",
                nomad: `Sum of spread target percentages must not be greater than 100%; got ${sum}%`,
              },
            ]
          : []),
      ];
    },
  },
  {
    code: "NX2822",
    find: (_, { job }) =>
      job.Type === "system" && {
        at: "key",
        summary: "A system job takes no spread",
        detail: "It runs on every node that fits: there is nothing to distribute.",
        help: "Leave the spread out.",
        nomad: "System jobs may not have a spread block",
      },
  },
]);
