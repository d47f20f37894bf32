import type { Dialect } from "./dialect.ts";
import { quote } from "../go/quote.ts";
import type { FieldDiff } from "../answers/plan-response.ts";
import { nomadPlacementReasons } from "./placement-reasons.ts";

/** The words in square brackets that the CLI takes for colours, also inside the user's own texts. */
const COLOUR_WORDS: ReadonlySet<string> = new Set([
  ...[
    "default",
    "black",
    "red",
    "green",
    "yellow",
    "blue",
    "magenta",
    "cyan",
    "light_gray",
    "dark_gray",
  ].flatMap(foregroundAndBackground),
  ...[
    "light_red",
    "light_green",
    "light_yellow",
    "light_blue",
    "light_magenta",
    "light_cyan",
    "white",
  ].flatMap(foregroundAndBackground),
  ...["bold", "dim", "underline", "blink_slow", "blink_fast", "invert", "hidden", "reset", "reset_bold"],
]);

/**
 * Words a plan exactly as `nomad job plan` does: Go quoting, durations in nanoseconds, and `Meta[red]` printed as `Meta`.
 * @see hashicorp/nomad command/job_plan.go (2.0.5)
 */
export const nomadDialect: Dialect = {
  name: dropColourWords,
  width: utf8Length,
  quote: (text) => dropColourWords(quote(text)),
  prose: dropColourWords,
  value: (field) => ({ kind: "inline", text: dropColourWords(quotedValue(field)) }),
  reasons: nomadPlacementReasons,
  runCommand: ({ file, checkIndex, options }) =>
    ["nomad job run -check-index", checkIndex, ...options, file].join(" "),
  explanation: `When running the job with the check-index flag, the job will only be run if the
job modify index given matches the server-side version. If the index has
changed, another user has modified the job and the plan's results are
potentially invalid.`,
};

function quotedValue(field: FieldDiff): string {
  switch (field.Type) {
    case "Edited":
      return `${quote(field.Old)} => ${quote(field.New)}`;
    case "Deleted":
      return quote(field.Old);
    case "Added":
    case "None":
      return quote(field.New);
  }
}

/** @see mitchellh/colorstring colorstring.go Colorize.Color: known words vanish even when colour is off */
function dropColourWords(text: string): string {
  return text.replace(/\[([A-Za-z0-9_-]+)\]/g, (whole, word: string) =>
    COLOUR_WORDS.has(word) ? "" : whole,
  );
}

function foregroundAndBackground(colour: string): [string, string] {
  return [colour, `_${colour}_`];
}

function utf8Length(text: string): number {
  return new TextEncoder().encode(text).length;
}
