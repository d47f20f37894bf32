import type { Block } from "../../jobspec/schema/_define.ts";
import type { ObjectLiteral, ObjectPart, Script } from "../syntax/script.ts";

/** So many values go on one line where there is room: a check, a network with a port or two. */
const valuesOnALine = 6;

/** The object of a block: jobs, groups and tasks have a line for each of their parts, others where they hold much. */
export function blockObject(
  block: Block,
  entries: readonly ObjectPart[],
  below?: readonly string[],
): ObjectLiteral {
  const isLarge =
    (entries.length > 0 && ["Job", "TaskGroup", "Task"].includes(block.struct)) ||
    countOf(entries) > valuesOnALine;
  return {
    kind: "object",
    entries,
    ...(below !== undefined && below.length > 0 && { below }),
    ...(isLarge && { expanded: true }),
  };
}

/** An object of blocks by label. */
export function labelledObject(
  block: Block,
  entries: readonly ObjectPart[],
  below?: readonly string[],
): ObjectLiteral {
  const isLarge = ["TaskGroup", "Task"].includes(block.struct) || countOf(entries) > valuesOnALine;
  return {
    kind: "object",
    entries,
    ...(below !== undefined && below.length > 0 && { below }),
    ...(isLarge && { expanded: true }),
  };
}

function countOf(entries: readonly ObjectPart[]): number {
  return entries.reduce((sum, { value }) => sum + sizeOf(value), 0);
}

function sizeOf(value: Script): number {
  if (value.kind === "object") return Math.max(countOf(value.entries), 1);
  return 1;
}
