import { affinity } from "../../jobspec/schema/affinity.ts";
import { constraint } from "../../jobspec/schema/constraint.ts";
import { textOf } from "../../jobspec/schema/_hub.ts";
import { plainText } from "./flatten.ts";
import { fieldsSet } from "./lists.ts";
import type { Part } from "./part.ts";

/** Known by all they say: another value makes another constraint. */
export const constraints: Part = fieldsSet("Constraint", constraint, (item) =>
  [textOf(item, "LTarget"), textOf(item, "Operand"), textOf(item, "RTarget")].join(" "),
);

/** Known by all they say, as constraints are. */
export const affinities: Part = fieldsSet("Affinity", affinity, (item) =>
  [textOf(item, "LTarget"), textOf(item, "Operand"), textOf(item, "RTarget"), plainText(item["Weight"])].join(
    " ",
  ),
);
