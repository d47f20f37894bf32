import { quote } from "../../go/quote.ts";
import { printable } from "../printable.ts";

/** A group at whose tasks a plan says something else than what the scheduler does with its allocations. */
export interface MisleadingLabel {
  readonly group: string;
  /** Behind its tasks; nothing where none of them has changed. */
  readonly label: "forces create/destroy update" | "forces in-place update" | undefined;
  /** The change that has allocations replaced, in the words of a job file; nothing where they are updated where they run. */
  readonly reason: string | undefined;
}

/** One sentence about it, for people. */
export function describeLabel({ group, label, reason }: MisleadingLabel): string {
  const name = `Task Group ${quote(group)}`;
  if (reason === undefined)
    return `${name}: its allocations are updated in place, although a task ${quote(label ?? "")}.`;
  const said = label === undefined ? "although no task is marked" : `although its tasks say ${quote(label)}`;
  return `${name}: its allocations are replaced, since ${printable(reason)} changes, ${said}.`;
}
