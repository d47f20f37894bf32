import type { SourceRange } from "@nomadx/core";

import { oneLine } from "../terminal/clean-text.ts";

/** Something that a check of routes has found, in the form that all formats show. */
export interface Finding {
  /** Stable name of the rule. */
  readonly id: string;
  /** `critical` hurts others than the author, too. */
  readonly severity: "critical" | "error" | "warning" | "info";
  readonly message: string;
  /** The thing that was checked, where it is not a file: the address of a Fabio. */
  readonly subject?: string;
  readonly service?: string;
  readonly job?: string;
  readonly route?: string;
  readonly source?: SourceRange;
  readonly fix?: string;
}

/** The formats for people and for CI. */
export const findingFormats = ["text", "json", "github", "junit", "markdown", "sarif"] as const;

export type FindingFormat = (typeof findingFormats)[number];

/**
 * The problem, and the way to mend it: with what was checked before it, unless that is the service, which messages
 * name.
 */
export function findingParts({ message, subject, service, fix }: Finding): readonly string[] {
  const isNamed = subject === undefined || subject === service;
  return [isNamed ? message : `${subject}: ${message}`, ...(fix === undefined ? [] : [fix])].map(oneLine);
}

/** Whether the finding fails a check. */
export function isFailure({ severity }: Pick<Finding, "severity">): boolean {
  return severity === "critical" || severity === "error";
}
