import { formatDurationShort } from "../units/duration.ts";
import type { Dialect, ShownValue } from "./dialect.ts";
import { isDurationField } from "./duration-fields.ts";
import { quote } from "../go/quote.ts";
import { printable } from "./printable.ts";
import { shellWord } from "./shell-word.ts";
import type { FieldDiff } from "../answers/plan-response.ts";
import { unifiedDiff } from "./line-diff.ts";
import { isMask } from "./mask-text.ts";
import { placementFailureReasons } from "./placement-reasons.ts";

/**
 * Words a plan for people: durations as `30s`, texts of several lines as a unified diff, masked values as they are,
 * and nothing that a terminal would obey.
 */
export const readableDialect: Dialect = {
  name: printable,
  width: (name) => Array.from(printable(name)).length,
  quote,
  prose: (text) => text.replace(/[^\n\t]+/g, printable),
  value: shownValue,
  reasons: placementFailureReasons,
  runCommand: ({ file, stdinFilename, checkIndex, options }) => {
    const called = stdinFilename === undefined ? [] : ["--stdin-filename", shellWord(stdinFilename)];
    return ["nomadx run --check-index", checkIndex, ...options, shellWord(file), ...called].join(" ");
  },
  explanation: `With the index, the job is only registered if nobody has changed it since this plan.`,
};

function shownValue(field: FieldDiff, owner: readonly string[]): ShownValue {
  if (isMultiLine(field.Old) || isMultiLine(field.New)) return shownLines(field);
  const show = isDurationField(owner, field.Name) ? quotedDuration : quoted;
  switch (field.Type) {
    case "Edited":
      return { kind: "inline", text: `${show(field.Old)} => ${show(field.New)}` };
    case "Deleted":
      return { kind: "inline", text: show(field.Old) };
    case "Added":
    case "None":
      return { kind: "inline", text: show(field.New) };
  }
}

function shownLines(field: FieldDiff): ShownValue {
  if (field.Type === "None") {
    const lines = field.New.trimEnd().split("\n");
    return { kind: "inline", text: `${quoted(lines[0] ?? "")}, ${lines.length} lines` };
  }
  const lines = unifiedDiff(field.Old, field.New);
  // Where one side is empty, the single header says nothing.
  const body = field.Type === "Edited" ? lines : lines.slice(1);
  return { kind: "lines", lines: body.map((line) => printable(line.replaceAll("\t", "    "))) };
}

function isMultiLine(text: string): boolean {
  return text.trimEnd().includes("\n");
}

function quotedDuration(nanoseconds: string): string {
  return /^-?\d{1,19}$/.test(nanoseconds)
    ? quoted(formatDurationShort(BigInt(nanoseconds)))
    : quoted(nanoseconds);
}

function quoted(text: string): string {
  return isMask(text) ? text : quote(text);
}
