import { quote } from "../go/quote.ts";
import type { UnseenChange } from "./diff/unseen-changes.ts";
import { isMask } from "./mask-text.ts";
import { printable } from "./printable.ts";
import type { TextStyle } from "./text-style.ts";

/**
 * The changes that no diff of Nomad's shows, one a line below a heading. Ends without a line break.
 * @example '+/- group.web.task.server.lifecycle.hook: "prestart" => "poststart"'
 */
export function renderUnseenChanges(changes: readonly UnseenChange[], style: TextStyle): string {
  const heading = style.bold("Changed, but not in Nomad's diff:");
  return [heading, ...changes.map((change) => changeLine(change, style))].join("\n");
}

function changeLine({ name, kind, before, after }: UnseenChange, style: TextStyle): string {
  if (kind === "order") {
    return `${style.brightYellow("+/-")} ${printable(name)}: in another order, ${shown(before)} => ${shown(after)}`;
  }
  if (before === "") return `${style.green("+")} ${printable(name)}: ${shown(after)}`;
  if (after === "") return `${style.red("-")} ${printable(name)}: ${shown(before)}`;
  return `${style.brightYellow("+/-")} ${printable(name)}: ${shown(before)} => ${shown(after)}`;
}

/** Lists and blocks are JSON, which has quotes of its own. */
function shown(text: string): string {
  return isMask(text) || /^[[{]/.test(text) ? printable(text) : quote(text);
}
