import type { AllocationMetric } from "../answers/allocation-metric.ts";
import type { FieldDiff } from "../answers/plan-response.ts";

/** The value of a field as it is printed: behind its name, or as lines below it. */
export type ShownValue =
  | { readonly kind: "inline"; readonly text: string }
  | { readonly kind: "lines"; readonly lines: readonly string[] };

/** How a plan words what Nomad's layout leaves open: names, values, the command to run next. */
export interface Dialect {
  /** A name that stands without quotes. */
  readonly name: (text: string) => string;
  /** Columns that a name counts for when values are aligned. */
  readonly width: (name: string) => number;
  /** A name in quotes. */
  readonly quote: (text: string) => string;
  /** Running text of the server; its line breaks are kept. */
  readonly prose: (text: string) => string;
  /** `owner` is the way to the field: `["task", "Template", "ChangeScript"]`. */
  readonly value: (field: FieldDiff, owner: readonly string[]) => ShownValue;
  /** Why allocations of a group cannot be placed. */
  readonly reasons: (metric: AllocationMetric) => readonly string[];
  readonly runCommand: (run: RunCommand) => string;
  /** The use that the command makes of the modify index. */
  readonly explanation: string;
}

/** The command that makes a plan happen. */
interface RunCommand {
  /** As the user gave it to the plan; `-` for standard input. */
  readonly file: string;
  /** The name of standard input, where it has to be said again. */
  readonly stdinFilename: string | undefined;
  readonly checkIndex: string;
  /** Further arguments that the file needs, each ready for a shell. */
  readonly options: readonly string[];
}
