import type { SourceRange } from "../text/position.ts";

/**
 * `critical`: hurts others than the author, too. `error`: it cannot be used, or does not do what it says. `warning`: it can,
 * but probably does not do what its author meant. `info`: worth knowing.
 */
export type Severity = "critical" | "error" | "warning" | "info";

/**
 * One thing that a check has found: the shape in which all checks answer, and which all formats show.
 *
 * A check that knows the job says by `keys` where in it; who has loaded the job adds `path` and `source`, in the words and the
 * file of its author. What only some kinds of findings have (the layer that was asked, the tag that was read, what was
 * expected) is their `evidence`.
 */
export interface Finding<Code extends string = string, Evidence = unknown> {
  readonly severity: Severity;
  /** Stable name of what is wrong; each check documents its own. */
  readonly code: Code;
  /** A short phrase without a period: what is wrong. */
  readonly summary: string;
  /** Whole sentences: what was received, what is allowed, what follows. */
  readonly detail?: string;
  /** The way out: `Did you mean "http"?` */
  readonly help?: string;
  /** The words of the server that would refuse it or warn of it. */
  readonly serverText?: string;
  /** The thing that was checked, where it is not a file: the address of a Fabio. */
  readonly subject?: string;
  /** Name of the job that it is about. */
  readonly job?: string;
  /** Its ID, where that is another text than its name. */
  readonly jobId?: string;
  /** Its namespace, where the job says one. */
  readonly namespace?: string;
  readonly service?: string;
  /** Host and path, or port: `a.com/x`, `:9997`. */
  readonly route?: string;
  /** Where in the job: steps into the value that was checked; the last one may be a key that should not be there. */
  readonly keys?: readonly (string | number)[];
  /** Whether `keys` means the key itself or the value behind it. @default "value" */
  readonly at?: "key" | "value";
  /** The same place in the words of the spelling the user wrote: `group.web.task.server.driver`. */
  readonly path?: string;
  /** Where in the file. */
  readonly source?: SourceRange;
  /** The whole that the place is part of, where it helps to see what is wrong: the whole argument, say. */
  readonly context?: SourceRange;
  readonly evidence?: Evidence;
}

/** Whether what was found makes a check fail. */
export function isFailure({ severity }: Pick<Finding, "severity">): boolean {
  return severity === "critical" || severity === "error";
}
